#!/usr/bin/env bash
# Lists the modules that are linked into the binary, with version and licence, and
# fails if a licence is not among those allowed (internal/arch/licences_test.go).
set -euo pipefail
cd "$(dirname "$0")/.."
go test ./internal/arch -count 1 -run '^TestLicences$' -v | sed 's/^    //'

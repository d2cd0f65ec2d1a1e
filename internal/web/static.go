package web

import (
	_ "embed" // the style sheet and the icon
	"net/http"
	"strconv"
	"strings"

	"cordon"
)

var (
	//go:embed static/cordon.css
	styleBytes []byte
	//go:embed static/icon.svg
	iconBytes []byte

	styleSheet = newAsset("/static/cordon", ".css", "text/css; charset=utf-8", styleBytes)
	icon       = newAsset("/static/icon", ".svg", "image/svg+xml", iconBytes)
)

// An asset is an embedded file. Its address has the digest of its bytes, so a
// browser may keep it for good: other bytes have another address.
type asset struct {
	route string
	media string
	bytes []byte
}

// shownDigest is how many hex digits of the digest stand in an address: 48
// bits are plenty to tell two versions apart.
const shownDigest = 12

func newAsset(base, ext, media string, b []byte) asset {
	hex := strings.TrimPrefix(string(cordon.DigestOf(b)), "sha256:")
	return asset{base + "." + hex[:shownDigest] + ext, media, b}
}

func (a asset) serve(w http.ResponseWriter, r *http.Request) error {
	h := w.Header()
	h.Set("Content-Type", a.media)
	h.Set("Content-Length", strconv.Itoa(len(a.bytes)))
	if r.URL.Path == a.route {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.bytes) // a reader that left is no error of ours
	}
	return nil
}

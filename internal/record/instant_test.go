package record

import (
	"testing"
	"time"
)

func TestInstant(t *testing.T) {
	for text, want := range map[string]string{
		"2026-08-01T23:00:03.110Z":      "2026-08-01T23:00:03.11Z",
		"2017-07-03T20:27:45-04:00":     "2017-07-04T00:27:45Z",
		"2025-12-15T00:00:00.000+01:00": "0001-01-01T00:00:00Z", // midnight stands for a day
		"2015-07-01-04:00":              "0001-01-01T00:00:00Z",
		"2026-08-01":                    "0001-01-01T00:00:00Z",
		"":                              "0001-01-01T00:00:00Z",
	} {
		if got := instant(text).Format(time.RFC3339Nano); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

package atom

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var at = time.Date(2026, 9, 1, 8, 0, 0, 120_000_000, time.FixedZone("", 3600))

func TestWriter(t *testing.T) {
	var b strings.Builder
	w, err := NewWriter(&b, Entry{ID: "urn:x:1", Title: "Changes & more", Updated: at}, "Cordon")
	err = errors.Join(err, w.Write(Entry{ID: "urn:x:2", Title: "<b>\x00\xff", Updated: at, Content: "one\ntwo"}),
		w.Write(Entry{ID: "urn:x:3", Updated: at}), w.Close())
	if err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:x:1</id>
  <title>Changes &amp; more</title>
  <updated>2026-09-01T07:00:00.12Z</updated>
  <author>
    <name>Cordon</name>
  </author>
  <entry>
    <id>urn:x:2</id>
    <title>&lt;b&gt;` + "\uFFFD\uFFFD" + `</title>
    <updated>2026-09-01T07:00:00.12Z</updated>
    <content type="text">one&#xA;two</content>
  </entry>
  <entry>
    <id>urn:x:3</id>
    <title></title>
    <updated>2026-09-01T07:00:00.12Z</updated>
  </entry>
</feed>`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestID(t *testing.T) {
	if got := ID("un-sc@x"); got != ID("un-sc@x") || got == ID("un-sc@y") || len(got) != len("urn:uuid:")+36 || got[23] != '8' {
		t.Error(got)
	}
}

// FuzzWriter: a feed with any text is well-formed, and has the text but for what XML
// does not allow.
func FuzzWriter(f *testing.F) {
	f.Add("a\x1b]]>", "b\n&amp;")
	f.Fuzz(func(t *testing.T, title, text string) {
		var b strings.Builder
		w, err := NewWriter(&b, Entry{ID: "urn:x:1", Title: title, Updated: at}, text)
		if err := errors.Join(err, w.Write(Entry{ID: title, Title: text, Updated: at, Content: title + text}), w.Close()); err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(strings.NewReader(b.String()))
		for {
			if _, err := dec.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatalf("%v in %q", err, b.String())
			}
		}
	})
}

package list

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/record"
)

func zipped(t testing.TB, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.DefaultCompression) })
	for name, data := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPacking: however a file is packed, and whatever it is called, it is the
// same publication.
func TestPacking(t *testing.T) {
	plain := unFile("2026-01-01", some()...)
	for name, data := range map[string]string{
		"plain": plain, "gz": gz(t, plain), "xz": xzip(t, plain, 1<<20), "zst": zst(t, plain),
		"gz of xz": gz(t, xzip(t, plain, 1<<20)), "zip": zipped(t, map[string]string{"consolidated.xml": plain}),
		"zip of xz": zipped(t, map[string]string{"../../etc/a.xz": xzip(t, plain, 1<<20)}), "byte order mark": "\ufeff" + plain,
	} {
		t.Run(name, func(t *testing.T) {
			u := updater(t, unSource())
			if o := one(t, u, false, map[string]string{"list.bin": data}); o.State != Loaded || o.Snapshot.Entries != 8 {
				t.Errorf("got %s, %v", o.State, o.Err)
			}
			// The raw bytes are in the archive as they were received.
			kept(t, u, data)
		})
	}
}

// TestBadInput loads broken or hostile files beside a good one: each bad
// file is reported with its place, the good one is loaded, and what was stored of
// the list that the bad file claims to be stays as it is.
func TestBadInput(t *testing.T) {
	good := unFile("2026-01-01", some()...)
	next := unFile("2026-02-01", some()...)
	named := func(name string) string {
		return strings.Replace(next, "<FIRST_NAME>NAMED<", "<FIRST_NAME>"+name+"<", 1)
	}
	for name, c := range map[string]struct{ data, state, want string }{
		"truncated":    {next[:len(next)/2], Failed, "ends in the middle"},
		"truncated gz": {gz(t, next)[:300], Failed, "unexpected EOF"},
		"truncated xz": {xzip(t, next, 1<<20)[:200], Failed, "bad"},
		"broken gz":    {"\x1f\x8b\x08garbage", Failed, "unexpected EOF"},
		"broken zip":   {"PK\x03\x04garbage", Failed, "zip"},
		"empty":        {"", Unknown, "an empty file"},
		"html":         {"<!DOCTYPE html><html><head>", Unknown, "an HTML page"},
		"xhtml":        {`<?xml version="1.0"?><html xmlns="x">`, Unknown, "an HTML page"},
		"other xml":    {"<feed><entry/></feed>", Unknown, `"feed"`},
		"a text":       {"Dear reader,", Unknown, "not a list"},
		"utf-16":       {"\xff\xfe<\x00C\x00O\x00N\x00", Unknown, "UTF-16 text; the lists are published in UTF-8"},
		"utf-16 big":   {gz(t, "\xfe\xff\x00<\x00C\x00O\x00N"), Unknown, "UTF-16 text; the lists are published in UTF-8"},
		"latin-1 text": {"Sehr geehrte Damen und Herren in M\xfcnchen;", Unknown, "text that is not UTF-8"},
		"workbook":     {zipped(t, map[string]string{"xl/workbook.xml": "<workbook/>"}), Unknown, "an Excel workbook"},
		"tar":          {"a.csv" + strings.Repeat("\x00", 252) + "ustar  \x00", Unknown, "an archive of many files"},
		"entity bomb": {
			`<!DOCTYPE a [<!ENTITY b "` + strings.Repeat("c", 1000) + `">]>` +
				strings.TrimPrefix(next, `<?xml version="1.0" encoding="UTF-8"?>`),
			Failed, "document type declaration refused",
		},
		"undeclared entity": {named("&lol9;"), Failed, "lol9"},
		"wrong encoding":    {named("\xc4\xd0"), Failed, "UTF-8"},
		"unknown encoding":  {strings.Replace(next, `encoding="UTF-8"`, `encoding="EBCDIC-X"`, 1), Unknown, "not a list"},
		"NUL byte":          {named("A\x00B"), Failed, "illegal character"},
		"name of a MB":      {named(strings.Repeat("A", 1<<20)), Failed, "a name of 10485"},
		"record of 20 MB":   {named(strings.Repeat("A", 20<<20)), Failed, "longer than"},
		"deep":              {strings.Replace(next, "<INDIVIDUALS>", strings.Repeat("<A>", 100), 1), Failed, "nested deeper"},
		"zip bomb":          {zipped(t, map[string]string{"a.xml": "<CONSOLIDATED_LIST>" + strings.Repeat("<A></A>", 6<<20)}), Failed, "bomb"},
		"xz dictionary":     {"\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x27" + strings.Repeat("\x00", 50), Failed, "dictionary"},
		"no records":        {"<CONSOLIDATED_LIST/>", Rejected, "min-entries"},
	} {
		t.Run(name, func(t *testing.T) {
			u := updater(t, unSource())
			if o := one(t, u, false, map[string]string{"a.xml": good}); o.State != Loaded {
				t.Fatal(o.Err)
			}
			if err := u.Resolve(t.Context()); err != nil {
				t.Fatal(err)
			}
			before := dump(t, u)
			out, err := from(t, u, false, map[string]string{"bad.file": c.data, "good.xml": good})
			if len(out) != 2 {
				t.Fatalf("got %d outcomes, %v", len(out), err)
			}
			bad, ok := out[0], out[1]
			if bad.State == Unchanged {
				bad, ok = ok, bad
			}
			if bad.State != c.state || !strings.Contains(bad.Error, c.want) || len(bad.Files) != 1 || !strings.Contains(bad.Files[0], "bad.file") {
				t.Errorf("got %s: %.300s, want %s: %s", bad.State, bad.Error, c.state, c.want)
			}
			if c.state == Failed && !strings.Contains(bad.Error, "bad.file") {
				t.Errorf("the error does not name the file: %.300s", bad.Error)
			}
			if ok.State != Unchanged || (err == nil) != (c.state == Unknown) {
				t.Errorf("the good file is %s, the error %v", ok.State, err)
			}
			if d := cmp.Diff(before, dump(t, u)); d != "" {
				t.Errorf("what was stored has changed:\n%.2000s", d)
			}
		})
	}
}

// TestBombs reads what unpacks to far more than it has, whatever the packing.
func TestBombs(t *testing.T) {
	nulls := strings.Repeat("\x00", 100<<20)
	for name, data := range map[string]string{
		"gz": gz(t, nulls), "zst": zst(t, nulls), "zip": zipped(t, map[string]string{"a": nulls}), "gz of gz": gz(t, gz(t, nulls)),
	} {
		f := &file{name: "bomb", member: -1, raw: opener([]byte(data))}
		ms, _, err := f.members(t.Context())
		if err != nil || len(ms) != 1 {
			t.Fatal(name, err)
		}
		if b, err := ms[0].head(t.Context(), 200<<20); !errors.Is(err, cordon.ErrRefused) || len(b) > ratioFrom+1<<20 {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
	}
}

// TestManyRecords: a file without end is refused before it fills the memory,
// and of its problems the first are kept and all are counted.
func TestManyRecords(t *testing.T) {
	u := updater(t)
	src := &Source{List: cordon.List{ID: "xx", Authority: "un"}}
	read := 0
	f := record.Format{Name: "endless", Parse: func(_ *record.Publication, report func(cordon.Problem)) iter.Seq2[*cordon.Entry, error] {
		return func(yield func(*cordon.Entry, error) bool) {
			for {
				read++
				ref := fmt.Sprint(read)
				report(cordon.Problem{Record: ref, Field: "births", Reason: "not a date"})
				named := cordon.Profile{Names: []cordon.Name{{Full: "A B"}}}
				if !yield(&cordon.Entry{ID: cordon.EntryID("xx/" + ref), List: "xx", Ref: ref, Profile: named}, nil) {
					return
				}
			}
		}
	}}
	p := begin(&listFile{file: &file{name: "endless.xml"}}, reading{source: src, format: &f})
	in, err := u.read(t.Context(), p)
	if !errors.Is(err, cordon.ErrInvalid) || !strings.Contains(err.Error(), "endless.xml: ") || read > mostRecords {
		t.Errorf("%d records read, %v", read, err)
	}
	if len(in.problems) != keptProblems || in.count != read {
		t.Errorf("%d problems kept, %d counted of %d", len(in.problems), in.count, read)
	}
}

// TestShortError: the error at the end names what was not loaded and does not
// repeat what each outcome reported.
func TestShortError(t *testing.T) {
	u := updater(t, unSource())
	files := map[string]string{"few.xml": unFile("2026-02-01", some()[:1]...)}
	for i := range 20 {
		files[fmt.Sprintf("cut%02d.xml", i)] = unFile("2026-01-01", some()...)[:600+i]
	}
	out, err := from(t, u, false, files)
	if len(out) != 21 || !errors.Is(err, cordon.ErrRefused) || !errors.Is(err, cordon.ErrInvalid) {
		t.Fatalf("%d outcomes, %v", len(out), err)
	}
	for _, want := range []string{"refused: un-sc (", "/few.xml)", "; failed: un-sc (", "/cut07.xml)", "and 12 more"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "ends in the middle") || strings.Contains(err.Error(), "min-entries") {
		t.Errorf("the error repeats the outcomes: %v", err)
	}
}

func TestMissingPath(t *testing.T) {
	u := updater(t, unSource())
	if err := u.UpdateFrom(t.Context(), t.TempDir()+"/none", nil, false, nil); !errors.Is(err, cordon.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// kept fails unless the archive has these bytes.
func kept(t *testing.T, u *Updater, data string) {
	t.Helper()
	r, err := u.Archive.Get(t.Context(), cordon.DigestOf([]byte(data)))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if b, err := io.ReadAll(r); err != nil || string(b) != data {
		t.Errorf("the archive has other bytes: %v", err)
	}
}

func FuzzRecognise(f *testing.F) {
	plain := unFile("2026-01-01", some()[:1]...)
	for _, s := range []string{
		plain, gz(f, plain), xzip(f, plain, 1<<16), zst(f, plain), zipped(f, map[string]string{"a": plain, "b/c": gz(f, "x")}),
	} {
		f.Add([]byte(s))
	}
	sources := []*Source{unSource(), sdnSource(), consSource()}
	f.Fuzz(func(t *testing.T, data []byte) {
		fl := &file{name: "fuzz", member: -1, raw: opener(data)}
		u := &Updater{}
		for _, fd := range u.recognise(t.Context(), fl, sources, &tally{}) {
			if len(fd.readings) == 0 {
				t.Error("found, but not known")
			}
			if b, err := fd.head(t.Context(), 1<<20); err == nil && len(b) == 0 {
				t.Error("an empty file was recognised")
			}
		}
	})
}

// TestTwoDates: an element with one attribute twice is no XML: which of two dates of a
// file counts cannot be said.
func TestTwoDates(t *testing.T) {
	const root = "<CONSOLIDATED_LIST"
	file := strings.Replace(unFile("2026-01-10", some()...), root, root+` dateGenerated="2025-01-01T00:00:01Z"`, 1)
	o := one(t, updater(t, unSource()), true, map[string]string{"un.xml": file})
	if o.State != Failed || !strings.Contains(o.Error, "the attribute dateGenerated stands twice") || !strings.Contains(o.Error, "un.xml:2") {
		t.Errorf("%s, %v", o.State, o.Err)
	}
}

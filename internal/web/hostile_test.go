package web

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"cordon"
)

// evil is a text that would run if a page took it as markup, in an element, in
// an attribute or as an address.
const evil = `javascript:alert(1)"'><img src=x onerror=alert(1)><script>alert(1)</script>&lt;b&gt;`

// ours are the types whose values are identifiers of ours, not text from outside.
var ours = map[reflect.Type]bool{
	reflect.TypeFor[cordon.AuthorityID](): true, reflect.TypeFor[cordon.ListID](): true, reflect.TypeFor[cordon.SnapshotID](): true,
	reflect.TypeFor[cordon.EntryID](): true, reflect.TypeFor[cordon.PartyID](): true, reflect.TypeFor[cordon.DocumentID](): true,
	reflect.TypeFor[cordon.StoryID](): true, reflect.TypeFor[cordon.AlertID](): true, reflect.TypeFor[cordon.Digest](): true,
	reflect.TypeFor[time.Time](): true, reflect.TypeFor[cordon.Date](): true, reflect.TypeFor[cordon.Verdict](): true,
	reflect.TypeFor[cordon.DateKind](): true, reflect.TypeFor[cordon.ChangeKind](): true, reflect.TypeFor[cordon.BlockKind](): true,
	reflect.TypeFor[cordon.NameUse](): true, reflect.TypeFor[cordon.Kind](): true,
}

// poison appends evil to every text below v, and fills the empty ones, so that
// a field that someone adds tomorrow is tried too.
func poison(v reflect.Value, n *int) {
	if ours[v.Type()] {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				poison(f, n)
			}
		}
	case reflect.Slice:
		if v.Len() == 0 && v.Type().Elem().Kind() != reflect.Uint64 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		for i := range v.Len() {
			poison(v.Index(i), n)
		}
	case reflect.String:
		*n++
		v.SetString(v.String() + evil)
	}
}

// hostile are the facts with every text from outside turned against us.
func hostile() (*known, int) {
	f := facts()
	n := 0
	for _, r := range f.readings {
		text := r.Document.Text
		poison(reflect.ValueOf(r).Elem(), &n)
		r.Document.Text = text + "\n" + evil
		r.Document.Blocks = nil
		r.Mentions[0].Span = cordon.Span{From: len(text), To: len(r.Document.Text)}
		r.Statements[0].Span = r.Mentions[0].Span
		r.Document.CopyOf = "doc-00000000000000d1"
	}
	for i := range f.loadings {
		l := &f.loadings[i]
		poison(reflect.ValueOf(&l.snap).Elem(), &n)
		for _, e := range l.entries {
			programmes := []cordon.ProgrammeID{}
			for _, d := range e.Designations {
				programmes = append(programmes, d.Programme)
			}
			poison(reflect.ValueOf(e).Elem(), &n)
			for j, p := range programmes {
				e.Designations[j].Programme = p
				e.Designations = append(e.Designations, cordon.Designation{
					Authority: p.Authority(), Programme: p + evil,
					Listed: cordon.MustDate("2020"),
				})
			}
		}
		for j := range l.changes {
			poison(reflect.ValueOf(&l.changes[j]).Elem(), &n)
		}
	}
	for i := range f.judgements {
		poison(reflect.ValueOf(&f.judgements[i]).Elem(), &n)
	}
	for i := range f.alerts {
		poison(reflect.ValueOf(&f.alerts[i]).Elem(), &n)
	}
	return f, n
}

// TestHostileText shows every page over hostile data: nothing of it becomes an
// element, an attribute or an address that runs.
func TestHostileText(t *testing.T) {
	s := empty(t)
	f, n := hostile()
	if n < 200 {
		t.Fatalf("only %d texts are hostile", n)
	}
	fill(t, s, f)
	h := s.Handler()
	targets := []string{
		"/search?q=" + "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/gaps?programme=%22%3E%3Cscript%3E&q=%3Cimg%20src=x%3E",
		"/timeline?theme=%22%3E%3Cscript%3E&since=2020", "/%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/search?q=x&kind=%3Cscript%3E",
	}
	for _, c := range routesTable {
		if c.status == 200 {
			targets = append(targets, c.target)
		}
	}
	shown := 0
	for _, target := range targets {
		res, body := get(t, h, "GET", target)
		if res.StatusCode >= 500 {
			t.Errorf("%s: %d", target, res.StatusCode)
		}
		if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			continue
		}
		if strings.Contains(body, "onerror=alert(1)") {
			shown++
		}
		for _, n := range elements(t, body) {
			if n.Data == "img" {
				t.Errorf("%s: a picture from outside", target)
			}
			for _, f := range faultsOf(n, nil, nil) {
				if strings.HasPrefix(f, "an element") || strings.HasPrefix(f, "attribute") || strings.HasPrefix(f, "an address") {
					t.Errorf("%s: %s", target, f)
				}
			}
		}
	}
	if shown < 15 {
		t.Errorf("only %d pages show the hostile text: the test looks past it", shown)
	}
}

// TestOutsideLinks lets no address but http and https become a link.
func TestOutsideLinks(t *testing.T) {
	f := facts()
	for i, u := range []string{"javascript:alert(1)", "data:text/html,x", "//evil.example.org/x", "https://fine.example.org/a?b=c"} {
		r := denialReading()
		r.Document.ID = cordon.DocumentID("doc-0000000000000f0" + string(rune('0'+i)))
		r.Document.URL = u
		f.readings = append(f.readings, r)
	}
	s := empty(t)
	fill(t, s, f)
	h := s.Handler()
	for i, want := range []bool{false, false, false, true} {
		_, body := get(t, h, "GET", "/documents/doc-0000000000000f0"+string(rune('0'+i)))
		found := false
		for _, n := range elements(t, body) {
			found = found || n.Data == "a" && attr(n, "rel") == "noopener noreferrer nofollow" && !strings.Contains(attr(n, "href"), "un.org")
		}
		if found != want {
			t.Errorf("address %d is a link: %v, want %v", i, found, want)
		}
	}
}

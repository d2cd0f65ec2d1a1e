package web

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/listing"
	"cordon/internal/store"
)

func unescaped(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// TestListsWithoutReader: facts of a list that the program cannot load are shown
// beside the others; a list of which there are none is not.
func TestListsWithoutReader(t *testing.T) {
	s := world(t)
	snap := cordon.Snapshot{
		ID: "jp-mof@2024-11-03T08:00:00.000000Z", List: "jp-mof", Format: "starter",
		Published: d("2024-11-03"), Fetched: today.AddDate(0, 0, -3), Starter: true,
	}
	if err := s.Store.Tx(t.Context(), func(tx *store.Tx) error { return tx.PutSnapshot(&snap, nil, nil, nil, listing.Fold) }); err != nil {
		t.Fatal(err)
	}
	for target, says := range map[string]string{
		"/lists": "no reader yet", "/lists/jp-mof": "Ministry of Finance asset freeze list", "/lists/kr-announced": "cannot load this list",
	} {
		if res, body := get(t, s.Handler(), "GET", target); res.StatusCode != 200 || !strings.Contains(body, says) {
			t.Errorf("%s: %d, and it does not say %q", target, res.StatusCode, says)
		}
	}
	if _, body := get(t, s.Handler(), "GET", "/lists"); strings.Contains(body, "South Korea, announcements") {
		t.Error("a list is shown of which there are no facts")
	}
}

// TestUnloaded: what the archive holds of a list and the database does not is on every
// page, until the list is loaded.
func TestUnloaded(t *testing.T) {
	s := world(t)
	s.Unloaded = map[cordon.ListID]int{"un-sc": 2}
	if _, body := get(t, s.Handler(), "GET", "/lists"); strings.Contains(body, "update --from ARCHIVE") {
		t.Error("said of a list that is loaded")
	}
	s.Unloaded = map[cordon.ListID]int{"us-ofac-sdn": 2}
	for target, says := range map[string]string{
		"/search?q=ri": "The archive holds publications of 1 list that this database has never loaded",
		"/lists":       `us-ofac-sdn</a></strong>, of which the archive holds 2 publications or more`,
	} {
		_, body := get(t, s.Handler(), "GET", target)
		if !strings.Contains(strings.Join(strings.Fields(body), " "), says) {
			t.Errorf("%s does not say %q", target, says)
		}
		for _, f := range faults(t, body) {
			t.Errorf("%s: %s", target, f)
		}
	}
}

// TestPartialList: a list that lacks a part is not shown as full.
func TestPartialList(t *testing.T) {
	s := world(t)
	snap := cordon.Snapshot{
		ID: "ch-seco@2024-11-20T08:00:00.000000Z", List: "ch-seco", Format: "test", Published: d("2024-11-20"), Fetched: today,
		Missing: []string{"aliases"}, Held: 3,
	}
	if err := s.Store.Tx(t.Context(), func(tx *store.Tx) error { return tx.PutSnapshot(&snap, nil, nil, nil, listing.Fold) }); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"/lists", "/lists/ch-seco"} {
		_, body := get(t, s.Handler(), "GET", target)
		for _, says := range []string{
			`tag-partial">partial<`,
			"it lacks aliases, perhaps other entries: of 3 that its file lacks the removal is held",
		} {
			if !strings.Contains(body, says) {
				t.Errorf("%s does not say %q", target, says)
			}
		}
		for _, f := range faults(t, body) {
			t.Errorf("%s: %s", target, f)
		}
	}
}

// TestPending: what was held back of a list is shown with how to accept it.
func TestPending(t *testing.T) {
	s := world(t)
	digest := cordon.DigestOf([]byte("a cut file"))
	w := cordon.PendingUpdate{
		List: "un-sc", Format: "test", Published: d("2024-11-20"), Files: []cordon.ArchivedFile{{Name: "un.xml", Digest: digest}},
		Rule: "removals", Reason: "2 of 2 entries would go",
		Reasons:  []cordon.Reason{{Rule: "removals", Text: "2 of 2 entries would go"}, {Rule: "programme", Text: "both of DPRK"}},
		Removals: []cordon.Removal{{Entry: "un-sc/KPi.076"}, {Entry: "un-sc/KPe.001"}},
		At:       today, State: cordon.Pending,
	}
	if err := s.Store.Tx(t.Context(), func(tx *store.Tx) error { return tx.PutPending(&w) }); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"/lists", "/lists/un-sc"} {
		_, body := get(t, s.Handler(), "GET", target)
		for _, says := range []string{
			"2 of 2 entries would go", "removals", "both of DPRK (rule <code>programme</code>)", "2 removals",
			"cordon update --accept " + string(digest),
		} {
			if !strings.Contains(body, says) {
				t.Errorf("%s does not say %q", target, says)
			}
		}
		for _, f := range faults(t, body) {
			t.Errorf("%s: %s", target, f)
		}
	}
}

// routesTable is every address, with what the page must say.
var routesTable = []struct {
	target string
	status int
	says   []string
}{
	{"/", 200, []string{
		"Who has acted, when, and who has not", "AZIA SHIPPING HOLDING LIMITED LIABILITY COMPANY", "2023-12-12",
		"2024-02-22", "+72 d", "another fake story", "not only weapons but people", "cordon update", "starter", "리병철",
	}},
	{"/search", 200, []string{"Screen a name", "in the index"}},
	{"/search?q=Ri+Pyong+Chol", 200, []string{"un-sc/KPi.076", "us-ofac-sdn/21960", "Feature", "is not recorded"}},
	{"/search?q=%EB%A6%AC%EB%B3%91%EC%B2%A0", 200, []string{"un-sc/KPi.076"}},
	{"/search?q=%D0%A0%D0%B8+%D0%91%D1%91%D0%BD+%D0%A7%D1%85%D0%BE%D0%BB%D1%8C", 200, []string{"un-sc/KPi.076"}},
	{"/search?q=Zebulon+Quixfield", 200, []string{"Nothing above the threshold", "of ch-seco no publication is loaded"}},
	{"/search?q=&id=9179842", 200, []string{"ANGARA"}},
	{"/search?id=IMO+9179842", 200, []string{"ANGARA"}},
	{"/search?q=IMO+9179842&id=4200000001", 200, []string{"ANGARA"}},
	{"/search?q=Mining", 200, []string{"stands in longer listed names", "Nothing above the threshold"}},
	{"/search?q=Pyong", 200, []string{"such as RI PYONG CHUL", "Nothing above the threshold"}},
	{"/search?birth=1948&country=KP", 200, []string{"Nothing was screened"}},
	{"/search?q=&id=", 200, []string{"Nothing was screened"}},
	{"/search?q=" + strings.Repeat("ab+", 66), 400, []string{"more than"}},
	{"/gaps?q=" + strings.Repeat("ab+", 66), 400, []string{"more than"}},
	{"/gaps?q=%C2%B7%C2%B7", 400, nil},
	{"/search?q=9179842", 200, []string{"ANGARA"}},
	{"/search?q=IMO+9179842", 200, []string{"ANGARA"}},
	{"/search?q=Azia+Shipping&kind=organization&country=Russia&birth=2020", 200, []string{"AZIA SHIPPING"}},
	{"/search?q=Azia+Shipping&country=RUS", 200, []string{"AZIA SHIPPING"}},
	{"/search?q=Azia+Shipping&country=643", 200, []string{"AZIA SHIPPING"}},
	{"/search?q=Azia+Shipping&country=Atlantis", 400, []string{"not a known country", "RU, RUS or 643"}},
	{"/search?q=x&birth=0000", 400, []string{"must be a date written as"}},
	{"/search?q=x&kind=ghost", 400, []string{"must be one of person"}},
	{"/search?q=x&birth=yesterday", 400, []string{"must be a date written as"}},
	{"/search?q=" + strings.Repeat("a", 201), 400, []string{"more than 200 characters"}},
	{"/search?q=Ri+Pyong+Chol&threshold=abc", 400, []string{"must be a number from 0 to 1"}},
	{"/search?q=Ri+Pyong+Chol&threshold=NaN", 400, nil},
	{"/search?q=Ri+Pyong+Chol&threshold=0.95", 200, []string{"un-sc/KPi.076"}},
	{"/search?nmae=Ri+Pyong+Chol", 400, []string{"nmae", "not a parameter of this address; it takes q, kind, birth, country, id, threshold"}},
	{"/search?q=Ri+Pyong+Chol&brith=1948", 400, []string{"brith"}},
	{"/about?q=x", 400, []string{"this address takes no parameters"}},
	{"/gaps.json?programme=dprk&limit=5", 400, []string{"it takes programme, q, asof, as_of"}},
	{"/nowhere?q=x", 404, nil},
	{"/search?q=a&q=b", 400, []string{"is given 2 times"}},
	{"/search?q=Ri+Pyong+Chol&id=%zz", 400, []string{"is malformed"}},
	{"/search?q=x;country=KP", 400, []string{"is malformed"}},
	{"/search?q=%00", 400, []string{"control characters"}},
	{"/search?q=%ff", 400, []string{"UTF-8"}},
	{"/party/un-sc/KPi.076", 200, []string{
		"RI PYONG CHUL", "리병철", "Ри Бён Чхоль", "Hangul", "Cyrillic", "2017-12-22",
		"start of the law", "S/RES/2397", "836110034", "rule:name-and-birth", "Kyiv says",
	}},
	{"/party/us-ofac-sdn/46410", 200, []string{"2023-12-12", "2024-02-22", "2024-02-23", "ANGARA", "Vladivostok", "+72 d", "+73 d"}},
	{"/party/us-ofac-sdn/36390", 200, []string{"IMO ship number", "9179842", "M Leasing LLC", "not listed", "There is one entry only"}},
	{"/party/un-sc/none", 404, []string{"There is no such page"}},
	{"/party/", 404, nil},
	{"/party/" + strings.Repeat("a", 301), 404, nil},
	{"/entry/gb-uksl/RUS2071", 303, nil},
	{"/entry/gb-uksl/none", 404, nil},
	{"/lists", 200, []string{"UN Security Council Consolidated List", "full", "starter", "not loaded", "never loaded", "7 days"}},
	{"/lists/un-sc", 200, []string{"KPe.001", "CHANGGWANG SINYONG CORPORATION", "names", "sha256:", "amended", "lists.example.org"}},
	{"/lists/ch-seco", 200, []string{"never loaded", "cordon update ch-seco"}},
	{"/lists/un-sc?entries=2&changes=9", 200, nil},
	{"/lists/un-sc?entries=-1", 400, []string{"must be an integer from 1 to"}},
	{"/lists/nowhere", 404, nil},
	{"/changes", 200, []string{
		"By 2024-11-15", "1 amended", "against the publication of 2024-11-01", "KOREA MINING", "CHANGGWANG SINYONG CORPORATION",
		"First load: 2 entries", "By 2024-11-10",
	}},
	{"/changes?list=gb-uksl&since=2024&until=2024-11", 200, []string{"First load: 2 entries"}},
	{"/changes?kind=removed", 200, []string{"No publication answers to this"}},
	{"/changes?list=nowhere", 400, []string{"must be one of un-sc"}},
	{"/changes?kind=gone", 400, nil},
	{"/changes?since=soon", 400, nil},
	{"/changes?until=soon", 400, nil},
	{"/changes?page=0", 400, nil},
	{"/changes/un-sc@2024-11-15T08:00:00.000000Z", 200, []string{"Changes by 2024-11-15", "CHANGGWANG SINYONG CORPORATION"}},
	{"/changes/un-sc@2024-11-15T08:00:00.000000Z?page=x", 400, nil},
	{"/changes/us-ofac-sdn@2024-11-02T08:00:00.000000Z", 404, nil}, // of the starter: no publication
	{"/changes/nowhere", 404, nil},
	{"/changes.atom?list=un-sc", 200, []string{"un-sc, by 2024-11-15: 1 amended"}},
	{"/changes.atom?kind=gone", 400, nil},
	{"/history/un-sc/KPe.001", 200, []string{
		"amended by 2024-11-15|Amended by 2024-11-15", "CHANGGWANG SINYONG CORPORATION", "in the first publication that is held", "2009-04-24",
	}},
	{"/history/us-ofac-sdn/46410", 200, []string{"fact of the starter, as of 2024-11-02", "the authority’s own act"}},
	{"/history/gb-uksl/RUS2071", 303, nil},
	{"/history/un-sc/none", 404, nil},
	{"/documents", 200, []string{"Kyiv says Pyongyang arms Moscow", "copy", "Example report", "2024-10-13"}},
	{"/documents?page=x", 400, nil},
	{"/documents/doc-00000000000000c1", 200, []string{
		"furniture", "Volodymyr Zelenskyy", "printed line", "paragraph not verified",
		"only if true", "S1", "E2", "Same story", "Sample Wire",
	}},
	{"/documents/doc-00000000000000d2", 200, []string{"copy of", "denial"}},
	{"/documents/doc-none", 404, nil},
	{"/timeline", 200, []string{"listing", "claim", "denial", "2024-02-22"}},
	{"/timeline?theme=all&kind=listing&since=2023", 200, []string{"AZIA"}},
	{"/timeline?kind=statement", 200, []string{"Dmitry Peskov"}},
	{"/timeline?kind=rumour", 400, nil},
	{"/timeline?since=soon", 400, nil},
	{"/gaps", 200, []string{"AZIA", "From generation ", "Known in part", "Unknown: ", "2023-12-12"}},
	{"/gaps?programme=dprk", 200, []string{"KOREA MINING", "2009-04-24", "law"}},
	{"/gaps?q=Azia+Shipping", 200, []string{"AZIA"}},
	{"/gaps?programme=dprk&asof=2010-01-01", 200, []string{"as of 2010-01-01", "KOREA MINING"}},
	{"/gaps?programme=atlantis", 200, []string{"No party matches"}},
	{"/gaps?asof=never", 400, nil},
	{"/gaps?as_of=garbage", 400, []string{"must be a date written as"}},
	{"/gaps?programme=dprk&as_of=2010-01-01", 200, []string{
		"as of 2010-01-01", "too young to prove",
		"may have begun after the day asked for",
	}},
	{"/gaps?programme=dprk&asof=2025-12-01", 200, []string{"too old to prove"}},
	{"/gaps?limit=0", 400, nil},
	{"/timeline?limit=-1", 400, []string{"must be an integer from 1 to 1000"}},
	{"/timeline?limit=2", 200, []string{"page=2"}},
	{"/alerts", 200, []string{"is named by Sample Daily", "was amended", "party in news"}},
	{"/about", 200, []string{"Glossary|Words", "Apache License", "Bundesbank"}},
	{"/nowhere", 404, []string{"There is no such page"}},
	{"/favicon.ico", 200, nil},
}

func TestRoutes(t *testing.T) {
	h := world(t).Handler()
	for _, c := range routesTable {
		t.Run(c.target[:min(len(c.target), 60)], func(t *testing.T) {
			res, body := get(t, h, "GET", c.target)
			if res.StatusCode != c.status {
				t.Fatalf("status %d, want %d\n%s", res.StatusCode, c.status, body)
			}
			for _, w := range c.says {
				if !sayOne(body, w) {
					t.Errorf("does not say %q", w)
				}
			}
			if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") && res.StatusCode != 303 {
				for _, f := range faults(t, body) {
					t.Error(f)
				}
			}
		})
	}
}

// sayOne reports whether a page says one of the words, which "|" parts.
func sayOne(body, words string) bool {
	for w := range strings.SplitSeq(words, "|") {
		if strings.Contains(body, w) {
			return true
		}
	}
	return false
}

func TestRoutesAreAllTried(t *testing.T) {
	mux := http.NewServeMux()
	tried := map[string]bool{}
	s := world(t)
	for pattern := range s.routes() {
		mux.HandleFunc(pattern, func(http.ResponseWriter, *http.Request) {})
	}
	targets := []string{"/gaps.csv", "/gaps.json", styleSheet.route, icon.route} // have tests of their own
	for _, c := range routesTable {
		targets = append(targets, c.target)
	}
	for _, target := range targets {
		r, err := http.NewRequest("GET", target, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, pattern := mux.Handler(r)
		tried[pattern] = true
	}
	for pattern := range s.routes() {
		if !tried[pattern] {
			t.Errorf("no test asks for %s", pattern)
		}
	}
}

// TestUnknownParameters: no address passes over a parameter that it does not
// know, since it would answer less than was asked.
func TestUnknownParameters(t *testing.T) {
	h := world(t).Handler()
	targets := []string{"/gaps.csv", "/gaps.json", styleSheet.route, icon.route}
	for _, c := range routesTable {
		if c.status < 400 {
			targets = append(targets, c.target)
		}
	}
	for _, target := range targets {
		more := "?"
		if strings.Contains(target, "?") {
			more = "&"
		}
		for _, name := range []string{"nosuch", "Q", "page%00"} {
			if res, _ := get(t, h, "GET", target+more+name+"=1"); res.StatusCode != 400 {
				t.Errorf("%s with %s: %d", target, name, res.StatusCode)
			}
		}
	}
}

func TestHeaders(t *testing.T) {
	h := world(t).Handler()
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options": "nosniff",
		"Referrer-Policy":        "no-referrer",
		"X-Frame-Options":        "DENY",
		"Cache-Control":          "private, no-cache",
	}
	for _, target := range []string{"/", "/nowhere", "/gaps.json", "/gaps.csv", "/search?q=%00"} {
		res, _ := get(t, h, "GET", target)
		for k, v := range want {
			if got := res.Header.Get(k); got != v {
				t.Errorf("%s: %s is %q, want %q", target, k, got, v)
			}
		}
	}
	for _, a := range []asset{styleSheet, icon} {
		res, body := get(t, h, "GET", a.route)
		if res.StatusCode != 200 || res.Header.Get("Content-Type") != a.media || body != string(a.bytes) {
			t.Errorf("%s: %d %s", a.route, res.StatusCode, res.Header.Get("Content-Type"))
		}
		if got := res.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("%s is kept %q", a.route, got)
		}
	}
	if res, _ := get(t, h, "GET", "/static/cordon.000000000000.css"); res.StatusCode != 404 {
		t.Errorf("another version of the style sheet: %d", res.StatusCode)
	}
}

func TestMethods(t *testing.T) {
	h := world(t).Handler()
	for _, c := range []struct {
		method, target string
		status         int
	}{
		{"HEAD", "/", 200},
		{"HEAD", "/party/un-sc/KPi.076", 200},
		{"HEAD", styleSheet.route, 200},
		{"HEAD", "/nowhere", 404},
		{"POST", "/search?q=x", 405},
		{"DELETE", "/party/un-sc/KPi.076", 405},
		{"BREW", "/", 405},
		{"POST", "/nowhere", 404},
	} {
		res, body := get(t, h, c.method, c.target)
		if res.StatusCode != c.status {
			t.Errorf("%s %s: %d, want %d", c.method, c.target, res.StatusCode, c.status)
		}
		if c.status == 405 && (res.Header.Get("Allow") != "GET, HEAD" || !strings.Contains(body, "read-only")) {
			t.Errorf("%s %s: allows %q", c.method, c.target, res.Header.Get("Allow"))
		}
	}
}

func TestEntryLeadsToParty(t *testing.T) {
	res, _ := get(t, world(t).Handler(), "GET", "/entry/gb-uksl/RUS2071")
	if got, want := res.Header.Get("Location"), "/party/us-ofac-sdn/46410#entry-gb-uksl%2FRUS2071"; got != want {
		t.Errorf("leads to %s, want %s", got, want)
	}
}

// TestMergedParty wants the address of a party that is now part of another to
// lead there.
func TestMergedParty(t *testing.T) {
	s := empty(t)
	f := facts()
	fill(t, s, f)
	ri, komid := f.parties[0], f.parties[1]
	ri.Entries, ri.Current = append(ri.Entries, komid.Entries...), append(ri.Current, komid.Current...)
	fill(t, s, &known{parties: append([]store.PartyRow{ri}, f.parties[2:]...)})
	res, _ := get(t, s.Handler(), "GET", "/party/un-sc/KPe.001")
	if got := res.Header.Get("Location"); res.StatusCode != 302 || got != "/party/un-sc/KPi.076" {
		t.Errorf("%d %s", res.StatusCode, got)
	}
}

// TestFormerlyListed: who has left the lists is found by name, in a part of its own.
func TestFormerlyListed(t *testing.T) {
	s := world(t)
	gone := []*cordon.Entry{{
		ID: "ch-seco/1", List: "ch-seco", Ref: "1",
		Profile: cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: "Departed Quixfield", Use: cordon.Primary}}},
	}}
	snaps := []cordon.Snapshot{
		{ID: "ch-seco@1", List: "ch-seco", Published: d("2024-11-19"), Fetched: today.Add(-time.Hour), Entries: 1},
		{ID: "ch-seco@2", List: "ch-seco", Published: d("2024-11-20"), Fetched: today, Previous: "ch-seco@1"},
	}
	f := facts()
	f.loadings = []loading{{snap: snaps[0], entries: gone}, {snap: snaps[1], gone: []cordon.EntryID{"ch-seco/1"}}}
	f.parties = append(f.parties, store.PartyRow{ID: "ch-seco/1", Entries: []cordon.EntryID{"ch-seco/1"}})
	f.judgements, f.readings, f.alerts = nil, nil, nil
	fill(t, s, f)
	_, body := get(t, s.Handler(), "GET", "/search?q=Departed+Quixfield")
	for _, says := range []string{"No hit", "Formerly listed", `href="/party/ch-seco/1"`, "not on the list of 2024-11-20 any more"} {
		if !strings.Contains(body, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
	for _, f := range faults(t, body) {
		t.Error(f)
	}
	if _, body := get(t, s.Handler(), "GET", "/search?q=Ri+Pyong+Chol"); strings.Contains(body, "Formerly listed") {
		t.Error("a listed party is told as formerly listed")
	}
}

// TestPages walks through a long list.
func TestPages(t *testing.T) {
	f := facts()
	for i := range 2*pageSize + 1 {
		f.alerts = append(f.alerts, cordon.Alert{
			ID: cordon.AlertID(fmt.Sprintf("list-change/%d", i)), Kind: cordon.ListChanged,
			Raised: today.Add(-time.Duration(i+1) * time.Minute), Summary: fmt.Sprintf("alert number %d.", i),
		})
	}
	s := empty(t)
	fill(t, s, f)
	for target, want := range map[string]string{
		"/alerts": "alert number 97.", "/alerts?page=2": "alert number 150.",
		"/alerts?page=3": "alert number 200.", "/alerts?page=99": "alert number 200.",
	} {
		_, body := get(t, s.Handler(), "GET", target)
		if !strings.Contains(body, want) || strings.Contains(body, "alert number 98.") && target != "/alerts?page=2" {
			t.Errorf("%s does not say %q", target, want)
		}
	}
	_, body := get(t, s.Handler(), "GET", "/alerts?page=2")
	for _, link := range []string{"/alerts?page=1", "/alerts?page=3", "Page 2 of 3"} {
		if !strings.Contains(body, link) {
			t.Errorf("the second page has no %s", link)
		}
	}
}

// FuzzAddresses asks for anything: no address and no parameter is an error of ours.
func FuzzAddresses(f *testing.F) {
	for _, c := range routesTable {
		path, query, _ := strings.Cut(c.target, "?")
		f.Add(path, query)
	}
	h := world(f).Handler()
	f.Fuzz(func(t *testing.T, path, query string) {
		r := &http.Request{
			Method: "GET", URL: &url.URL{Path: "/" + strings.TrimPrefix(path, "/"), RawQuery: query},
			Header: http.Header{}, Host: "localhost",
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r.WithContext(t.Context()))
		if w.Code >= 500 {
			t.Errorf("%s?%s: %d", path, query, w.Code)
		}
	})
}

func TestGapsAsData(t *testing.T) {
	h := world(t).Handler()
	res, body := get(t, h, "GET", "/gaps.json?programme=dprk-russia")
	var m coordinate.Matrix
	if err := json.Unmarshal([]byte(body), &m); err != nil || !strings.HasPrefix(res.Header.Get("Content-Type"), "application/json") {
		t.Fatalf("%v: %s", err, res.Header.Get("Content-Type"))
	}
	if len(m.Rows) == 0 || m.Rows[0].Cells["gb"] == nil || m.Rows[0].Cells["gb"].First.String() != "2024-02-22" {
		t.Errorf("rows: %+v", m.Rows)
	}
	res, body = get(t, h, "GET", "/gaps.csv?programme=dprk-russia")
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || len(rows) < 3 || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/csv") {
		t.Errorf("%d rows, %v, %s", len(rows), err, res.Header.Get("Content-Type"))
	}
	for _, target := range []string{"/gaps.json?programme=atlantis", "/gaps.csv?programme=atlantis"} {
		if res, _ := get(t, h, "GET", target); res.StatusCode != 404 {
			t.Errorf("%s: %d", target, res.StatusCode)
		}
	}
}

// TestEmptyStore looks at every page before anything is loaded.
func TestEmptyStore(t *testing.T) {
	s := empty(t)
	if err := s.Screen.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	for _, target := range []string{"/", "/search", "/lists", "/lists/un-sc", "/documents", "/timeline", "/gaps", "/alerts", "/about"} {
		res, body := get(t, h, "GET", target)
		if res.StatusCode != 200 || !strings.Contains(body, "No data yet.") {
			t.Errorf("%s: %d", target, res.StatusCode)
		}
		for _, f := range faults(t, body) {
			t.Errorf("%s: %s", target, f)
		}
	}
}

// TestEmptyIndex: where nothing is loaded, a look-up is refused: it does not say "No hit".
func TestEmptyIndex(t *testing.T) {
	s := empty(t)
	if err := s.Screen.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	res, body := get(t, s.Handler(), "GET", "/search?q=Kim")
	if res.StatusCode != 503 || res.Header.Get("Retry-After") == "" || strings.Contains(body, "No hit") || !strings.Contains(body,
		"cordon update") {
		t.Errorf("%d\n%s", res.StatusCode, body)
	}
}

// TestClosedStore wants a readable page without the error's inside.
func TestClosedStore(t *testing.T) {
	s := world(t)
	h := s.Handler()
	s.Store.Close()
	res, body := get(t, h, "GET", "/lists")
	if res.StatusCode != 500 || !strings.Contains(body, "Something went wrong here") || strings.Contains(body, "sql") {
		t.Errorf("%d\n%s", res.StatusCode, body)
	}
}

// TestPanic wants a page, not a torn connection.
func TestPanic(t *testing.T) {
	s := world(t)
	s.Coordinate = nil
	res, body := get(t, s.Handler(), "GET", "/gaps")
	if res.StatusCode != 500 || !strings.Contains(body, "Something went wrong here") {
		t.Errorf("%d\n%s", res.StatusCode, body)
	}
}

// TestLinks follows every link inside the face: none is broken.
func TestLinks(t *testing.T) {
	h := world(t).Handler()
	seen := map[string]bool{"/": true}
	queue := []string{"/"}
	for len(queue) > 0 && len(seen) < 2000 {
		target := queue[0]
		queue = queue[1:]
		res, body := get(t, h, "GET", target)
		if res.StatusCode == 303 {
			to, _, _ := strings.Cut(res.Header.Get("Location"), "#")
			res, body = get(t, h, "GET", to)
		}
		if res.StatusCode != 200 {
			t.Errorf("%s: %d", target, res.StatusCode)
		}
		if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			continue
		}
		for _, f := range faults(t, body) {
			t.Errorf("%s: %s", target, f)
		}
		for _, n := range elements(t, body) {
			to, _, _ := strings.Cut(attr(n, "href"), "#")
			if strings.HasPrefix(to, "/") && !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d links were found", len(seen))
	}
}

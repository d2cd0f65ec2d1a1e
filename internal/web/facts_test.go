package web

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/index"
	"cordon/internal/listing"
	"cordon/internal/screen"
	"cordon/internal/store"
	"cordon/internal/watch"
)

// today is the day on which the tests look at the facts.
var today = time.Date(2024, 11, 22, 9, 0, 0, 0, time.UTC)

// lists are the lists of the tests: two loaded in full, two known by starter
// facts, one never loaded, one closed.
var lists = []cordon.List{
	{ID: "un-sc", Authority: "un", Name: "UN Security Council Consolidated List", URL: "https://main.un.org/securitycouncil/"},
	{ID: "us-ofac-sdn", Authority: "us", Name: "Specially Designated Nationals", URL: "https://sanctionslist.ofac.treas.gov/"},
	{ID: "eu-fsf", Authority: "eu", Name: "EU Consolidated Financial Sanctions List", URL: "https://data.europa.eu/"},
	{ID: "gb-uksl", Authority: "gb", Name: "UK Sanctions List", URL: "https://www.gov.uk/"},
	{ID: "ch-seco", Authority: "ch", Name: "SECO Sanctions List", URL: "https://www.seco.admin.ch/"},
	{ID: "gb-conlist", Authority: "gb", Name: "OFSI Consolidated List", SupersededBy: "gb-uksl", Closed: cordon.MustDate("2026-01-28")},
}

// others are a list that is known by a starter fact, though the program cannot
// load it, and one of which nothing is known.
var others = []cordon.List{
	{ID: "jp-mof", Authority: "jp", Name: "Ministry of Finance asset freeze list"},
	{ID: "kr-announced", Authority: "kr", Name: "South Korea, announcements"},
}

// world is a server over a store with a handful of facts.
func world(t testing.TB) *Server {
	t.Helper()
	s := empty(t)
	f := facts()
	fill(t, s, f)
	return s
}

// empty is a server over an empty store.
func empty(t testing.TB) *Server {
	t.Helper()
	st, err := store.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return over(st)
}

// over is a server over a store.
func over(st *store.Store) *Server {
	live := &index.Live{}
	now := func() time.Time { return today }
	screening := &screen.Service{Store: st, Live: live, Lists: lists, Now: now}
	return &Server{
		Store: st, Live: live, Lists: lists, Others: others, Now: now, Version: "test",
		Screen:     screening,
		Watch:      &watch.Service{Store: st, Live: live, Now: now},
		Coordinate: &coordinate.Service{Store: st, Find: screening.Preview, Lists: lists, Now: now},
		Log:        slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

// A loading is what one snapshot brought.
type loading struct {
	snap    cordon.Snapshot
	entries []*cordon.Entry
	gone    []cordon.EntryID
	changes []cordon.Change
}

// known are the facts that a world is filled with.
type known struct {
	loadings   []loading
	parties    []store.PartyRow
	judgements []cordon.Judgement
	readings   []*cordon.Reading
	alerts     []cordon.Alert
}

func fill(t testing.TB, s *Server, f *known) {
	t.Helper()
	err := s.Store.Tx(t.Context(), func(tx *store.Tx) error {
		for _, l := range f.loadings {
			if err := tx.PutSnapshot(&l.snap, l.entries, l.gone, l.changes, listing.Fold); err != nil {
				return err
			}
		}
		if err := tx.PutJudgements(f.judgements); err != nil {
			return err
		}
		if err := tx.PutParties("test", f.parties); err != nil {
			return err
		}
		for _, r := range f.readings {
			if err := tx.PutReading(r); err != nil {
				return err
			}
		}
		for _, a := range f.alerts {
			if err := tx.Raise(&a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Screen.Reload(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
}

func d(s string) cordon.Date { return cordon.MustDate(s) }

func on(s string) cordon.Period { return cordon.Period{From: d(s), To: d(s)} }

// listed is an entry with one designation, dated by the authority's own act.
func listed(id cordon.EntryID, kind cordon.Kind, programme cordon.ProgrammeID, day string, names ...cordon.Name) *cordon.Entry {
	_, ref, _ := strings.Cut(string(id), "/")
	names[0].Use = cordon.Primary
	return &cordon.Entry{
		ID: id, List: id.List(), Ref: ref, Profile: cordon.Profile{Kind: kind, Names: names},
		Designations: []cordon.Designation{{
			Authority: programme.Authority(), Programme: programme, Listed: d(day), DateKind: cordon.OwnDate,
			Measures: []cordon.Measure{cordon.AssetFreeze},
		}},
	}
}

func alias(s string) cordon.Name { return cordon.Name{Full: s, Use: cordon.Alias} }

// facts are real parties and dates, in our own words.
func facts() *known {
	f := &known{}
	ri := listed("un-sc/KPi.076", cordon.Person, "un/DPRK", "2017-12-22", cordon.Name{Full: "RI PYONG CHUL"}, alias("Ri Pyong Chol"))
	ri.Profile.Names = append(ri.Profile.Names, cordon.Name{Full: "리병철", Use: cordon.Original, Script: "Hang", Lang: "ko"})
	ri.Profile.Births = []cordon.Birth{{Date: d("1948")}}
	ri.Profile.Countries = []cordon.CountryLink{{Country: "KP", Role: "nationality"}}
	ri.Profile.Positions = []string{"Vice Chairman of the Central Military Commission"}
	ri.Designations[0].Basis = []cordon.LegalBasis{{
		Instrument: "S/RES/2397 (2017)", Paragraph: "3",
		URL: "https://docs.un.org/S/RES/2397(2017)",
	}}
	ri.Designations[0].Measures = append(ri.Designations[0].Measures, cordon.TravelBan)
	komid := listed("un-sc/KPe.001", cordon.Organization, "un/DPRK", "2009-04-24",
		cordon.Name{Full: "KOREA MINING DEVELOPMENT TRADING CORPORATION"}, alias("KOMID"))
	riUS := listed("us-ofac-sdn/21960", cordon.Person, "us/DPRK2", "2017-12-26", cordon.Name{Full: "RI, Pyong Chol"})
	riUS.Profile.Names = append(riUS.Profile.Names, cordon.Name{Full: "Ри Бён Чхоль", Use: cordon.Alias, Weak: true})
	riUS.Profile.Identifiers = []cordon.Identifier{{Scheme: cordon.Passport, Value: "836110034", Country: "KP"}}
	angara := listed("us-ofac-sdn/36390", cordon.Vessel, "us/RUSSIA-EO14024", "2022-05-08", cordon.Name{Full: "ANGARA"})
	angara.Profile.Identifiers = []cordon.Identifier{{Scheme: cordon.IMOShip, Value: "9179842"}}
	angara.Profile.Craft = &cordon.Craft{Type: "General cargo", Flag: "RU", Owner: "M Leasing LLC"}
	angara.Remarks = "Carried munitions from the DPRK to Russia from August 2023 on."
	azia := listed("us-ofac-sdn/46410", cordon.Organization, "us/RUSSIA-EO14024", "2023-12-12",
		cordon.Name{Full: "AZIA SHIPPING HOLDING LIMITED LIABILITY COMPANY"})
	azia.Remarks = "Ships cargo between the DPRK and Russia."
	aziaGB := listed("gb-uksl/RUS2071", cordon.Organization, "gb/Russia", "2024-02-22", cordon.Name{Full: "Azia Shipping Holding LLC"})
	aziaGB.Relations = []cordon.Relation{{Role: "linked-to", Other: "us-ofac-sdn/36390", Name: "ANGARA"}}
	aziaEU := listed("eu-fsf/EU.11720.55", cordon.Organization, "eu/UKR", "2024-02-23", cordon.Name{Full: "Azia Shipping Holding"})
	aziaEU.Profile.Addresses = []cordon.Address{{Full: "Vladivostok", City: "Vladivostok", Country: "RU"}}
	riGB := listed("gb-uksl/DPR0067", cordon.Person, "gb/DPRK", "2020-12-31", cordon.Name{Full: "Ri Pyong Chul"})
	riGB.Designations[0].DateKind = cordon.LawDate

	f.load("un-sc", "2024-11-01", false, ri, komid)
	f.load("gb-uksl", "2024-11-10", false, aziaGB, riGB)
	f.load("us-ofac-sdn", "2024-11-02", true, riUS, angara, azia)
	f.load("eu-fsf", "2024-11-02", true, aziaEU)
	f.amend(komid)
	f.one(ri, riUS, riGB)
	f.one(komid)
	f.one(angara)
	f.one(azia, aziaGB, aziaEU)
	f.judgements = []cordon.Judgement{
		{
			A: ri.ID, B: riUS.ID, Verdict: cordon.Same, Score: 0.97, By: "rule:name-and-birth", At: today,
			Why: "one name, one birth year, both of the DPRK",
		},
		{A: azia.ID, B: aziaGB.ID, Verdict: cordon.Same, Score: 0.95, By: "rule:name", At: today, Why: "one rare name"},
	}
	f.readings = []*cordon.Reading{claimReading(), denialReading(), copyReading()}
	f.alerts = []cordon.Alert{
		{
			ID: "party-in-news/doc-claim/un-sc/KPi.076", Kind: cordon.PartyInNews, Raised: today, Party: cordon.PartyID(ri.ID),
			Document: "doc-00000000000000c1", Summary: "RI PYONG CHUL (리병철) is named by Sample Daily",
		},
		{
			ID: "list-change/un-sc/KPe.001", Kind: cordon.ListChanged, Raised: today, Entry: komid.ID,
			Summary: "KOREA MINING DEVELOPMENT TRADING CORPORATION was amended",
		},
	}
	return f
}

func (f *known) load(l cordon.ListID, day string, starter bool, es ...*cordon.Entry) {
	at := d(day).First().Add(8 * time.Hour)
	snap := cordon.Snapshot{
		ID: cordon.SnapshotID(string(l) + "@" + at.Format("2006-01-02T15:04:05.000000Z")), List: l, Format: "test", Published: d(day),
		Fetched: at,
		Digests: []cordon.Digest{cordon.DigestOf([]byte(l))}, Files: []string{"https://lists.example.org/" + string(l) + ".xml"},
		Entries: len(es), Starter: starter,
	}
	for _, e := range es {
		e.Since, e.Starter = snap.ID, starter
	}
	f.loadings = append(f.loadings, loading{snap: snap, entries: es})
}

// amend is a second snapshot of the UN's list, with one more alias.
func (f *known) amend(old *cordon.Entry) {
	first := f.loadings[0].snap
	e := *old
	e.Profile.Names = append(e.Profile.Names[:len(e.Profile.Names):len(e.Profile.Names)], alias("CHANGGWANG SINYONG CORPORATION"))
	snap := first
	snap.Fetched = first.Fetched.AddDate(0, 0, 14)
	snap.ID = cordon.SnapshotID("un-sc@" + snap.Fetched.Format("2006-01-02T15:04:05.000000Z"))
	snap.Published, snap.Amended, snap.Previous = d("2024-11-15"), 1, first.ID
	e.Since = snap.ID
	change := cordon.Change{
		Entry: e.ID, Name: e.Profile.Name(), Snapshot: snap.ID, Kind: cordon.Amended,
		Fields: []cordon.FieldChange{{Field: "names", Added: []string{"CHANGGWANG SINYONG CORPORATION"}}},
	}
	f.loadings = append(f.loadings, loading{snap: snap, entries: []*cordon.Entry{&e}, changes: []cordon.Change{change}})
}

// one makes the entries one party, named after the first.
func (f *known) one(es ...*cordon.Entry) {
	row := store.PartyRow{ID: cordon.PartyID(es[0].ID), Current: es}
	for _, e := range es {
		row.Entries = append(row.Entries, e.ID)
	}
	f.parties = append(f.parties, row)
}

// in is where a text stands in a document.
func in(text, part string) cordon.Span {
	i := strings.Index(text, part)
	if i < 0 {
		panic("not in the text: " + part)
	}
	return cordon.Span{From: i, To: i + len(part)}
}

// blocks tells the lines apart by their first words.
func blocks(text string, kinds ...cordon.BlockKind) []cordon.Block {
	var out []cordon.Block
	at := 0
	for i, l := range strings.Split(text, "\n") {
		if i < len(kinds) {
			out = append(out, cordon.Block{Line: i + 1, Span: cordon.Span{From: at, To: at + len(l)}, Kind: kinds[i]})
		}
		at += len(l) + 1
	}
	return out
}

const claimText = `Home | World | Sport
Subscribe to our newsletter
Kyiv says Pyongyang arms Moscow
Sample Daily, 13 October 2024
Ukraine's president said on Sunday that "not only weapons but people" were moving from North Korea to Russia.
A delegation led by Ri Pyong Chol (리병철, Ри Бён Чхоль) had visited Vladivostok a day earlier, the report said.
More on this: ten best shoes`

func claimReading() *cordon.Reading {
	said := `Ukraine's president said on Sunday that "not only weapons but people" were moving from North Korea to Russia.`
	visit := "A delegation led by Ri Pyong Chol (리병철, Ри Бён Чхоль) had visited Vladivostok a day earlier, the report said."
	return &cordon.Reading{
		Document: cordon.Document{
			ID: "doc-00000000000000c1", Ref: "claim.txt", Title: "Kyiv says Pyongyang arms Moscow", Outlet: "Sample Daily", Lang: "en",
			URL: "https://daily.example.org/claim", Published: d("2024-10-13"), Fetched: today, Text: claimText, Relevant: true,
			Example: true, Story: "doc-00000000000000c1",
			PublishedBy: []cordon.DateEvidence{{Date: d("2024-10-13"), How: "printed-line", Text: "Sample Daily, 13 October 2024", Line: 4}},
			Blocks: blocks(claimText, cordon.Furniture, cordon.Furniture, cordon.Title, cordon.Meta, cordon.Body, cordon.Body,
				cordon.Furniture),
		},
		Mentions: []cordon.Mention{
			{
				Span: in(claimText, "Ri Pyong Chol"), Text: "Ri Pyong Chol", Name: "Ri Pyong Chol", Kind: cordon.Person,
				Party: "un-sc/KPi.076", Score: 0.98,
				Features: []cordon.Feature{{Name: "name", Score: 1, Weight: 1, Adds: 0.98, Query: "Ri Pyong Chol", Candidate: "Ri Pyong Chol"}},
			},
			{
				Span: in(claimText, "Ukraine's president"), Text: "Ukraine's president", Name: "Volodymyr Zelenskyy", Kind: cordon.Person,
				Role: "president", Country: "UA",
			},
		},
		Statements: []cordon.Statement{{
			Span: in(claimText, said), Speaker: "Volodymyr Zelenskyy", Role: "president", Org: "Ukraine", Kind: cordon.Claim,
			Quote: "not only weapons but people", At: in(claimText, "not only weapons but people"), Said: d("2024-10-13"), Event: 1,
		}},
		Events: []cordon.Event{
			{
				ID: "doc-00000000000000c1#e1", Type: cordon.ArmsTransfer, When: on("2024-10-13"), Status: cordon.Alleged,
				Spans:  []cordon.Span{in(claimText, said)},
				Actors: []cordon.Actor{{Role: "supplier", Name: "North Korea", Country: "KP"}, {Role: "recipient", Name: "Russia", Country: "RU"}},
				Breach: []cordon.Breach{{Provision: "unscr-1874/9", By: []string{"North Korea"}, Conditional: true}},
			},
			{
				ID: "doc-00000000000000c1#e2", Type: cordon.Visit, When: on("2024-10-12"), Place: "Vladivostok", Status: cordon.Reported,
				Spans:  []cordon.Span{in(claimText, visit)},
				Actors: []cordon.Actor{{Role: "visitor", Name: "Ri Pyong Chol", Party: "un-sc/KPi.076"}},
			},
		},
	}
}

const denialText = `Kremlin calls it another fake
MOSCOW, Oct 16. Dmitry Peskov called the reports "another fake story".`

func denialReading() *cordon.Reading {
	return &cordon.Reading{
		Document: cordon.Document{
			ID: "doc-00000000000000d1", Ref: "denial.txt", Title: "Kremlin calls it another fake", Outlet: "Sample Wire", Lang: "en",
			Published: d("2024-10-16"), Fetched: today,
			Text: denialText, Relevant: true, Example: true, Story: "doc-00000000000000c1", Blocks: blocks(denialText, cordon.Title, cordon.Body),
		},
		Statements: []cordon.Statement{{
			Span: in(denialText, `Dmitry Peskov called the reports "another fake story".`), Speaker: "Dmitry Peskov", Role: "spokesman",
			Org:  "Kremlin",
			Kind: cordon.Denial, Quote: "another fake story", Said: d("2024-10-16"),
		}},
	}
}

func copyReading() *cordon.Reading {
	r := denialReading()
	r.Document.ID, r.Document.Ref, r.Document.Outlet = "doc-00000000000000d2", "copy.txt", "Sample Mirror"
	r.Document.CopyOf, r.Document.Credit, r.Document.Published = "doc-00000000000000d1", "Sample Wire", d("2024-10-17")
	return r
}

package coordinate

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/listing"
	"cordon/internal/store"
)

// span is where words stand in a text.
func span(text, words string) cordon.Span {
	i := strings.Index(text, words)
	return cordon.Span{From: i, To: i + len(words)}
}

const report = "Shells arrive.\nAzov Freight shipped shells on Monday. A minister denied it.\nAnother port was closed.\n"

// reading is a reading of report: a listed party is named in the second line
// and supplies; the third has an event of somebody else's.
func reading(id, published string, party cordon.PartyID) *cordon.Reading {
	return &cordon.Reading{
		Document: cordon.Document{
			ID: cordon.DocumentID(id), Ref: id, Title: "Shells arrive", Outlet: "Gazette", Text: report,
			Published: cordon.MustDate(published), Relevant: true,
		},
		Mentions: []cordon.Mention{{Span: span(report, "Azov Freight"), Text: "Azov Freight", Name: "Azov Freight", Party: party, Score: 0.95}},
		Statements: []cordon.Statement{
			{Span: span(report, "A minister denied it."), Org: "Ministry", Role: "minister", Kind: cordon.Denial, About: "the shipment"},
			{
				Span: span(report, "Azov Freight shipped shells on Monday."), Speaker: "Azov Freight", Party: party, Kind: cordon.Claim,
				Quote: "we shipped",
			},
		},
		Events: []cordon.Event{
			{
				ID: cordon.EventID(id + "#e1"), Type: cordon.ArmsTransfer, Status: cordon.Alleged,
				When:   cordon.Period{From: cordon.MustDate("2024-01-08")},
				Actors: []cordon.Actor{{Name: "Azov Freight", Role: "supplier", Party: party}},
				Spans:  []cordon.Span{span(report, "Azov Freight shipped shells on Monday.")},
			},
			{
				ID: cordon.EventID(id + "#e2"), Type: cordon.OtherEvent, Status: cordon.Reported,
				When:  cordon.Period{From: cordon.MustDate("2024-01-09"), To: cordon.MustDate("2024-02-10")},
				Place: "Rason", Spans: []cordon.Span{span(report, "Another port was closed.")},
			},
		},
	}
}

func (b *bench) read(rs ...*cordon.Reading) {
	b.t.Helper()
	for _, r := range rs {
		b.tx(func(tx *store.Tx) error { return tx.PutReading(r) })
	}
}

func TestDossier(t *testing.T) {
	b := newBench(t)
	owned := entry("un-sc/1", "Azov Freight", "un/R 2016-03-02 own")
	owned.Relations = []cordon.Relation{
		{Role: "owned-by", Other: "un-sc/2", Name: "The Owner"},
		{Role: "leader", Name: "Somebody"},
		{Role: "linked-to", Other: "un-sc/nobody"},
	}
	old := entry("eu-fsf/1", "Azov Freight Ltd", "eu/R 2015-01-01 own")
	b.fill("un-sc", "2026-02-20", owned, entry("un-sc/2", "The Owner", "un/R 2010-01-01 own"))
	b.fill("eu-fsf", "2026-01-10", old)
	b.fill("eu-fsf", "2026-02-20")
	b.parties("un-sc/1", "eu-fsf/1", "un-sc/2", "un-sc/other", "eu-fsf/other")
	b.read(reading("doc-1", "2024-01-10", "eu-fsf/1"), reading("doc-2", "2024-01-11", "un-sc/2"))
	at := time.Date(2026, 2, 21, 0, 0, 0, 0, time.UTC)
	judged := cordon.Judgement{A: "un-sc/1", B: "eu-fsf/1", Verdict: cordon.Same, By: "rule:name", At: at, Why: "one name"}
	b.tx(func(tx *store.Tx) error {
		return tx.PutJudgements([]cordon.Judgement{judged, {A: "un-sc/2", B: "un-sc/other", Verdict: cordon.Different, By: "user", At: at}})
	})
	b.parties("un-sc/1 eu-fsf/1", "un-sc/2", "un-sc/other", "eu-fsf/other") // the reading has a former ID now
	for _, id := range []cordon.PartyID{"un-sc/1", "eu-fsf/1"} {            // the party's ID, and an entry's that is a former party's too
		d, err := b.Dossier(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if d.Party.ID != "un-sc/1" || d.Party.Profile.Name() != "Azov Freight" {
			t.Errorf("%s: party %s %q", id, d.Party.ID, d.Party.Profile.Name())
		}
		if len(d.Entries) != 2 || d.Entries[0].Until != "" || d.Entries[1].ID != "eu-fsf/1" || d.Entries[1].Until == "" {
			t.Errorf("%s: entries on and off lists: %+v", id, d.Entries)
		}
		if len(d.Listings) != 2 || d.Listings[0].Entry != "eu-fsf/1" || d.Listings[0].Delisted != cordon.MustDate("2026-02-20") ||
			d.Listings[1].Entry != "un-sc/1" {
			t.Errorf("%s: listings, oldest first: %+v", id, d.Listings)
		}
		if got, want := line(d.Row), "un 2016-03-02 own +426; eu 2015-01-01 own +0 off by 2026-02-20; first eu; not eu"; got != want {
			t.Errorf("%s: row %s, want %s", id, got, want)
		}
		var related []string
		for _, r := range d.Related {
			related = append(related, r.Role+" "+r.Name+" "+string(r.Party)+" of "+string(r.From))
		}
		if diff := cmp.Diff([]string{"owned-by The Owner un-sc/2 of un-sc/1", "leader Somebody  of un-sc/1", "linked-to   of un-sc/1"},
			related); diff != "" {
			t.Errorf("%s: relations (-want +got)\n%s", id, diff)
		}
		if diff := cmp.Diff([]cordon.Judgement{judged}, d.Judgements); diff != "" {
			t.Errorf("%s: judgements (-want +got)\n%s", id, diff)
		}
		checkRead(t, d)
	}
	if _, err := b.Dossier(t.Context(), "un-sc/nobody"); !errors.Is(err, cordon.ErrNotFound) {
		t.Errorf("an unknown party: %v", err)
	}
}

// checkRead looks at what was read under the party's former ID.
func checkRead(t *testing.T, d *Dossier) {
	t.Helper()
	const sentence = "Azov Freight shipped shells on Monday."
	if len(d.Mentions) != 1 || d.Mentions[0].Document != "doc-1" || d.Mentions[0].Sentence != sentence+" A minister denied it." {
		t.Errorf("mentions: %+v", d.Mentions)
	}
	if len(d.Statements) != 1 || d.Statements[0].Sentence != sentence || d.Statements[0].Statement.Quote != "we shipped" {
		t.Errorf("statements: %+v", d.Statements)
	}
	if len(d.Events) != 1 || d.Events[0].Event.ID != "doc-1#e1" || d.Events[0].Sentence != sentence ||
		d.Events[0].Published != cordon.MustDate("2024-01-10") {
		t.Errorf("events: %+v", d.Events)
	}
}

// TestChanges are those of the party's entries, with what each update did.
func TestChanges(t *testing.T) {
	b := newBench(t)
	b.parties()
	e := entry("eu-fsf/1", "Azov Freight", "eu/R 2015-01-01 own")
	b.fill("eu-fsf", "2026-01-10", e)
	last, err := b.Store.LastSnapshot(t.Context(), "eu-fsf")
	if err != nil {
		t.Fatal(err)
	}
	change := cordon.Change{
		Entry: "eu-fsf/1", Name: "Azov Freight", Snapshot: "eu-fsf@2026-03-01T00:00:00.000000Z", Kind: cordon.Amended,
		Fields: []cordon.FieldChange{{Field: "names", Added: []string{"Azov"}}},
	}
	other := change
	other.Entry = "eu-fsf/other"
	b.tx(func(tx *store.Tx) error {
		return tx.PutSnapshot(&cordon.Snapshot{
			ID: change.Snapshot, List: "eu-fsf", Fetched: b.at.Add(time.Minute),
			Published: cordon.MustDate("2026-02-20"), Previous: last.ID,
		}, []*cordon.Entry{e}, nil, []cordon.Change{change, other}, listing.Fold)
	})
	b.parties("eu-fsf/1", "eu-fsf/other")
	d, err := b.Dossier(t.Context(), "eu-fsf/1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]cordon.Change{change}, d.Changes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestSpans gives nothing for an impossible place, and never panics.
func TestSpans(t *testing.T) {
	for _, at := range []cordon.Span{{From: -1, To: 3}, {From: 2, To: 2}, {From: 3, To: 1}, {From: 0, To: 99}} {
		if doc := (&cordon.Document{Text: "abc"}); doc.At(at) != "" || lineAt(doc, at) != "" {
			t.Errorf("%v gives text", at)
		}
	}
	if got := lineAt(&cordon.Document{Text: "a\nbc\nd"}, cordon.Span{From: 3, To: 4}); got != "bc" {
		t.Errorf("line %q", got)
	}
}

package event

import (
	"fmt"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/claim"
	"cordon/internal/extract"
	"cordon/internal/mention"
	"cordon/internal/when"
)

func events(lang, text string) []cordon.Event {
	d := &cordon.Document{ID: "doc-1", Text: text, Lang: lang, Relevant: true, Published: cordon.MustDate("2024-03-05")}
	var ss []cordon.Span
	at := 0
	for i, l := range strings.SplitAfter(text, "\n") {
		s := cordon.Span{From: at, To: at + len(strings.TrimRight(l, "\n"))}
		d.Blocks = append(d.Blocks, cordon.Block{Line: i + 1, Span: s, Kind: cordon.Body})
		if s.From < s.To {
			ss = append(ss, extract.SentencesIn(text, s)...)
		}
		at += len(l)
	}
	ms, ds := mention.Find(d, ss, nil), when.Find(text, d.Published, lang)
	return Find(d, ss, ms, ds, claim.Find(d, ss, ms, ds))
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"transfer with its way", "North Korea has sent artillery shells to Russia since August.",
			"arms_transfer alleged [supplier North Korea,recipient Russia] ",
		},
		{
			"the other way", "Russia supplied North Korea with air defence missiles.",
			"arms_transfer alleged [supplier Russia,recipient North Korea] ",
		},
		{
			"conditional is possible at most", "Any arms deal between Russia and North Korea would violate resolutions.",
			"arms_transfer possible [Russia,North Korea] ",
		},
		{"only denied", "Moscow and Pyongyang have denied any arms trade.", "arms_transfer denied [Russia,North Korea] "},
		{
			"another regime", "Iran delivered Shahed drones to Russia in February.",
			"arms_transfer alleged [supplier Iran,recipient Russia] 2024-02-01..2024-02-29",
		},
		{"visit", "Sergei Shoigu visited Pyongyang on Feb. 12.", "visit reported [visitor Sergei Shoigu] 2024-02-12..2024-02-12"},
		{"visit to come", "Vladimir Putin will visit North Korea, the Kremlin said on Monday.", "visit announced [visitor Vladimir Putin] "},
		{"who speaks of a visit does not travel", "John Kirby said the visit to Pyongyang was watched.", ""},
		{"talks", "Kim Jong Un met Vladimir Putin at the Vostochny Cosmodrome.", "talks reported [Kim Jong Un,Vladimir Putin] "},
		{"veto", "Russia vetoed the draft on March 1.", "veto reported [voter Russia] 2024-03-01..2024-03-01"},
		{
			"designation", "The U.S. Treasury Department on Monday imposed sanctions on Blue Anchor Shipping LLC.",
			"designation announced [author US Department of the Treasury,target Blue Anchor Shipping LLC] 2024-03-04..2024-03-04",
		},
		{"a threat is no designation", "The United States will not hesitate to impose sanctions on North Korea.", ""},
		{"strike", "A Hwasong-11 missile struck Kharkiv on Jan. 2.", "strike reported [weapon Hwasong-11] 2024-01-02..2024-01-02"},
		{"launch", "North Korea fired two ballistic missiles on Sunday.", "missile_launch reported [North Korea] 2024-03-03..2024-03-03"},
		{
			"the cause is no part of the day", "The team was set up on Monday after Russia's veto of the mandate in February.",
			"veto reported [voter Russia] 2024-02-01..2024-02-29",
		},
		{
			"an act of others a day before", "The United Kingdom on Monday listed Blue Anchor Shipping LLC, a day after Canada did.",
			"designation announced [author United Kingdom,target Blue Anchor Shipping LLC] 2024-03-04..2024-03-04",
		},
		{"the precise days of one traffic", "North Korea has shipped shells to Russia in recent weeks.\nNorth Korea shipped the arms to " +
			"Russia between Feb. 7 and Feb. 20.", "arms_transfer alleged [supplier North Korea,recipient Russia] 2024-02-07..2024-02-20"},
		{
			"one event in two sentences", "North Korea sent shells to Russia.\nThe arms transfers from North Korea to Russia go on.",
			"arms_transfer alleged [supplier North Korea,recipient Russia] ",
		},
		{
			"a dateline is no party", "WASHINGTON, March 4 (Gazette) -- North Korea is believed to have shipped shells to Russia.",
			"arms_transfer alleged [supplier North Korea,recipient Russia] ",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, e := range events("en", c.text) {
				var actors []string
				for _, a := range e.Actors {
					actors = append(actors, strings.TrimPrefix(a.Role+" "+a.Name, " "))
				}
				w := ""
				if !e.When.IsZero() {
					w = e.When.From.String() + ".." + e.When.To.String()
				}
				got = append(got, fmt.Sprintf("%s %s [%s] %s", e.Type, e.Status, strings.Join(actors, ","), w))
			}
			if strings.Join(got, ";") != c.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, ";"), c.want)
			}
		})
	}
}

// TestTie: a denial is a statement of its own on the event that it denies, and
// does not lower it.
func TestTie(t *testing.T) {
	text := "North Korea sent shells to Russia, John Kirby said.\nThe Kremlin denied it."
	d := &cordon.Document{ID: "doc-1", Text: text, Lang: "en", Relevant: true}
	ss := extract.SentencesIn(text, cordon.Span{To: len(text)})
	ms := mention.Find(d, ss, nil)
	sts := claim.Find(d, ss, ms, nil)
	es := Find(d, ss, ms, nil, sts)
	if len(es) != 1 || es[0].Status != cordon.Alleged || es[0].ID != "doc-1#e1" {
		t.Fatalf("events %+v", es)
	}
	denied := false
	for _, st := range sts {
		denied = denied || st.Kind == cordon.Denial && st.Event == 1
	}
	if !denied {
		t.Errorf("the denial points nowhere: %+v", sts)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"North Korea sent shells to Russia.", "Russia vetoed’s ’’", "WASHINGTON -- ", "İ sanctions imposed",
		"the mandate\xff expired", "He met he met his",
	} {
		f.Add("en", s)
		f.Add("ru", s)
		f.Add("ko", s)
	}
	f.Fuzz(func(t *testing.T, lang, text string) {
		for _, e := range events(lang, text) {
			for _, s := range e.Spans {
				if s.From < 0 || s.To > len(text) || s.From >= s.To {
					t.Fatalf("event %+v does not lie in the text", e)
				}
			}
			if len(e.Actors) == 0 || e.Status == "" {
				t.Fatalf("event without actors or status: %+v", e)
			}
		}
	})
}

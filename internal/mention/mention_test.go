package mention

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/index"
)

// doc is a document of one body line a sentence, and its sentences.
func doc(published string, lines ...string) (*cordon.Document, []cordon.Span) {
	d := &cordon.Document{Published: cordon.MustDate(published), Lang: "en", Relevant: true}
	var ss []cordon.Span
	for i, l := range lines {
		from := len(d.Text)
		d.Text += l + "\n"
		s := cordon.Span{From: from, To: from + len(l)}
		ss = append(ss, s)
		d.Blocks = append(d.Blocks, cordon.Block{Line: i + 1, Span: s, Kind: cordon.Body})
	}
	return d, ss
}

func names(ms []cordon.Mention) []string {
	var out []string
	for _, m := range ms {
		out = append(out, m.Text+" = "+m.Name)
	}
	return out
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  []string
	}{
		{
			"short forms",
			[]string{"Russian Defense Minister Sergei Shoigu met Kim Jong-un.", "Mr. Shoigu thanked Kim. Kim Yo Jong stood by."},
			[]string{
				"Russian = Russia", "Sergei Shoigu = Sergei Shoigu", "Kim Jong-un = Kim Jong Un", "Shoigu = Sergei Shoigu",
				"Kim = Kim Jong Un", "Kim Yo Jong = Kim Yo Jong",
			},
		},
		{
			"a title makes a person",
			[]string{"Harbour Minister Jan Vandermeer and envoy Mia Holt spoke.", "Vandermeer left."},
			[]string{"Jan Vandermeer = Jan Vandermeer", "Mia Holt = Mia Holt", "Vandermeer = Jan Vandermeer"},
		},
		{
			"an office behind the name",
			[]string{"Vedant Patel, Principal Deputy Spokesperson at the State Department, spoke."},
			[]string{"Vedant Patel = Vedant Patel", "State Department = US Department of State"},
		},
		{
			"a frequent surname alone is nobody",
			[]string{"Miller was in Washington."},
			[]string{"Washington = United States", "Washington = Washington"},
		},
		{
			"companies",
			[]string{"They are Blue Anchor Shipping LLC and the Ostrov Advanced Weapons Complex."},
			[]string{
				"Blue Anchor Shipping LLC = Blue Anchor Shipping LLC",
				"Ostrov Advanced Weapons Complex = Ostrov Advanced Weapons Complex", "Weapons = ammunition",
			},
		},
		{"an acronym in its country only", []string{"The RGB values of the screen are wrong."}, nil},
		{
			"a ship needs a word for a ship",
			[]string{"Maria went home.", "The cargo ship Maria reached Russia."},
			[]string{"Maria = Maria", "Russia = Russia"},
		},
		{
			"resolutions, not years",
			[]string{"Resolutions 1718 (2006) and 2270 of 2016 forbid it."},
			[]string{"1718 = S/RES/1718", "2270 = S/RES/2270"},
		},
		{"us is no country", []string{"He told us that the US agreed."}, []string{"US = United States"}},
		{
			"an administration is no person",
			[]string{"The Biden administration said so in the United States."},
			[]string{"Biden administration = Biden administration", "United States = United States"},
		},
		{
			"cyrillic cases",
			[]string{"По словам Дмитрия Пескова, в России ждут Ким Чен Ына."},
			[]string{"Дмитрия Пескова = Dmitry Peskov", "России = Russia", "Ким Чен Ына = Kim Jong Un"},
		},
		{"hangul with particles", []string{"김정은은 러시아를 방문했다."}, []string{"김정은 = Kim Jong Un", "러시아 = Russia"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, ss := doc("2023-09-13", c.lines...)
			got := names(Find(d, ss, nil))
			if diff := cmp.Diff(c.want, got, cmp.Transformer("sorted", func(s []string) map[string]int {
				m := map[string]int{}
				for _, x := range s {
					m[x]++
				}
				return m
			})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestOffice: an office is held for a time, and the document's day decides.
func TestOffice(t *testing.T) {
	for day, want := range map[string]string{
		"2023-08-01": "Defence Minister", "2024-09-13": "Secretary of the Security Council",
	} {
		d, ss := doc(day, "Sergei Shoigu left.")
		ms := Find(d, ss, nil)
		if len(ms) != 1 || ms[0].Role != want {
			t.Errorf("%s: %+v, want %s", day, ms, want)
		}
	}
	no := Lookup("a.no-kwang-chol")
	if r, ok := no.On(cordon.MustDate("2021-01-01")); ok {
		t.Errorf("between two terms he held %+v", r)
	}
	if r, ok := no.On(cordon.MustDate("2025-01-01")); !ok || r.Title != "Defence Minister" {
		t.Errorf("second term: %+v", r)
	}
}

func TestGazetteer(t *testing.T) {
	g := book()
	for id, e := range g.byID {
		for _, n := range append(append([]string{}, e.Names...), e.Unseen...) {
			if found := ByName(n, id[:1]); found == nil {
				t.Errorf("%s: %q is not found", id, n)
			}
		}
		for _, r := range e.Roles {
			if !r.To.IsZero() && r.To.Before(r.From) || r.Title == "" {
				t.Errorf("%s: role %+v", id, r)
			}
		}
	}
	for _, e := range g.roots {
		for _, id := range []string{e.From, e.To} {
			if strings.HasPrefix(id, "o.") && g.byID[id] == nil {
				t.Errorf("syndication names %s, which is not there", id)
			}
		}
	}
	if e := Lookup("a.shoigu"); !e.Seen("Sergei Shoigu") || e.Seen("Сергій Шойгу") {
		t.Error("seen and unseen spellings are mixed")
	}
	if got := Root("o.theasialive"); got != "o.yonhap" {
		t.Errorf("root of theasialive: %s", got)
	}
}

// TestLink: a full name links; a shared one needs more to agree; a state's organ
// and a ship's bare name never link.
func TestLink(t *testing.T) {
	party := func(id, name string, k cordon.Kind, country string) *cordon.Party {
		return &cordon.Party{ID: cordon.PartyID(id), Entries: []cordon.EntryID{cordon.EntryID(id)}, Profile: cordon.Profile{
			Kind: k, Names: []cordon.Name{{Full: name, Use: cordon.Primary}},
			Countries: []cordon.CountryLink{{Country: country, Role: "nationality"}},
		}}
	}
	x := index.Build(1, []*cordon.Party{
		party("eu-fsf/1", "Sergei Shoigu", cordon.Person, "RU"),
		party("us-ofac-sdn/2", "Blue Anchor Shipping LLC", cordon.Organization, "RU"),
		party("us-ofac-sdn/3", "Maria", cordon.Vessel, "RU"),
		party("us-ofac-sdn/4", "Jan Vandermeer", cordon.Person, "NL"),
		party("gb-uksl/5", "Jan Vandermeer", cordon.Person, "ZA"),
	})
	d, ss := doc("2023-09-13", "Russian Defence Minister Sergei Shoigu named Blue Anchor Shipping LLC.",
		"The cargo ship Maria sailed. Minister Jan Vandermeer watched. The State Department was silent.")
	got := map[string]cordon.PartyID{}
	for _, m := range Find(d, ss, x) {
		if m.Party != "" {
			got[m.Name] = m.Party
			if m.Score < linkScore || len(m.Features) == 0 {
				t.Errorf("%s: score %.2f without reasons", m.Name, m.Score)
			}
		}
	}
	want := map[string]cordon.PartyID{"Sergei Shoigu": "eu-fsf/1", "Blue Anchor Shipping LLC": "us-ofac-sdn/2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"Kim Jong-un met Sergei Shoigu, a minister, in U.S. terms.", "U.S.", "김정은\xff은", "A. B. C. LLC Co.",
		"S/RES/", "Mr. Mr. de la", "",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := &cordon.Document{Text: text, Lang: "en", Blocks: []cordon.Block{{Line: 1, Span: cordon.Span{To: len(text)}, Kind: cordon.Caption}}}
		for _, m := range Find(d, []cordon.Span{{To: len(text) / 2}, {From: len(text) / 2, To: len(text)}}, nil) {
			if m.Span.From < 0 || m.Span.To > len(text) || m.Span.From >= m.Span.To || text[m.Span.From:m.Span.To] != m.Text {
				t.Errorf("mention %+v does not lie in the text", m)
			}
		}
	})
}

// TestTitles: what of a sentence is the office, and where it ends.
func TestTitles(t *testing.T) {
	for text, want := range map[string]string{
		"SEOUL — North Korean Foreign Minister Choe Son-hui spoke.": "Choe Son Hui, North Korean Foreign " +
			"Minister, KP",
		"Harbour Minister Jan Vandermeer and Deputy Trade Minister Mia Holt spoke.": "Jan Vandermeer, Harbour Minister, ; Mia " +
			"Holt, Deputy Trade Minister, ",
		"Assistant Secretary of Commerce Rhea Kingsolver spoke.": "Rhea Kingsolver, Assistant Secretary of " +
			"Commerce, ",
		"South Korean Minister of Foreign Affairs Bo Han-gil spoke of the Secretary of Energy.": "Bo Han-gil, South Korean Minister of " +
			"Foreign Affairs, ",
	} {
		d, ss := doc("2024-10-20", text)
		var got []string
		for _, m := range Find(d, ss, nil) {
			if m.Kind == cordon.Person {
				got = append(got, m.Name+", "+m.Role+", "+m.Country)
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, strings.Join(got, "; "), want)
		}
	}
}

package eval

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/match"
	"cordon/internal/need"
	"cordon/internal/screen"
	file "cordon/internal/table"
)

// answers are those to the rows of a file, as cordon screen --in writes them.
func answers(t *testing.T, x *index.Index, qs []cordon.Query) []file.Answer {
	t.Helper()
	var live index.Live
	live.Swap(x)
	s := &screen.Service{Live: &live, Now: func() time.Time { return time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC) }}
	rows := func(yield func(file.Row, error) bool) {
		for i, q := range qs {
			if !yield(file.Row{Number: i + 1, Query: q}, nil) {
				return
			}
		}
	}
	var out bytes.Buffer
	if _, err := s.Batch(t.Context(), "eval", rows, cordon.Query{Limit: 1000}, file.NewWriter(&out, file.JSONL)); err != nil {
		t.Fatal(err)
	}
	var as []file.Answer
	for d := json.NewDecoder(&out); d.More(); {
		var a file.Answer
		if err := d.Decode(&a); err != nil {
			t.Fatal(err)
		}
		as = append(as, a)
	}
	if len(as) != len(qs) {
		t.Fatalf("%d answers to %d rows", len(as), len(qs))
	}
	return as
}

// listed is what the parties of TestContradicted have on their lists besides names.
func listed(p cordon.Party) *cordon.Party {
	p.Profile.Births = []cordon.Birth{{Date: cordon.MustDate("1960-05-14")}}
	p.Profile.Countries = []cordon.CountryLink{{Country: "RU"}}
	p.Profile.Gender = "male"
	return &p
}

// contradictions are the details of a row that are not those of the list.
var contradictions = []struct {
	name string
	set  func(*cordon.Profile)
}{
	{"person", func(p *cordon.Profile) { p.Kind = cordon.Person }},
	{"organization", func(p *cordon.Profile) { p.Kind = cordon.Organization }},
	{"vessel", func(p *cordon.Profile) { p.Kind = cordon.Vessel }},
	{"aircraft", func(p *cordon.Profile) { p.Kind = cordon.Aircraft }},
	{"wallet", func(p *cordon.Profile) { p.Kind = cordon.Wallet }},
	{"birth date", func(p *cordon.Profile) { p.Births = []cordon.Birth{{Date: cordon.MustDate("1991-11-02")}} }},
	{"country", func(p *cordon.Profile) { p.Countries = []cordon.CountryLink{{Country: "FR"}} }},
	{"gender", func(p *cordon.Profile) { p.Gender = "female" }},
	{"all of them", func(p *cordon.Profile) {
		p.Kind = cordon.Wallet
		p.Births = []cordon.Birth{{Date: cordon.MustDate("1991-11-02")}}
		p.Countries, p.Gender = []cordon.CountryLink{{Country: "FR"}}, "female"
	}},
}

// TestContradicted asks for names as the lists print them, each beside details that
// contradict the list (a wrong kind, birth date, country, gender, all of these): the
// party is a hit, or it is named as near, in a note too. For one party in two
// hundred; with -every 1 for one in twenty.
func TestContradicted(t *testing.T) {
	ps := Parties(t)
	for i := range ps {
		ps[i] = listed(*ps[i])
	}
	x := index.Build(1, ps)
	for _, c := range contradictions {
		var qs []cordon.Query
		var of []*cordon.Party
		for i := 0; i < len(ps); i += *every * 20 {
			for _, n := range ps[i].Profile.Names {
				q := cordon.Query{Profile: cordon.Profile{Kind: ps[i].Profile.Kind, Names: []cordon.Name{{Full: n.Full}}}}
				if c.set(&q.Profile); distinctive(x, &cordon.Profile{Names: q.Profile.Names}) {
					qs, of = append(qs, q), append(of, ps[i])
				}
			}
		}
		hit, near, silent := 0, 0, 0
		for i, a := range answers(t, x, qs) {
			of := of[i]
			is := func(h cordon.Hit) bool { return h.Party == of.ID }
			said := func(note string) bool { return strings.Contains(note, string(of.Entries[0])) }
			switch {
			case slices.ContainsFunc(a.Hits, is):
				hit++
			case slices.ContainsFunc(a.Near, is) && slices.ContainsFunc(a.Notes, said):
				near++
			case len(a.Near) == match.MostNear: // more namesakes than are named
				near++
			default:
				silent++
				t.Errorf("%s: %s %s %q is neither a hit nor named: %d hits, notes %q", c.name, of.Profile.Kind, of.ID,
					a.Query.Profile.Name(), len(a.Hits), a.Notes)
			}
		}
		t.Logf("%s: %d names, %d a hit, %d named as near, %d silent", c.name, len(qs), hit, near, silent)
	}
}

// companies are invented or everyday names of companies.
var companies = strings.Split("Orion GmbH,Atlas Ltd,Phoenix Solutions,Apple,Delta Airlines,Nova Consulting,Sirius,Titan Bau GmbH,"+
	"Aurora Foods,Horizon Travel,Amber,Neptune Pools,Pegasus,Galaxy Media,Sunrise Bakery,Blue Ocean Yachting,Ocean Star Restaurant,"+
	"Golden Eagle Pub,Silver Line Taxi,Lotus Yoga,Lilac Flowers,Diamond Rings Ltd,Crystal Clear Windows,Victoria,Helena Moden,"+
	"Sophia,Maria Cleaning,Marina Hotel,Jasmin Spa,Luna,Stella Pizza,Happy Kids,Good Luck Casino,Sea Breeze Hotel,Smart Energy,"+
	"Green Valley Farm,Grand Hotel,Alpha Dental,Omega Watches,Sigma Software,Vega Systems,Libra Tax,Polaris Security,Mercury Print,"+
	"Jupiter Toys,Saturn Electro,Venus Beauty,Hercules Gym,Apollo Optik,Zeus Grill,Hera Fashion,Iris Optik,Dolphin Swim School,"+
	"Falcon Drones,Eagle Eye Care,Tiger Gym,Lion Brewery,Panda Express,Swan Hotel,Pearl Jewellery,Coral,Topaz,Emerald Isle Tours,"+
	"Ruby Soft,Sapphire Rooms,Trust Bank,Unity Church,Progress Training,Victory Sports,Hope Foundation,Liberty Insurance,Peace Cafe", ",")

// TestKindAlarms: of invented names asked with their kind, hardly any has hits by
// parties of another kind only, which were none while a kind that contradicts hid the same name.
func TestKindAlarms(t *testing.T) {
	x := index.Build(1, Parties(t))
	rows, hit, wrong := 0, 0, 0
	ask := func(kind cordon.Kind, text string) {
		rows++
		hits := match.Find(x, &cordon.Query{Profile: cordon.Profile{Kind: kind, Names: []cordon.Name{{Full: text}}}})
		other := func(h cordon.Hit) bool { return h.Kind != kind && h.Kind != cordon.UnknownKind }
		if len(hits) == 0 {
			return
		}
		if hit++; !slices.ContainsFunc(hits, func(h cordon.Hit) bool { return !other(h) }) {
			wrong++
			t.Logf("%s %q: %s (%s) %.2f", kind, text, hits[0].Name, hits[0].Kind, hits[0].Score)
		}
	}
	for _, given := range []string{"Anna", "Peter", "Dr Helena", "Oskar Emil"} {
		for _, family := range customers {
			latin, _, _ := strings.Cut(family, "=")
			ask(cordon.Person, given+" "+latin)
		}
	}
	for _, c := range companies {
		ask(cordon.Organization, c)
	}
	t.Logf("%d invented customers and companies: %d with a hit, %d by parties of another kind only", rows, hit, wrong)
	if wrong*100 > 5*rows {
		t.Errorf("more than 5 of 100 by another kind only")
	}
	rows, hit, wrong = 0, 0, 0
	for _, l := range table(t, need.Shared(t, "bench/name_pairs.csv"), func(r map[string]string) labelled {
		return labelled{name1: r["name1"], name2: r["name2"], kind: kindOf(r["schema"])}
	}) {
		ask(l.kind, l.name1)
		ask(l.kind, l.name2)
	}
	t.Logf("%d names of labelled pairs: %d with a hit, %d by parties of another kind only", rows, hit, wrong)
}

package eval

import (
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"unicode"

	"golang.org/x/sync/errgroup"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/match"
	"cordon/internal/name"
	"cordon/internal/screen"
)

// typedHits are the hits of what a person types into one field, no kind given.
func typedHits(x *index.Index, text string, limit int) []cordon.Hit {
	q := cordon.Query{Limit: limit}
	screen.Typed(&q, text)
	return match.Find(x, &q)
}

// TestTwoScripts asks for listed names as they are typed in two scripts: each name in
// another script beside the party's Latin name, and beside the Latin name of someone
// else; each Latin name of one word beside a foreign one of someone else. The party is
// always a hit. For one party in a hundred; with -every 1 for all.
func TestTwoScripts(t *testing.T) {
	ps := Parties(t)
	x := index.Build(1, ps)
	var asked, lost atomic.Int64
	ask := func(p *cordon.Party, alone, text string) {
		if !distinctive(x, &cordon.Profile{Names: []cordon.Name{{Full: alone}}}) {
			return
		}
		asked.Add(1)
		if !slices.ContainsFunc(typedHits(x, text, 1000), func(h cordon.Hit) bool { return h.Party == p.ID }) {
			lost.Add(1)
			t.Errorf("%s: %q is not found", p.ID, text)
		}
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := 0; i < len(ps); i += *every * *every {
		g.Go(func() error {
			p, latin := ps[i], ""
			for _, n := range p.Profile.Names {
				switch foreign := name.OtherScript(n.Full); {
				case !foreign && latin == "":
					latin = n.Full
					fallthrough
				case !foreign:
					if len(strings.Fields(n.Full)) == 1 && strings.ContainsFunc(n.Full, unicode.IsLetter) {
						ask(p, n.Full, "Анника Зоммерфельд ("+n.Full+")")
					}
				default:
					if latin != "" {
						ask(p, latin, latin+" ("+n.Full+")")
						ask(p, latin, n.Full+" / "+latin)
					}
					ask(p, n.Full, "Annika Sommerfeld ("+n.Full+")")
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d names asked in two scripts, %d not found", asked.Load(), lost.Load())
}

// customers are family names of invented customers, in Latin letters and in others.
var customers = strings.Fields(`Weber=Вебер Schneider=Шнайдер Fischer=Фишер Becker=Беккер Lindqvist=Линдквист Novak=Новак Horvat=Хорват
	Virtanen=Виртанен Nielsen=Нильсен Murphy=Мерфи Walker=Уокер Parker=Паркер Dubois=Дюбуа Moreau=Моро Rossi=Росси Ferrari=Феррари
	Silva=Силва Mazur=Мазур Kowalski=Ковальский Szabo=Сабо Keller=Келлер Baumann=Бауман Meier=Мейер Sommer=Зоммер Winter=Винтер
	Papadakis=Παπαδάκης Nikolaidis=Νικολαΐδης Makris=Μακρής Samaras=Σαμαράς Vlachos=Βλάχος Haddad=حداد Nasser=ناصر Mansour=منصور
	Khoury=خوري Farah=فرح Tanaka=タナカ Suzuki=スズキ Yamamoto=ヤマモト Tamura=タムラ Sato=サトウ`)

// TestTwoScriptAlarms: an invented customer whose family name is given in a second
// script too has hardly more hits than with the Latin name alone: those of whom a list
// has that very word as a whole name (61 of 160 before such a word was a cordon.Piece).
func TestTwoScriptAlarms(t *testing.T) {
	x := index.Build(1, Parties(t))
	rows, alone, both := 0, 0, 0
	for _, given := range []string{"Anna", "Peter", "Dr Helena", "Oskar Emil"} {
		for _, family := range customers {
			latin, other, _ := strings.Cut(family, "=")
			rows++
			if len(typedHits(x, given+" "+latin, 1)) > 0 {
				alone++
			} else if hits := typedHits(x, given+" "+latin+" ("+other+")", 1); len(hits) > 0 {
				both++
				t.Logf("%s %s (%s): %s %.2f", given, latin, other, hits[0].Name, hits[0].Score)
			}
		}
	}
	t.Logf("%d customers: %d with a hit by the Latin name, %d by the other script only", rows, alone, both)
	if both*100 > 8*rows {
		t.Errorf("more than 8 of 100 by the other script only")
	}
}

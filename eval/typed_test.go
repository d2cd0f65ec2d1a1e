package eval

import (
	"runtime"
	"slices"
	"strconv"
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

// TestDigitsBetween asks for listed names of two words or more with digits in place of
// their blanks, with a digit behind each word, and with a number or a date joined to
// them, in capitals: the party is always a hit.
func TestDigitsBetween(t *testing.T) {
	ps := Parties(t)
	x := index.Build(1, ps)
	asked, lost := 0, 0
	for i := 0; i < len(ps); i += 10 * *every {
		words := strings.Fields(ps[i].Profile.Name())
		odd := func(w string) bool {
			return len([]rune(w)) < 2 || strings.ContainsFunc(strings.ReplaceAll(w, "'", ""), notLetter)
		}
		if len(words) < 2 || slices.ContainsFunc(words, odd) {
			continue
		}
		for _, text := range []string{
			strings.Join(words, "1"), strings.Join(words, "2 ") + "3",
			strings.ToUpper(strings.Join(words, "1948")) + "0101", strings.ToUpper(strings.Join(words, "/")) + "/1948/0101",
			"123456-" + strings.ToUpper(strings.Join(words, "-")),
		} {
			asked++
			if !slices.ContainsFunc(typedHits(x, text, 1000), func(h cordon.Hit) bool { return h.Party == ps[i].ID }) {
				lost++
				t.Errorf("%s: %q is not found", ps[i].ID, text)
			}
		}
	}
	t.Logf("%d names asked with digits for blanks, %d not found", asked, lost)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// TestDigitsJoined: listed names that are joined to a number are hits in each script,
// and numbers alone are none.
func TestDigitsJoined(t *testing.T) {
	x := index.Build(1, Parties(t))
	for _, text := range strings.Fields("리병철19480101 리병철123456 123456리병철 RI1948PYONG01CHOL RI/PYONG/CHOL/1948/0101 KIM-123456-JONG-UN") {
		if len(typedHits(x, text, 1)) == 0 {
			t.Errorf("%s: no hit", text)
		}
	}
	for _, text := range []string{
		"A12345678", "AB-123456", "AB123456C", "HRB 12345", "HRB12345678", "CHE-123.456.789", "ATU12345678", "ESX1234567L", "IE1234567WA",
		"NL123456789B01", "GB33BUKB20201555555555", "5493001KJTIIGC8Y1R12", "GB00B03MLX29", "GB00BDCPN049", "RSSMRA85T10A562S",
		"3F2504E0-4F89-41D3-9A0C-0305E82C3301", "MSKU1234565", "KRS-0000123456",
	} {
		if hits := typedHits(x, text, 1); len(hits) > 0 {
			t.Errorf("%s: %s %.2f", text, hits[0].Name, hits[0].Score)
		}
	}
}

// TestMarksBeside asks for numbers of papers as spreadsheets, documents and forms leave
// them: with a mark at an end, or joined to a label; and for names in which letters of
// another alphabet look like theirs. The party is always a hit.
func TestMarksBeside(t *testing.T) {
	ps := Parties(t)
	for i := range ps[:300] {
		ps[i].Profile.Identifiers = []cordon.Identifier{{Scheme: cordon.Passport, Value: strconv.Itoa(381420 + 7919*i*i)}}
	}
	x := index.Build(1, ps)
	asked, lost := 0, 0
	for _, p := range ps[:300] {
		forms := "'% ’% \"%\" [%] >% +% ~% №% %* %? \ufeff% %\u200b ID_% ID=% ID-% No% No.% passport% PassportNo.% Reg.No.%"
		for _, form := range strings.Fields(forms) {
			asked++
			if text := strings.ReplaceAll(form, "%", p.Profile.Identifiers[0].Value); !holds(typedHits(x, text, 1000), p.ID) {
				lost++
				t.Errorf("%s: %q is not found", p.ID, text)
			}
		}
	}
	for _, text := range []string{"Kim Jοng Un", "Kim Yong Сhоl", "Kim Yong Chօl", `Kim\u0020Jong\u0020Un`} {
		if len(typedHits(x, text, 1)) == 0 {
			t.Errorf("%s: no hit", text)
		}
	}
	t.Logf("%d numbers asked with marks and labels, %d not found", asked, lost)
}

func holds(hits []cordon.Hit, id cordon.PartyID) bool {
	return slices.ContainsFunc(hits, func(h cordon.Hit) bool { return h.Party == id })
}

// TestDigitAlarms: invented names with digits in their words, which are no slips, have
// hardly more hits than before the digits were read as blanks too (1 of 45).
func TestDigitAlarms(t *testing.T) {
	x := index.Build(1, Parties(t))
	hit := 0
	all := strings.Split("24Seven Logistics,Web3 Labs,Go2Market Ltd,Net2Phone,Link2Trade GmbH,Studio54 Events,Route66 Motors,"+
		"Area51 Games,Level3 Communications,Sector7 Security,Base10 Partners,Hub71 Ventures,Pier39 Foods,"+
		"Gate2Asia Travel,Face2Face Media,Peer2Peer Lending,Ready4Sea Crewing,Port2Port Shipping,Farm2Fork Foods,"+
		"Cloud9 Hotels,Vitamin24 Pharma,Auto1 Group,Profi24 Handel,Bau21 Wohnen,Energie360 AG,Tele2 Sverige,"+
		"Channel4 Television,Canal13 Noticias,Euro2000 Sport,Agro2000 Export,Metro2033 Verlag,Tech4Good Foundation,"+
		"Skill4All Training,Print24 Druck,Möbel24 Haus,Office365 Support,Windows95 Museum,Blink182 Touring,"+
		"Maroon5 Music,Matchbox20 Records,Sum41 Band,Jackson5 Fans,Anna2 Bauer,Peter1965 Novak,Maria77 Rossi", ",")
	for _, text := range all {
		if hits := typedHits(x, text, 1); len(hits) > 0 {
			hit++
			t.Logf("%s: %s %.2f", text, hits[0].Name, hits[0].Score)
		}
	}
	if hit > 4 {
		t.Errorf("more than 4 with a hit")
	}
	t.Logf("%d names with digits in their words, %d with a hit", len(all), hit)
}

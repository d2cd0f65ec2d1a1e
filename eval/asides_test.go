package eval

import (
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/name"
)

// asides are ways in which a name stands in a field together with what is no part of
// it, or in other letters; % is the name.
var asides = []string{
	"% (born 1 January 1960)", "% (deceased)", "% [BLOCKED]", "Peter Sommerfeld aka %", "Peter Sommerfeld (a.k.a. %)", "% alias Lindqvist",
	"Peter Sommerfeld and %", "% & Anna Weber", "Peter Sommerfeld / %", "Peter Sommerfeld | %", "% - Representative Office Beijing",
	"%, Moscow, Russian Federation", "% NULL", "N/A %", "% %", "Beneficiary: %", "Attn: %", "%, Director", "c/o %", "%\nLenina 5\nMoscow",
}

// inOtherLetters writes a name in letters that look like its own.
var inOtherLetters = map[string]func(string) string{
	"small capitals": func(s string) string {
		const small = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ"
		return strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' {
				return []rune(small)[r-'A']
			}
			return r
		}, s)
	},
	"squares": func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' {
				return r - 'A' + '🅰'
			}
			return r
		}, s)
	},
	"digits": strings.NewReplacer("O", "0", "I", "1").Replace,
	"joined": strings.NewReplacer(" ", "", ",", "").Replace,
}

// TestAsides asks for listed names of two words or more as they stand in fields with
// something else. The party is always a hit. For one party in two hundred;
// with -every 1 for every second.
func TestAsides(t *testing.T) {
	ps := Parties(t)
	x := index.Build(1, ps)
	forms := map[string]func(string) string{}
	for _, a := range asides {
		forms[a] = func(s string) string { return strings.ReplaceAll(a, "%", s) }
	}
	for form, write := range inOtherLetters {
		forms[form] = func(s string) string { return write(strings.ToUpper(s)) }
	}
	asked, lost := map[string]*atomic.Int64{}, map[string]*atomic.Int64{}
	for form := range forms {
		asked[form], lost[form] = new(atomic.Int64), new(atomic.Int64)
	}
	var g errgroup.Group
	g.SetLimit(2)
	for i := 0; i < len(ps); i += 2 * *every * *every {
		g.Go(func() error {
			p := ps[i]
			full := p.Profile.Name()
			found := func(text string) bool {
				return slices.ContainsFunc(typedHits(x, text, 1000), func(h cordon.Hit) bool { return h.Party == p.ID })
			}
			if len(strings.Fields(full)) < 2 || name.OtherScript(full) || !found(full) {
				return nil
			}
			for form, write := range forms {
				asked[form].Add(1)
				if text := write(full); !found(text) {
					lost[form].Add(1)
					t.Logf("%s: %q is not found", p.ID, text)
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		t.Logf("%-40q %5d asked, %4d not found", form, asked[form].Load(), lost[form].Load())
		if asked[form].Load() == 0 || lost[form].Load() > 0 {
			t.Errorf("%q: some are not found", form)
		}
	}
}

// TestTradesBeside asks for the companies that have no word of their own, with words
// before and behind the name that no mark parts from it: each is a hit.
func TestTradesBeside(t *testing.T) {
	ps := Parties(t)
	x := index.Build(1, ps)
	asked, lost := 0, 0
	for _, p := range ps {
		full, shared := p.Profile.Name(), 0
		for _, t := range name.Analyse(cordon.Organization, full).Tokens {
			switch t.Class {
			case name.Trade, name.Place:
				shared++
			case name.Stop:
			default:
				shared = -100
			}
		}
		if shared < 3 || !holds(typedHits(x, full, 1000), p.ID) {
			continue
		}
		for _, form := range []string{"% P.O. Box 123", "Messrs % 14 Ring Road", "% 00963112223344 Weber", "Weber %"} {
			asked++
			if text := strings.ReplaceAll(form, "%", full); !holds(typedHits(x, text, 1000), p.ID) {
				lost++
				t.Logf("%s: %q is not found", p.ID, text)
			}
		}
	}
	t.Logf("%d asked, %d not found", asked, lost)
	if asked == 0 || lost > 0 {
		t.Errorf("some are not found")
	}
}

// TestAsideAlarms: what stands beside the name of an invented customer makes hardly
// more hits than the name alone.
func TestAsideAlarms(t *testing.T) {
	x := index.Build(1, Parties(t))
	asked, more := 0, 0
	ask := func(full, text string) {
		asked++
		if len(typedHits(x, full, 1)) > 0 {
			return
		}
		if hits := typedHits(x, text, 1); len(hits) > 0 {
			more++
			t.Logf("%q: %s %.2f", text, hits[0].Name, hits[0].Score)
		}
	}
	for i, family := range customers {
		latin, _, _ := strings.Cut(family, "=")
		for j, given := range []string{"Anna", "Peter", "Dr Helena", "Oskar Emil"} {
			full := given + " " + latin
			ask(full, strings.ReplaceAll(asides[(4*i+j)%len(asides)], "%", full))
			ask(full, strings.ReplaceAll(asides[(4*i+j+7)%len(asides)], "%", strings.ToUpper(full)))
			ask(full, strings.ReplaceAll(full, " ", ""))
		}
		for _, firm := range []string{
			" and Sons Ltd", ", Berger & Partner", " Trading (Shanghai) Co., Ltd.", " - Bau und Boden", " Import/Export", " 101 Ltd",
			" & Adler GmbH", " & Star Ltd",
		} {
			ask(latin, latin+firm)
		}
	}
	t.Logf("%d customers, %d with a hit by what stands beside the name", asked, more)
	if more*100 > asked {
		t.Errorf("more than 1 of 100")
	}
}

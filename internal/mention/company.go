package mention

import (
	"strconv"
	"strings"

	"cordon"
)

// companyTail are the words that end an organisation's name: legal forms and
// the nouns of what it is.
var companyTail = set(`llc ltd limited co corp corporation company inc incorporated gmbh ag jsc pjsc ooo oao ao zao plc sa sro
	srl bv nv pte fze fzco fzc dmcc group bank holding holdings trading shipping airlines airline airways lines logistics
	industries industrial enterprise enterprises engineering technologies technology systems services complex plant
	factory institute bureau agency academy range base laboratory laboratories center centre foundation fund association
	aviation aerospace electronics marine maritime stevedoring consulting international export import department unit
	shipyard refinery mine exchange shipmanagement shipmanagers navigation petrochemical petrochemicals components semiconductor
	semiconductors instruments machinery microelectronics optoelectronics ventures investments`)

// companyForms are legal forms: one of them makes a name of a single word an organisation.
var companyForms = set("llc ltd limited co corp corporation inc gmbh ag jsc pjsc ooo oao ao zao plc sa sro srl bv nv pte fze fzco")

var companyLinks = set("and of for the")

// companies finds names that look like an organisation's: a run of capitalised
// words that ends with a legal form or a noun for an organisation.
func (f *finder) companies(l *line) {
	for i := 0; i < len(l.words); i++ {
		w := l.words[i]
		if l.taken[i] || !w.capitalised() {
			continue
		}
		n := f.companyAt(l, i)
		if n == 0 {
			continue
		}
		s := cordon.Span{From: w.span.From, To: l.words[i+n-1].span.To}
		if s.To < l.span.To && f.d.Text[s.To] == '.' && companyForms[l.words[i+n-1].norm] && (s.To+1 < l.span.To) {
			s.To++ // "Shahin Co."
		}
		l.takes(i, n)
		f.addCompanies(l, i, s)
		i += n - 1
	}
}

// addCompanies adds the name, or the last two of a list: in "A, B and C Company"
// what stands behind a comma and holds an "and" is two names.
func (f *finder) addCompanies(l *line, i int, s cordon.Span) {
	text := f.d.Text
	k := strings.LastIndex(text[s.From:s.To], " and ")
	if k > 0 && i > 0 && strings.HasSuffix(text[:s.From], ", ") && strings.Count(text[l.span.From:s.From], ",") >= 2 {
		f.addCompany(cordon.Span{From: s.From, To: s.From + k})
		f.addCompany(cordon.Span{From: s.From + k + len(" and "), To: s.To})
		return
	}
	f.addCompany(s)
}

func (f *finder) addCompany(s cordon.Span) {
	if t := f.d.Text[s.From:s.To]; t == f.d.Credit || t == f.d.Outlet {
		return // the outlet is not part of its news
	}
	f.push(cordon.Mention{
		Span: s, Text: f.d.Text[s.From:s.To],
		Name: strings.Join(strings.Fields(f.d.Text[s.From:s.To]), " "), Kind: cordon.Organization,
	})
}

// companyAt is how many words from i on are an organisation's name, cut after
// the last word that is a legal form or a noun for an organisation.
func (f *finder) companyAt(l *line, i int) int {
	best := 0
	for k := i; k < len(l.words) && k-i < longestCompany; k++ {
		w := l.words[k]
		if k > i && !f.inName(l, k) || l.taken[k] {
			break
		}
		if k > i && companyLinks[w.norm] && !w.up {
			if !l.freeCapital(k + 1) {
				break
			}
			continue
		}
		if !w.up {
			break
		}
		if companyTail[w.norm] && k > i {
			best = k - i + 1
		}
	}
	if nameless(l.words[i : i+best]) {
		return 0
	}
	return best
}

// longestCompany is the most words of an organisation's name.
const longestCompany = 12

// freeCapital reports whether word k exists, begins with a capital and is part of
// no mention.
func (l *line) freeCapital(k int) bool { return k < len(l.words) && l.words[k].up && !l.taken[k] }

// nameless reports whether the words are a legal form or a general noun without a
// name: "Joint Stock Company", "Central Bank".
func nameless(ws []word) bool {
	switch len(ws) {
	case 3:
		return ws[0].norm == "joint" && ws[1].norm == "stock"
	case 2:
		return genericFirst[ws[0].norm] && !companyForms[ws[1].norm]
	}
	return false
}

// inName reports whether word k goes on a name: a space, a hyphen, an ampersand, or
// a comma before a legal form.
func (f *finder) inName(l *line, k int) bool {
	gap := f.d.Text[l.words[k-1].span.To:l.words[k].span.From]
	return gap == " " || gap == "-" || gap == " & " || gap == ". " && len(l.words[k-1].norm) < 3 ||
		(gap == ", " || gap == "., ") && companyForms[l.words[k].norm]
}

// genericFirst are words that with a noun for an organisation still name none.
var genericFirst = set(`central national foreign state government public private world space nuclear military naval air train
	police security defense defence intelligence new own first main press news media research data central working task`)

// resolutions finds "resolution 2270", "Resolutions 1718 and 2397", "S/RES/1874".
func (f *finder) resolutions(s cordon.Span) {
	text := f.d.Text[s.From:s.To]
	for at := 0; at < len(text); {
		k := indexAny(text[at:], "esolution", "S/RES/", "резолюц", "결의", "決議")
		if k < 0 {
			return
		}
		at += k
		end := min(len(text), at+60)
		at = f.numbers(s.From, text, at, end)
	}
}

func indexAny(s string, subs ...string) int {
	best := -1
	for _, sub := range subs {
		if k := strings.Index(s, sub); k >= 0 && (best < 0 || k < best) {
			best = k
		}
	}
	return best
}

// numbers adds the resolutions numbered in text[at:end] and returns where to go on.
func (f *finder) numbers(base int, text string, at, end int) int {
	i := at
	for i < end && text[i] != '\n' {
		if !digit(text[i]) {
			i++
			continue
		}
		j := i
		for j < len(text) && digit(text[j]) {
			j++
		}
		bracketed := i > 0 && text[i-1] == '('
		if !bracketed && resolutionNumber(text[i:j], strings.HasPrefix(text[at:], "S/RES/")) {
			f.push(cordon.Mention{
				Span: cordon.Span{From: base + i, To: base + j}, Text: text[i:j],
				Name: "S/RES/" + text[i:j], Entity: "r." + text[i:j],
			})
		}
		i = j
	}
	return max(i, at+1)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// resolutionNumber reports whether a number in a resolution's place is that of one.
// Resolutions on sanctions regimes have numbers from 661 (1990) on; without the
// document symbol, 2000 to 2035 are years.
func resolutionNumber(s string, symbol bool) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 661 && n < 3000 && (n < 2000 || n > 2035 || symbol)
}

package name

import (
	"strings"

	"cordon"
)

// Legal is the class of an organisation's legal form: forms of one class are
// the same kind of company in different countries.
type Legal string

// The classes of legal form. A word of the class company only states that it is
// one: "Company", "Corporation", "Co.".
const (
	NoLegal         Legal = ""
	limited         Legal = "limited"     // LLC, Ltd, GmbH, OOO, SARL, BV …
	jointStock      Legal = "joint-stock" // AG, SA, JSC, plc, NV, SpA …
	partnership     Legal = "partnership" // LLP, LP, KG
	company         Legal = "company"
	stateEnterprise Legal = "state" // FGUP, GUP: Russian state enterprises
)

// Contradicts reports whether two classes are different kinds of company. A name
// without a legal form, or with one that says nothing, contradicts none.
func (l Legal) Contradicts(k Legal) bool {
	says := func(c Legal) bool { return c != NoLegal && c != company }
	return l != k && says(l) && says(k)
}

// legalForms lists the forms as folded words, per class. Forms are facts of
// company law; the spellings are those that the lists use.
var legalForms = map[Legal]string{
	limited: "llc|l l c|ltd|limited|limited liability company|limited liability partnership company|limited company|ltda|lda|limitada|" +
		"gmbh|g m b h|mbh|gesellschaft mit beschrankter haftung|" +
		"ooo|ооо|общество с ограниченной ответственностью|obshchestvo s ogranichennoi otvetstvennostyu|obshchestvo s ogranichennoy " +
		"otvetstvennostyu|tov|тов|too|тоо|mchj|" +
		"sarl|s a r l|sarlu|eurl|srl|s r l|sl|s l|sociedad limitada|s de rl|s de rl de cv|s de r l de c v|bv|b v|besloten vennootschap|aps|" +
		"oy|kft|sro|s r o|spol s r o|doo|d o o|dooel|eood|ood|оод|еоод|" +
		"pty ltd|pty limited|proprietary limited|pte ltd|pte limited|private limited|pvt ltd|pvt limited|co ltd|co limited|company limited|" +
		"company ltd|sdn bhd|bhd|fze|fzc|fzco|fz llc|dmcc|wll|w l l|sti|limited sirketi|ltd sti|sia|uab|ou|yk|godo kaisha|" +
		"有限公司|有限责任公司|有限責任公司|유한회사|有限会社|合同会社|ehf|as sti|holding ltd",
	jointStock: "ag|akg|aktiengesellschaft|sa|s a|sociedad anonima|societe anonyme|sa de cv|s a de c v|sab de cv|sas|s a s|spa|s p a|nv|" +
		"n v|ab|asa|as|a s|oyj|plc|p l c|public limited company|public company limited|" +
		"jsc|ojsc|cjsc|pjsc|pao|oao|zao|ao|пао|оао|зао|ао|ат|прат|пат|joint stock company|open joint stock company|closed joint stock " +
		"company|public joint stock company|joint stock co|aktsionernoe obshchestvo|aktsionernoye obshchestvo|otkrytoe aktsionernoe " +
		"obshchestvo|" +
		"zakrytoe aktsionernoe obshchestvo|publichnoe aktsionernoe obshchestvo|акционерное общество|открытое акционерное общество|закрытое " +
		"акционерное общество|публичное акционерное общество|непубличное акционерное общество|" +
		"pt|tbk|kk|k k|kabushiki kaisha|株式会社|股份有限公司|주식회사|ad|ead|dd|d d|rt|zrt|nyrt|pjs|psc|saog|saoc|kscc|sal|s a l|anonim sirketi|a s|se|" +
		"hf|private joint stock company|private joint stock",
	partnership: "llp|l l p|lp|l p|limited partnership|limited liability partnership|kg|gmbh and co kg|kgaa|ohg|gbr|snc|scs|cv",
	company: "inc|incorporated|corp|corporation|co|company|and co|and company|companies|the company|compania|compagnie|cia|cie|" +
		"kompaniya|компания|公司|회사|kaisha|inc ltd|co inc|company inc|corporation limited|corporation ltd|corp ltd",
	stateEnterprise: "fgup|фгуп|federal state unitary enterprise|fgbu|gup|гуп|state unitary enterprise|fsue|federalnoe gosudarstvennoe " +
		"unitarnoe predpriyatie",
}

// legalTree finds the longest form at a place: by first word, forms longest first.
var legalTree = func() map[string][]legalForm {
	t := map[string][]legalForm{}
	for class, forms := range legalForms {
		for _, f := range strings.Split(forms, "|") {
			words := strings.Fields(f)
			list := t[words[0]]
			at := 0
			for at < len(list) && (len(list[at].words) > len(words) || len(list[at].words) == len(words) && list[at].class < class) {
				at++
			}
			list = append(list[:at], append([]legalForm{{words, class}}, list[at:]...)...)
			t[words[0]] = list
		}
	}
	return t
}()

type legalForm struct {
	words []string
	class Legal
}

// stripLegal takes the legal forms off an organisation's name, at its ends and
// before a comma; a form in the middle ("Bank AG Zurich") goes too. A name
// that is nothing but forms and company words stays whole.
func stripLegal(kind cordon.Kind, words []string) ([]string, Legal) {
	if kind != cordon.Organization && kind != cordon.UnknownKind {
		return words, NoLegal
	}
	class := NoLegal
	var out []string
	for i := 0; i < len(words); {
		n, c := legalAt(words[i:])
		if n == 0 || partOfOwnName(kind, words, i, n) {
			out = append(out, words[i])
			i++
			continue
		}
		if class == NoLegal || class == company {
			class = c
		}
		i += n
	}
	if len(out) == 0 || onlyStops(out) {
		return words, NoLegal
	}
	return out, class
}

// partOfOwnName reports whether the n words at i, which are a legal form, are
// more likely words of the name itself.
func partOfOwnName(kind cordon.Kind, words []string, i, n int) bool {
	atEnd := i == 0 || i+n == len(words)
	if kind == cordon.UnknownKind && (!atEnd || len(strings.Join(words[i:i+n], "")) < 3) {
		return true // a person may be called Sa or Co
	}
	return n == 1 && !atEnd && len(words[i]) < 3 && legalBefore(words[i]) // "as", "se", "sa" within a name
}

// legalBefore holds short forms that are common words of other languages too.
func legalBefore(w string) bool {
	switch w {
	case "as", "se", "sa", "ad", "ab", "ou", "co", "ag", "dd", "pt", "sl", "ao", "cv", "hf", "rt", "kk", "oy", "nv", "bv", "kg", "lp":
		return true
	}
	return false
}

// misspelt are words of legal forms that are long enough to be known with one
// letter wrong.
var misspelt = []struct {
	word  string
	class Legal
}{{"company", company}, {"corporation", company}, {"incorporated", company}, {"limited", limited}, {"aktiengesellschaft", jointStock}}

func legalAt(words []string) (int, Legal) {
	if len(words) == 1 && len(words[0]) >= 6 {
		for _, m := range misspelt {
			if near(words[0], m.word, 1) {
				return 1, m.class
			}
		}
	}
	for _, f := range legalTree[words[0]] {
		if len(f.words) > len(words) {
			continue
		}
		same := true
		for i := range f.words {
			if f.words[i] != words[i] {
				same = false
				break
			}
		}
		if same {
			return len(f.words), f.class
		}
	}
	return 0, NoLegal
}

func onlyStops(words []string) bool {
	for _, w := range words {
		if !stops[w] {
			return false
		}
	}
	return true
}

package name

import (
	"strings"

	"cordon"
)

func table(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// Words by what they do. Each is folded as split folds.
var (
	// titles stand before a person's name and are not part of it.
	titles = table("mr mrs ms miss mister sir dame dr doctor prof professor eng engineer shaikh sheikh sheik shaykh cheikh haji hajji " +
		"hajj el-hajj al-haj alhaj sayyid sayyed " +
		"president minister general gen col colonel lt lieutenant maj major capt captain brig brigadier admiral marshal comrade hon " +
		"honorable his excellency herr frau monsieur madame mme mlle don dona senor senora " +
		"mullah mulla maulana mawlawi mawlavi maulavi qari ustad imam ayatollah ayatullah hojatoleslam г-н господин д-р генерал президент " +
		"الشيخ الدكتور الحاج السيد الملا")
	// weakTitles are titles that are names as often: kept, but cheap.
	weakTitles = table("haji hajji hajj qari mullah mulla sayyid sayyed sayed syed said mawlawi maulavi mawlavi maulana ustad imam shah " +
		"agha khan mirza bek beg")
	// particles join the parts of a person's name and have little weight.
	particles = table("al el ul ur as ad ash bin ben ibn bint ould wald abd abdul van von der den de del della di da do dos das du la " +
		"le les lo los las y e zu zum ter ten af av na " +
		"аль эль бин ибн оглы кызы ال بن ابن bar bat san st saint abu abou umm um")
	// stops are dropped from comparison but for their place.
	stops = table("of the and for in on at to de la le les du des der die das und fur el los las y e di del della da do dos i v na po и " +
		"в на по для и ve of al")
	// stopsOfAll are no part of a person's name in any language.
	stopsOfAll = table("of the and for")
	// trades are words that name a trade, or that many companies carry.
	trades = table("bank banco banque banka commercial trading trade trader traders shipping marine maritime navigation ship ships " +
		"lines line group holding holdings international intl global general national " +
		"industries industry industrial enterprise enterprises company corporation import export importexport imports exports construction " +
		"engineering technology technologies technical tech services service " +
		"development investment investments capital finance financial fund trust insurance energy oil gas petroleum petrochemical " +
		"petrochemicals chemical chemicals mining metals steel foods food foundation institute university academy center centre " +
		"association society organization organisation organizacion committee council ministry department agency bureau office authority " +
		"administration federation union party front movement army brigade " +
		"logistics transport transportation freight cargo airlines airways aviation aircraft aerospace systems system solutions security " +
		"electronics electronic electric electrical machinery machine machines equipment tools plant factory works " +
		"products production manufacturing agricultural agriculture medical pharmaceutical pharmaceuticals health hospital school research " +
		"science scientific laboratory media communications communication telecom telecommunications network networks software computer " +
		"information " +
		"real estate property properties management consulting consultancy partners associates brothers sons exchange money transfer " +
		"markets market resources materials textile motors motor auto automotive " +
		"торговый дом завод банк группа компания торговая научно производственное объединение институт центр general trading house state " +
		"joint stock limited liability")
	// forms of vessels' names that say no more than that it is one.
	vesselPrefixes = table("mv m/v mt m/t ss ms fv f/v mtv lpg lng tanker vessel motor ship hms")
)

// places are countries, nationalities and great cities in the names of
// organisations: they distinguish sister companies.
var places = table("china chinese russia russian iran iranian iraq iraqi syria syrian korea korean dprk cuba cuban germany german " +
	"france french japan japanese india indian turkey turkish " +
	"ukraine ukrainian belarus belarusian britain british england english america american usa us uk eu europe european asia asian " +
	"africa african arab arabian america latin middle east west north south eastern western northern southern " +
	"moscow beijing shanghai london paris dubai pyongyang seoul tokyo hong kong singapore istanbul tehran damascus havana venezuela " +
	"venezuelan libya libyan lebanon lebanese yemen yemeni sudan sudanese afghanistan afghan pakistan pakistani " +
	"mexico chile spain italy sweden finland norway norge denmark switzerland swiss austria australia canada brasil brazil argentina " +
	"panama cyprus malta emirates dallas phoenix boston angeles york")

// nicknames map short forms to a group: words of one group name the same
// person. Common knowledge, kept to forms that are short for one name only.
var nicknames = groups("william bill billy will|robert bob bobby rob|richard dick rick|james jim jimmy|john jack johnny|joseph joe " +
	"josef yusuf yousef iosif|michael mike mikhail michel|thomas tom|edward ted eddie ed|anthony tony antonio anton|" +
	"alexander alex aleksandr alexandre sasha oleksandr aleksander alejandro iskander|dmitry dima dmitri dmytro dimitri|vladimir " +
	"volodya vova volodymyr wladimir|ivan vanya|sergey seryozha serhiy|nikolay kolya mykola nicholas nick nikolai|evgeny zhenya " +
	"yevhen eugene|" +
	"mikhail misha mykhailo|elizabeth liz beth elisabeth|katherine kate katya ekaterina catherine|margaret maggie peggy|benjamin ben " +
	"bibi binyamin|daniel dan danny|samuel sam|charles charlie carlos karl|george georgy yuri heorhiy jorge|paul pavel pavlo pablo|" +
	"peter pyotr petro pedro pierre|andrew andrei andriy andres andre|steven steve stephen stepan esteban stefan|gregory greg grigory " +
	"hryhoriy|lawrence larry|frederick fred friedrich federico|barack barry|theodore fyodor fedir|" +
	"muhammad mohammed mohamed mohammad mohamad muhammed mehmet mohd md mohamud|ahmad ahmed ahmet|hussein husayn hussain huseyin " +
	"hossein husain|ali aly|hassan hasan|abdullah abdallah abdulla|ibrahim abraham ebrahim|ismail ishmael esmail|yaqub jacob yakub|" +
	"mahmud mahmoud mehmood mahmood|jamal gamal djamel jamaal|jamil jameel djamil|kamal kemal kamaal|kamil kameel|salim salem saleem " +
	"selim|salman|nasir naser nasser|nasr|majid majed|said saeed sayeed|saad|karim kareem|karam|rahim raheem|rahman|rashid rasheed " +
	"rachid|rashad|oleg oleh|olga|maria mariya marie|mario|marina|musa moses mousa|sulayman solomon suleiman soleiman")

func groups(s string) map[string]string {
	m := map[string]string{}
	for _, g := range strings.Split(s, "|") {
		ws := strings.Fields(g)
		for _, w := range ws {
			if _, taken := m[w]; !taken {
				m[w] = ws[0]
			}
		}
	}
	return m
}

// stripTitles sets the titles before a name aside, unless nothing else would be left.
func stripTitles(kind cordon.Kind, words []string) (rest, set []string) {
	switch kind {
	case cordon.Vessel, cordon.Aircraft:
		for len(words) > 1 && vesselPrefixes[words[0]] {
			set, words = append(set, words[0]), words[1:]
		}
		if len(words) > 2 && len(words[0]) == 1 && (words[1] == "v" || words[1] == "t") && words[0] == "m" {
			set, words = append(set, "m"+words[1]), words[2:]
		}
		return words, set
	case cordon.Organization:
		return words, nil
	}
	for len(words) > 1 && titles[words[0]] && !weakTitles[words[0]] {
		set, words = append(set, words[0]), words[1:]
	}
	return words, set
}

// classify is the class of a word in a name of that kind.
func classify(kind cordon.Kind, w *Word) Class {
	switch {
	case w.Script == digitScript:
		return Number
	case (w.Script == latinScript || w.Script == cyrillicScript || w.Script == greekScript) && runes(w.Text) == 1:
		return Initial
	}
	for _, c := range classesOf[kind] {
		if c.words[w.Text] {
			return c.class
		}
	}
	return Content
}

// classesOf are the words of each class by kind; the first that has a word counts.
var classesOf = map[cordon.Kind][]struct {
	words map[string]bool
	class Class
}{
	cordon.Organization: {{stops, Stop}, {trades, Trade}, {places, Place}},
	cordon.UnknownKind:  {{stopsOfAll, Stop}, {trades, Trade}, {particles, Particle}, {weakTitles, Particle}},
	cordon.Person:       {{particles, Particle}, {weakTitles, Particle}},
	cordon.Vessel:       {{table("the"), Stop}},
}

// numerals are number words, ordinals, and Roman numerals from two on.
var numerals = func() map[string]int {
	m := map[string]int{}
	for i, s := range strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
		"seventeen eighteen nineteen twenty") {
		m[s] = i + 1
	}
	for i, s := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth") {
		m[s] = i + 1
	}
	for i, s := range strings.Fields("thirty forty fifty sixty seventy eighty ninety hundred") {
		m[s] = (i + 3) * 10
	}
	m["fourty"] = 40
	for i, s := range strings.Fields("ii iii iv - vi vii viii ix - xi xii xiii xiv xv xvi xvii xviii xix xx") {
		m[s] = i + 2
	}
	delete(m, "-")
	return m
}()

// ordinalEnds are the letters after the digits of an ordinal.
var ordinalEnds = table("st nd rd th y ya i oi")

// acronyms finds the words that repeat the initials of the others, "(FTB)"
// behind "Foreign Trade Bank": beside these they add nothing.
func acronyms(ts []Token) {
	if len(ts) < 4 {
		return
	}
	var all, content strings.Builder
	for _, t := range ts {
		all.WriteByte(t.Latin[0][0])
		if t.Class != Stop {
			content.WriteByte(t.Latin[0][0])
		}
	}
	for i := range ts {
		if l := ts[i].Latin[0]; len(l) >= 3 && len(l) <= 8 && (strings.Contains(all.String(), l) || strings.Contains(content.String(), l)) {
			ts[i].Class = Particle
		}
	}
}

// numbers writes number words of organisations and vessels in digits: "First"
// and "1st" are 1, "forty four" is 44, "III" is 3. Persons keep theirs.
func (l *Lexicon) numbers(kind cordon.Kind, ts []Token) []Token {
	if kind == cordon.Person || kind == cordon.UnknownKind {
		return ts
	}
	out := ts[:0]
	tens := false
	for _, t := range ts {
		n, ok := numberOf(t.Text)
		if !ok {
			out, tens = append(out, t), false
			continue
		}
		if tens && n < 10 && n > 0 { // forty four
			n += numberAt(out[len(out)-1].Text)
			out = out[:len(out)-1]
		}
		w := l.word(digits(n))
		if t.Script == digitScript {
			w = t.Word
		}
		out = append(out, Token{Word: w, Class: Number, Role: t.Role})
		tens = t.Script != digitScript && n >= 20 && n < 100 && n%10 == 0
	}
	return out
}

func numberOf(t string) (int, bool) {
	if n, ok := numerals[t]; ok {
		return n, true
	}
	i := 0
	for i < len(t) && t[i] >= '0' && t[i] <= '9' {
		i++
	}
	if i == 0 || i > 6 || i < len(t) && !ordinalEnds[t[i:]] {
		return 0, false
	}
	return numberAt(t[:i]), true
}

func numberAt(t string) int {
	n := 0
	for i := range len(t) {
		n = n*10 + int(t[i]-'0')
	}
	return n
}

func digits(n int) string {
	if n == 0 {
		return "0"
	}
	var b []byte
	for ; n > 0; n /= 10 {
		b = append([]byte{byte('0' + n%10)}, b...)
	}
	return string(b)
}

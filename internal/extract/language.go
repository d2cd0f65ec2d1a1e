package extract

import (
	"strings"
	"unicode"
)

// languageBytes of a text are enough to detect its language.
const languageBytes = 16 << 10

// function words of the languages in Latin script: the commonest that are not
// common in another of the list; shared ones ("de", "la") count for each.
var functionWords = map[string]map[string]bool{
	"en": set("the|of|and|to|in|that|is|was|for|with|on|said|has|by|from|are|were|would|which|have|its|not|at|as|be|this|it|will|an"),
	"de": set("der|die|das|und|den|von|zu|mit|sich|des|auf|für|ist|im|dem|nicht|ein|eine|als|auch|nach|wird|bei|einer|um|am|sind|noch|" +
		"wie|über|hat"),
	"fr": set("le|la|les|de|des|et|du|un|une|en|que|qui|dans|pour|sur|est|par|au|aux|avec|ce|sont|pas|plus|cette|ses|été|il|elle|mais|ont"),
	"it": set("il|di|che|la|e|della|del|per|un|una|in|sono|con|dei|nel|alla|le|gli|da|si|è|non|delle|ha|al|dal|anche|come|più|questo"),
	"es": set("el|la|los|de|que|y|en|del|las|por|con|una|un|para|se|al|es|su|como|más|ha|no|entre|sus|fue|lo|también|sobre|este|pero"),
	"pt": set("o|a|os|de|que|e|do|da|em|um|uma|para|com|não|dos|das|por|no|na|se|ao|mais|foi|são|pela|pelo|também|à|nos|como"),
	"pl": set("i|w|z|na|że|się|do|nie|jest|o|przez|oraz|od|za|dla|po|które|jak|który|ze|co|tym|są|został|także|przed|była|ich|było|będzie"),
	"nl": set("de|het|een|van|en|in|is|dat|op|te|voor|met|zijn|niet|aan|er|om|ook|als|door|naar|bij|uit|maar|heeft|deze|wordt|nog|over|tot"),
	"tr": set("ve|bir|bu|için|ile|da|de|olarak|olan|gibi|daha|çok|sonra|kadar|ise|göre|en|olduğu|tarafından|değil|yeni|karşı|arasında|" +
		"dedi|üzerine|iki"),
	"cs": set("a|se|v|na|že|je|s|z|do|o|jsou|pro|která|který|které|ve|podle|od|jako|také|za|by|ale|jeho|nebo|byl|uvedl|řekl|při|však"),
	"sk": set("a|sa|v|na|že|je|s|z|do|o|sú|pre|ktorá|ktorý|ktoré|vo|podľa|od|ako|aj|za|by|ale|jeho|alebo|bol|uviedol|povedal|pri|však"),
	"ro": set("și|în|de|la|cu|pe|că|a|din|pentru|care|este|sunt|nu|un|o|mai|au|fost|prin|după|sa|fi|ale|al|către|între|unei|cel"),
	"sv": set("och|att|det|som|en|på|är|av|för|med|till|den|har|de|inte|om|ett|men|var|från|vid|efter|kan|också|sig|under|enligt|mot"),
	"id": set("yang|dan|di|dengan|untuk|dari|pada|ini|itu|dalam|tidak|akan|oleh|ke|telah|mereka|adalah|sebagai|juga|atau|tersebut|kata|" +
		"bahwa|karena"),
	"vi": set("và|của|các|được|trong|cho|là|với|có|những|không|một|người|để|đã|từ|này|về|theo|khi|vào|đến|cũng|ra|tại"),
	"hu": set("a|az|és|hogy|nem|egy|is|volt|ez|meg|de|el|csak|vagy|mint|szerint|már|még|után|kell|között|ami|aki|lesz|ezt"),
}

// letters that speak for or against a language in Latin script
var latinLetters = map[rune][]string{
	'ß': {"de"}, 'ä': {"de", "sv", "sk"}, 'ö': {"de", "sv", "tr", "hu"}, 'ü': {"de", "tr", "hu"}, 'ñ': {"es"}, '¿': {"es"},
	'ã': {"pt"}, 'õ': {"pt"},
	'ł': {"pl"}, 'ą': {"pl"}, 'ę': {"pl"}, 'ż': {"pl"}, 'ś': {"pl"}, 'ć': {"pl"}, 'ń': {"pl"}, 'ı': {"tr"}, 'ğ': {"tr"}, 'ş': {"tr"},
	'ç': {"fr", "pt", "tr"},
	'œ': {"fr"}, 'è': {"fr", "it"}, 'ê': {"fr", "pt"}, 'à': {"fr", "it"}, 'ù': {"it", "fr"}, 'ò': {"it"}, 'ì': {"it"}, 'ř': {"cs"},
	'ě': {"cs"}, 'ů': {"cs"},
	'ľ': {"sk"}, 'ĺ': {"sk"}, 'ô': {"sk", "fr"}, 'ș': {"ro"}, 'ț': {"ro"}, 'ă': {"ro", "vi"}, 'å': {"sv"}, 'ő': {"hu"}, 'ű': {"hu"},
	'đ': {"vi"}, 'ơ': {"vi"}, 'ư': {"vi"},
}

var (
	ukrainianWords = set("та|що|у|з|до|від|для|за|це|як|після|про|його|які|також|року|який|було|під|але|щоб|із|і|й|є")
	russianWords   = set("и|что|с|от|для|это|как|после|его|которые|также|года|который|было|под|но|чтобы|из|не|по|об|к|о")
	bulgarianWords = set("на|и|за|се|да|от|че|са|ще|със|като|според|беше|които|който|след|по|във")
	persianWords   = set("در|به|که|این|را|است|با|برای|آن|شد|شده|کرد|می|های|خود|یک|بر|تا|هم|گفت")
	arabicWords    = set("في|من|على|إلى|أن|التي|الذي|عن|مع|هذا|هذه|كان|قال|بعد|ما|بين|وقد|كما|لا|أو")
	urduWords      = set("کے|کی|میں|ہے|اور|سے|کا|کو|نے|پر|ہیں|یہ|کہ|تھا|بھی")
)

// Language is the language of a text as ISO 639-1: by script, then by
// function words and letters. It is "" when nothing speaks for any.
func Language(text string) string {
	if len(text) > languageBytes {
		text = strings.ToValidUTF8(text[:languageBytes], "")
	}
	n := scripts(text)
	low := strings.ToLower(text)
	switch top := n.top(); top {
	case "":
		return ""
	case "latin":
		return latin(low)
	case "cyrillic":
		return cyrillic(low)
	case "arabic":
		return arabic(low)
	default:
		return top
	}
}

// counts are letters by script; han, kana and hangul share their weight.
type counts struct{ latin, cyrillic, arabic, han, kana, hangul, hebrew, greek, devanagari, thai, georgian, armenian int }

// scriptTables are the scripts counted beside ASCII, the frequent ones first.
var scriptTables = []struct {
	of    []*unicode.RangeTable
	count func(n *counts) *int
}{
	{[]*unicode.RangeTable{unicode.Latin}, func(n *counts) *int { return &n.latin }},
	{[]*unicode.RangeTable{unicode.Cyrillic}, func(n *counts) *int { return &n.cyrillic }},
	{[]*unicode.RangeTable{unicode.Han}, func(n *counts) *int { return &n.han }},
	{[]*unicode.RangeTable{unicode.Hiragana, unicode.Katakana}, func(n *counts) *int { return &n.kana }},
	{[]*unicode.RangeTable{unicode.Hangul}, func(n *counts) *int { return &n.hangul }},
	{[]*unicode.RangeTable{unicode.Arabic}, func(n *counts) *int { return &n.arabic }},
	{[]*unicode.RangeTable{unicode.Hebrew}, func(n *counts) *int { return &n.hebrew }},
	{[]*unicode.RangeTable{unicode.Greek}, func(n *counts) *int { return &n.greek }},
	{[]*unicode.RangeTable{unicode.Devanagari}, func(n *counts) *int { return &n.devanagari }},
	{[]*unicode.RangeTable{unicode.Thai}, func(n *counts) *int { return &n.thai }},
	{[]*unicode.RangeTable{unicode.Georgian}, func(n *counts) *int { return &n.georgian }},
	{[]*unicode.RangeTable{unicode.Armenian}, func(n *counts) *int { return &n.armenian }},
}

func scripts(text string) (n counts) {
	for _, r := range text {
		if r < 0x80 {
			if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
				n.latin++
			}
			continue
		}
		for _, s := range scriptTables {
			if unicode.In(r, s.of...) {
				*s.count(&n)++
				break
			}
		}
	}
	return n
}

// top is the script or, where the script is one language's, the language. A
// letter of Han or Hangul says as much as two and a half of an alphabet, so
// Latin names inside a Japanese text do not win.
func (n counts) top() string {
	east := 5 * (n.han + n.kana + n.hangul) / 2
	best, name := 0, ""
	for _, c := range []struct {
		n    int
		name string
	}{
		{n.latin, "latin"},
		{n.cyrillic, "cyrillic"},
		{n.arabic, "arabic"},
		{east, "east"},
		{n.hebrew, "he"},
		{n.greek, "el"},
		{n.devanagari, "hi"},
		{n.thai, "th"},
		{n.georgian, "ka"},
		{n.armenian, "hy"},
	} {
		if c.n > best {
			best, name = c.n, c.name
		}
	}
	if name != "east" {
		return name
	}
	switch {
	case n.hangul > n.kana && n.hangul*3 > n.han:
		return "ko"
	case n.kana*20 > n.han: // Japanese prose has about as many kana as kanji; 5% leaves room for headlines
		return "ja"
	}
	return "zh"
}

func latin(low string) string {
	score := map[string]float64{}
	n := 0
	for _, w := range strings.FieldsFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		n++
		for lang, words := range functionWords {
			if words[w] {
				score[lang]++
			}
		}
	}
	for _, r := range low {
		if r >= 0x80 {
			for _, lang := range latinLetters[r] {
				score[lang] += 0.3
			}
		}
	}
	best, name := 0.0, ""
	for _, lang := range []string{"en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "cs", "sk", "ro", "sv", "id", "vi", "hu"} {
		if score[lang] > best {
			best, name = score[lang], lang
		}
	}
	// English names alone, as on a page of menus, have no function words: one
	// word in 25 must be one.
	if best == 0 || best*25 < float64(n) {
		return ""
	}
	return name
}

func cyrillic(low string) string {
	var uk, ru, be, bg, sr float64
	for _, r := range low {
		switch r {
		case 'і', 'ї', 'є', 'ґ':
			uk++
			if r == 'і' {
				be++
			}
		case 'ы', 'э', 'ё':
			ru++
			be++
		case 'ў':
			be += 3
		case 'ъ':
			bg++
			ru += 0.1
		case 'ђ', 'ћ', 'ј', 'љ', 'њ', 'џ':
			sr += 2
		}
	}
	for _, w := range strings.FieldsFunc(low, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if ukrainianWords[w] {
			uk++
		}
		if russianWords[w] {
			ru++
		}
		if bulgarianWords[w] {
			bg += 0.6
		}
	}
	best, name := ru, "ru"
	for _, c := range []struct {
		n    float64
		name string
	}{{uk, "uk"}, {be * 0.8, "be"}, {bg * 0.9, "bg"}, {sr, "sr"}} {
		if c.n > best {
			best, name = c.n, c.name
		}
	}
	return name
}

func arabic(low string) string {
	var ar, fa, ur float64
	for _, r := range low {
		switch r {
		case 'پ', 'چ', 'ژ', 'گ', 'ک', 'ی':
			fa++
			ur++
		case 'ٹ', 'ڈ', 'ڑ', 'ے', 'ہ', 'ں':
			ur += 2
		case 'ة', 'ي', 'ك', 'ى', 'إ', 'أ':
			ar++
		}
	}
	for _, w := range strings.FieldsFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if arabicWords[w] {
			ar += 2
		}
		if persianWords[w] {
			fa += 2
		}
		if urduWords[w] {
			ur += 2
		}
	}
	switch {
	case ur > fa && ur > ar:
		return "ur"
	case fa > ar:
		return "fa"
	}
	return "ar"
}

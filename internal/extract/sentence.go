package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cordon"
)

// Sentences cuts the article's own lines (title, body) into sentences, as spans
// of d.Text in their order. A sentence never crosses a line: pages break lines
// between paragraphs. The rules are Punkt's idea with a fixed table: a full stop
// ends a sentence unless an abbreviation, an initial or a number stands before
// it, and what follows must be able to begin one. What runs on for longer than
// longestSentence is cut at a blank, so that no later step meets a sentence of
// megabytes.
func Sentences(d *cordon.Document) []cordon.Span {
	var out []cordon.Span
	for _, b := range d.Blocks {
		if b.Kind != cordon.Title && b.Kind != cordon.Body {
			continue
		}
		skip := 0
		if d.Dateline != "" && strings.HasPrefix(d.Text[b.Span.From:b.Span.To], d.Dateline) {
			skip = len(d.Dateline) + 2 // and the stop behind it
		}
		out = appendSentences(out, d.Text, b.Span, skip)
	}
	return out
}

// SentencesIn cuts one stretch of a text into sentences.
func SentencesIn(text string, span cordon.Span) []cordon.Span {
	return appendSentences(nil, text, span, 0)
}

// appendSentences cuts a span; within its first skip bytes no sentence ends.
func appendSentences(out []cordon.Span, text string, span cordon.Span, skip int) []cordon.Span {
	s := text[span.From:span.To]
	start := 0
	add := func(from, to int) {
		t := s[from:to]
		lead := len(t) - len(strings.TrimLeftFunc(t, blank))
		t = strings.TrimFunc(t, blank)
		if t != "" {
			out = append(out, cordon.Span{From: span.From + from + lead, To: span.From + from + lead + len(t)})
		}
	}
	for i := 0; i < len(s); {
		if i-start >= longestSentence {
			start = cutBehind(s, start, i, add)
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if !strings.ContainsRune(".!?…。！？؟۔।", r) {
			continue
		}
		end := i + closing(s[i:])
		if end < len(s) && (i <= skip || !breaks(s, start, i-n, end, r)) {
			continue
		}
		add(start, end)
		start, i = end, end
	}
	add(start, len(s))
	return out
}

// longestSentence is the most bytes of a sentence. The longest of 4,110 sentences
// in the seeds, the bench and the texts of eval has 620; a paragraph of a Security
// Council resolution, which is one sentence, has under 5,000.
const longestSentence = 8 << 10

// cutBehind ends a sentence that runs from start to i at its last blank, or at i
// when it has none, and returns where the next one begins.
func cutBehind(s string, start, i int, add func(from, to int)) int {
	if k := strings.LastIndexFunc(s[start:i], unicode.IsSpace); k > 0 {
		i = start + k
	}
	add(start, i)
	return i
}

// closing is the length of further end marks and closing quotes at the start of s.
func closing(s string) int {
	n := 0
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		if !strings.ContainsRune(".!?…。！？؟", r) && !strings.ContainsRune(closeMarks, r) {
			break
		}
		// A quotation mark behind a blank opens the next sentence; a straight one
		// directly behind the stop closes this one.
		n += w
	}
	return n
}

// breaks reports whether the stop at dot, whose marks end at end, ends a
// sentence that began at start.
func breaks(s string, start, dot, end int, mark rune) bool {
	if strings.ContainsRune("。！？", mark) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(s[end:])
	if !unicode.IsSpace(next) {
		// Pages flattened without blanks: "missile.Reuters says".
		return glued(s, dot, end, next)
	}
	after := strings.TrimLeftFunc(s[end:], unicode.IsSpace)
	begin, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, "\"'“‘«„([—–- "))
	if unicode.IsLower(begin) {
		return false
	}
	if mark != '.' || end > dot+1 {
		return true
	}
	return !abbreviated(s[start:dot], after)
}

// glued: a capital behind a full stop without a blank begins a sentence when a
// word of three small letters or a closing quote stands before the stop.
func glued(s string, dot, end int, next rune) bool {
	if !unicode.IsUpper(next) && !strings.ContainsRune("“«\"", next) {
		return false
	}
	word := s[lastBreak(s[:dot]):dot]
	small := 0
	for _, r := range word {
		if !unicode.IsLower(r) {
			if small > 0 {
				return false
			}
			continue
		}
		small++
	}
	return small >= 3 && !strings.Contains(word, ".") || end > dot+1
}

// lastBreak is where the last word of s begins. It looks back 64 bytes, longer
// than any abbreviation, so that a text without blanks costs no more.
func lastBreak(s string) int {
	from := max(0, len(s)-64)
	i := strings.LastIndexFunc(s[from:], unicode.IsSpace)
	if i < 0 {
		return from
	}
	_, n := utf8.DecodeRuneInString(s[from+i:])
	return from + i + n
}

// abbreviations keep a sentence open before a capital. "U.S." and other strings
// of initials may end a sentence; they do when a word that often begins one
// follows.
var abbreviations = set(`mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|cmdr|adm|sgt|brig|sen|rep|gov|pres|st|mt|ft|hon|rev|amb|supt|messrs|` +
	`vs|no|nos|vol|art|para|paras|fig|sec|cf|approx|est|dept|univ|assn|bros|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|` +
	`tues|wed|thu|thur|thurs|fri|sat|sun|n|s|e|w|op|cit|viz|al|ave|blvd|rd|sq|inc|ltd|corp|co|llc|jr|sr|e.g|i.e|a.k.a|г|гг|ул|им|тыс|` +
	`млн|млрд|руб|стр|т.е|т.д|т.п|р|рр|вул|ім|тис|грн|пп|bzw|z.b|ca|evtl|ggf|nr|str|usw|dr|hr|fr|abs|s.a|m|mme|mm|mlle|art|av|env|sra|` +
	`sr|dra|ud|uds|pág|núm|sig|dott|avv|ing|on|prof|tzn|np|tj|ul|im|godz|tzv|např|mj|bv|dhr|mw|vb|çev|örn|vd`)

// Initials that often end a sentence when one of these begins the next.
var beginners = set(`the|a|an|in|on|at|it|he|she|they|we|but|and|this|that|these|those|there|as|after|before|when|while|however|` +
	`meanwhile|for|his|her|their|its|according|asked|since|if|both|also|earlier|last|more|no|not|some|many|other|i|you|to|by|with|` +
	`during|under|despite|although|moscow|pyongyang`)

// corporate abbreviations end a sentence before a capital that is not part of a name.
var corporate = set(`inc|ltd|corp|co|llc|jr|sr`)

func abbreviated(before, after string) bool {
	word := strings.TrimLeft(before[lastBreak(before):], "\"'“‘«„([")
	low := strings.ToLower(word)
	first := strings.ToLower(strings.TrimLeft(wordAt(after), "\"'“‘«("))
	switch {
	case word == "":
		return false
	case corporate[low]:
		return !beginners[first]
	case low == "no": // "No. 5" against "He said no. The"
		return after != "" && unicode.IsDigit(rune(after[0]))
	case abbreviations[low]:
		return true
	case runes(word) == 1 && unicode.IsUpper([]rune(word)[0]):
		return true
	case strings.Contains(word, ".") && initials(word):
		return !beginners[first]
	case allDigits(word): // "13. Oktober", but "in 2006. The"
		r, _ := utf8.DecodeRuneInString(after)
		return len(word) <= 2 && !beginners[first] && unicode.IsLetter(r)
	}
	return false
}

func wordAt(s string) string {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i]
	}
	return s
}

// initials: letters one by one between stops, "U.S", "a.m", "В.В".
func initials(word string) bool {
	for _, part := range strings.Split(word, ".") {
		if runes(part) > 2 {
			return false
		}
	}
	return true
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

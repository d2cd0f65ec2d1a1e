// Package claim finds who said what: direct, indirect and mixed speech, with
// speaker, office, kind, exact words, day, channel and addressee.
package claim

import (
	"strings"
	"unicode/utf8"

	"cordon"
)

// A quote is a stretch between quotation marks, the marks not included.
type quote struct {
	in    cordon.Span // the words
	outer cordon.Span // with the marks
}

// closers pairs an opening mark with what may close it. A straight mark closes
// itself; the German low mark is closed by either high one.
var closers = map[rune]string{
	'“': "”“\"", '"': "\"”", '«': "»", '„': "“”\"", '「': "」", '『': "』", '″': "″", '‘': "’",
}

// longestQuote is the most bytes that a quotation may have; a mark that closes
// later was a slip of the typesetter.
const longestQuote = 3000

// quotes finds the quotations of a line. A single high mark opens one only
// before a letter and where no word ends, so that an apostrophe is none. One
// that is not closed ends with the line when the line begins with it, or when
// it is a high mark that can only open.
func quotes(text string, line cordon.Span) []quote {
	var out []quote
	c := closer{text: text, to: line.To, next: map[string]int{}}
	for i := line.From; i < line.To; {
		r, n := utf8.DecodeRuneInString(text[i:line.To])
		ends, ok := closers[r]
		if !ok || r == '‘' && !wordStart(text, i) {
			i += n
			continue
		}
		end, size := c.closing(i+n, ends, r == '‘')
		if end < 0 {
			if r != '“' && i > line.From && strings.TrimSpace(text[line.From:i]) != "" {
				i += n
				continue
			}
			end, size = line.To, 0
		}
		q := quote{in: trim(text, cordon.Span{From: i + n, To: end}), outer: cordon.Span{From: i, To: end + size}}
		if q.in.From < q.in.To {
			out = append(out, q)
		}
		i = max(q.outer.To, i+n)
	}
	return out
}

func wordStart(text string, i int) bool {
	return i == 0 || strings.ContainsRune(" \n\t(", rune(text[i-1]))
}

// A closer finds the closing marks of a line. It remembers how far it looked for
// each set of marks, so that a line of marks that nothing closes is read once and
// not once a mark.
type closer struct {
	text string
	to   int            // end of the line
	next map[string]int // by the marks that close: none of them stands before this place
}

// closing finds the mark that closes a quotation opened before from; -1 for none.
func (c *closer) closing(from int, ends string, single bool) (at, size int) {
	limit := min(c.to, from+longestQuote)
	reopens := ends == closers['“']
	stop := -1 // the last full stop before a blank, which ends a sentence
	i := from
	if !reopens {
		i = max(i, c.next[ends])
	}
	for i < limit {
		r, n := utf8.DecodeRuneInString(c.text[i:c.to])
		if r == '“' && reopens && stop > 0 {
			// The mark is opened again: the first was never closed. It ends with
			// the last full sentence before.
			return from + stop + 1, 0
		}
		if strings.ContainsRune(ends, r) && !(single && i+n < c.to && isLetter(c.text[i+n:])) {
			return i, n
		}
		if r == ' ' && i > from && c.text[i-1] == '.' {
			stop = i - 1 - from
		}
		i += n
	}
	c.next[ends] = max(c.next[ends], i)
	return -1, 0
}

func isLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f && r < 0x2000
}

// trim cuts spaces and a closing comma off the ends of a quotation.
func trim(text string, s cordon.Span) cordon.Span {
	for s.From < s.To && (text[s.From] == ' ' || text[s.From] == '\t') {
		s.From++
	}
	for s.To > s.From && (text[s.To-1] == ' ' || text[s.To-1] == ',' || text[s.To-1] == '\t' || text[s.To-1] == '\r') {
		s.To--
	}
	return s
}

// A unit is one sentence, or the sentences that one quotation spans, with the
// quotations in it.
type unit struct {
	span   cordon.Span
	line   int // index of the line: a paragraph
	quotes []quote
}

// longestUnit is the most bytes to which quotations tie sentences together.
const longestUnit = 16 << 10

// units joins the sentences that a quotation ties together.
func units(text string, sentences []cordon.Span) []unit {
	var out []unit
	var qs []quote
	lineEnd, lineNo, q := -1, 0, 0
	for _, s := range sentences {
		if s.From < 0 || s.To > len(text) || s.From >= s.To {
			continue
		}
		if s.From >= lineEnd {
			line := lineOf(text, s)
			qs, lineEnd, q = quotes(text, line), line.To, 0
			lineNo++
		}
		for q < len(qs) && qs[q].outer.To <= s.From {
			q++
		}
		tied := q < len(qs) && qs[q].outer.From < s.From // a quotation holds the place between two sentences
		if n := len(out); n > 0 && tied && out[n-1].line == lineNo && s.To-out[n-1].span.From <= longestUnit {
			out[n-1].span.To = max(out[n-1].span.To, s.To)
			continue
		}
		out = append(out, unit{span: s, line: lineNo})
	}
	return withQuotes(text, out)
}

func withQuotes(text string, us []unit) []unit {
	lineEnd, k := -1, 0
	var qs []quote
	for i := range us {
		if us[i].span.From >= lineEnd {
			line := lineOf(text, us[i].span)
			qs, lineEnd, k = quotes(text, line), line.To, 0
		}
		for k < len(qs) && qs[k].outer.From < us[i].span.To {
			if qs[k].outer.To > us[i].span.From {
				us[i].quotes = append(us[i].quotes, qs[k])
			}
			k++
		}
	}
	return us
}

func lineOf(text string, s cordon.Span) cordon.Span {
	from := strings.LastIndexByte(text[:s.From], '\n') + 1
	to := strings.IndexByte(text[s.From:], '\n')
	if to < 0 {
		return cordon.Span{From: from, To: len(text)}
	}
	return cordon.Span{From: from, To: max(s.From+to, s.To)}
}

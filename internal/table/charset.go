package table

import (
	"bytes"
	"strings"
	uni "unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"

	"cordon"
)

// Limits of the guess of an encoding. Beyond them the file is refused: a text in a wrong
// encoding finds nobody and looks like an answer.
const (
	sure       = 0.5 // least confidence of chardet, but of Latin-1: wrong guesses of Czech and Arabic names are below
	rareBroken = 10  // UTF-8 sequences for one broken byte in a text with bad places. Russian in Windows-1251 has one for ten broken bytes
	fewLetters = 20  // of Cyrillic, too few to tell Windows-1251 from KOI8-R by how often each stands
	rareSign   = 50  // letters beyond ASCII for one sign before a letter. Polish or Chinese read as Latin-1 has one for 2 to 10
)

// unknownEncoding refuses a file with the remedy.
func unknownEncoding(guess, reason string) error {
	return cordon.Problem{Field: "encoding", Value: guess, Reason: reason + ": save the file as UTF-8"}
}

// guessed is the encoding of a text that is not valid UTF-8: nil for UTF-8 with bad
// places, whose rows are reported, else by the statistics of its letters.
func guessed(head []byte) (encoding.Encoding, error) {
	u := sequences(head)
	if u.mostly() {
		return nil, nil
	}
	guess := chardet.Detect(head)
	enc, err := htmlindex.Get(guess.Encoding)
	latin := guess.Encoding == "ISO-8859-1" || guess.Encoding == "Windows-1252"
	if err != nil || guess.Confidence < sure && !latin {
		return nil, unknownEncoding(guess.Encoding, "neither UTF-8 nor another encoding that can be recognised with certainty")
	}
	switch name := strings.ToLower(guess.Encoding); {
	case name == "gb2312":
		return simplifiedchinese.GB18030, nil // which has it all, and more
	case doubleByte[name]:
		return enc, nil
	}
	text, err := enc.NewDecoder().Bytes(head)
	switch {
	case err != nil:
		return nil, err
	case u.mixed():
		return nil, unknownEncoding("", "some lines are UTF-8 and others are not")
	case pairs(head):
		return nil, unknownEncoding("", "the text looks like Chinese, Japanese or Korean in an encoding that cannot be recognised with certainty")
	case signs(text), wrongCase(string(text)) && !(enc == charmap.Windows1251 && russian(head)):
		return nil, unknownEncoding(guess.Encoding, "not UTF-8, and in the likeliest encoding its words have signs or capitals in wrong places")
	}
	return enc, nil
}

// doubleByte are the encodings of two bytes a letter, as chardet names them.
var doubleByte = map[string]bool{
	"big5": true, "gb18030": true, "gbk": true, "euc-kr": true, "cp949": true, "shift_jis": true, "euc-jp": true,
	"iso-2022-jp": true, "iso-2022-kr": true, "hz-gb-2312": true, "euc-tw": true, "johab": true,
}

// A utf8Count says how far a text is UTF-8 beyond ASCII.
type utf8Count struct {
	good, bad     int // sequences of several bytes, and bytes that are part of none
	whole, broken int // lines beyond ASCII that are surely UTF-8, and lines with a bad byte
}

// mostly reports whether the text is UTF-8 with bad places.
func (u utf8Count) mostly() bool { return u.good >= rareBroken*u.bad || u.whole > u.broken }

// mixed reports whether too much of it is UTF-8 for a text of one byte a letter.
// In Windows-1251 "Пё" is a sequence by chance.
func (u utf8Count) mixed() bool { return u.whole > 0 || u.good >= u.bad }

// sequences counts a text, whose last line may be cut.
func sequences(head []byte) (u utf8Count) {
	if last := bytes.LastIndexAny(head, "\r\n"); len(head) >= sniffed && last > 0 {
		head = head[:last]
	}
	for line := range bytes.FieldsFuncSeq(head, func(r rune) bool { return r == '\n' || r == '\r' }) {
		good, bad, latin := 0, 0, false
		for len(line) > 0 {
			r, n := utf8.DecodeRune(line)
			switch {
			case n > 1:
				good++
				latin = latin || r < 0x100
			case r == utf8.RuneError:
				bad++
			}
			line = line[n:]
		}
		u.good += good
		u.bad += bad
		switch {
		case bad > 0:
			u.broken++
		case good > 1 || latin: // a single "É®" of Windows-1252 is a sequence by chance; "Ã" before a sign is not
			u.whole++
		}
	}
	return u
}

// A pairing says which pairs of bytes are the everyday letters of an encoding of two
// bytes a letter.
type pairing struct {
	lead, trail [2]byte   // the ranges of its bytes
	common      [][2]byte // ranges of the lead bytes of everyday letters
	from        byte      // least trail byte of these
}

// pairings: the first levels of Big5, GBK, EUC-KR, Shift-JIS (and kana) and EUC-JP.
var pairings = []pairing{
	{[2]byte{0x81, 0xFE}, [2]byte{0x40, 0xFE}, [][2]byte{{0xA4, 0xC6}}, 0x40},
	{[2]byte{0x81, 0xFE}, [2]byte{0x40, 0xFE}, [][2]byte{{0xB0, 0xD7}}, 0xA1},
	{[2]byte{0x81, 0xFE}, [2]byte{0x41, 0xFE}, [][2]byte{{0xB0, 0xC8}}, 0xA1},
	{[2]byte{0x81, 0xFC}, [2]byte{0x40, 0xFC}, [][2]byte{{0x82, 0x84}, {0x88, 0x97}}, 0x40},
	{[2]byte{0xA1, 0xFE}, [2]byte{0xA1, 0xFE}, [][2]byte{{0xA4, 0xA5}, {0xB0, 0xCF}}, 0xA1},
}

// pairs reports whether a text looks like one of two bytes a letter: nearly all its
// bytes beyond ASCII are pairs, most of them everyday letters beside others. Of Latin
// letters few stand beside others; of Cyrillic words half have an odd number.
func pairs(head []byte) bool {
	for _, p := range pairings {
		if p.fits(head) {
			return true
		}
	}
	return false
}

func (p pairing) fits(head []byte) bool {
	within := func(b byte, r [2]byte) bool { return b >= r[0] && b <= r[1] }
	var all, common, beside, bad, run int
	for i := 0; i < len(head); i++ {
		switch {
		case head[i] < utf8.RuneSelf:
			run = 0
		case i+1 < len(head) && within(head[i], p.lead) && within(head[i+1], p.trail):
			all++
			for _, r := range p.common {
				if within(head[i], r) && head[i+1] >= p.from {
					common++
				}
			}
			if run++; run == 2 {
				beside++ // the first one, too
			}
			if run >= 2 {
				beside++
			}
			i++
		default:
			bad++
			run = 0
		}
	}
	return all > 1 && bad*20 <= all && common*10 >= all*7 && beside*10 >= all*8
}

// signs reports whether signs stand before letters all over a text, which no writing
// has: "£ukasz ¯ó³æ" is Polish read as Latin-1.
func signs(text []byte) bool {
	var found, letters int
	rs := []rune(string(text))
	for i, r := range rs {
		if r >= utf8.RuneSelf && uni.IsLetter(r) {
			letters++
		}
		if r >= utf8.RuneSelf && i+1 < len(rs) && uni.IsLetter(rs[i+1]) && strange(r) && !inPlace(rs, i) {
			found++
		}
	}
	return found*rareSign > letters
}

// strange reports whether a character has no place before a letter. The signs of
// degrees, copyright and trade marks may be a part of a name.
func strange(r rune) bool {
	return uni.In(r, uni.Sk, uni.Sm, uni.Sc, uni.So, uni.No, uni.Cc) && !strings.ContainsRune("°©®™", r)
}

// inPlace reports whether the sign at a place has a reason to stand before a letter: an
// accent for an apostrophe in "O´Brien", and a unit or a number before a word with a
// capital, "€Betrag" and "½Zoll". Were it a letter in another encoding, as in "£ukasz",
// that capital would stand within a word. The letters are of ASCII, as beside a letter of
// a Cyrillic word read as Latin-1 the others are not.
func inPlace(rs []rune, i int) bool {
	is := func(at int, kind func(rune) bool) bool {
		return at >= 0 && at < len(rs) && rs[at] < utf8.RuneSelf && kind(rs[at])
	}
	if rs[i] == '´' && (is(i-1, uni.IsLetter) || is(i+1, uni.IsLetter) && (i == 0 || !uni.IsLetter(rs[i-1]))) {
		return true
	}
	return strings.ContainsRune("€£¥½¼¾²³", rs[i]) && is(i+1, uni.IsUpper) && is(i+2, uni.IsLower)
}

// wrongCase reports whether most lines below the header have Greek or Cyrillic words, and
// none with a capital in front, or one with a capital behind a small letter: capitals in
// Windows-1251 are small letters in KOI8-R.
func wrongCase(text string) bool {
	var odd, all int
	_, rows, _ := strings.Cut(strings.ReplaceAll(text, "\r", "\n"), "\n")
	for line := range strings.Lines(rows) {
		words, capital, within := 0, false, false
		before := ' '
		for _, r := range line {
			if uni.In(r, uni.Greek, uni.Cyrillic) {
				switch {
				case !uni.IsLetter(before):
					words++
					capital = capital || uni.IsUpper(r)
				case uni.IsUpper(r) && uni.IsLower(before):
					within = true
				}
			}
			before = r
		}
		if words > 0 {
			all++
		}
		if words > 0 && !capital || within {
			odd++
		}
	}
	return odd*2 > all
}

// russian reports whether a text without capitals is Russian in Windows-1251, rather than
// Russian capitals in KOI8-R: its everyday letters are half of all, and a tenth of all
// more than in KOI8-R. They are two thirds of Russian, and two fifths of it in the wrong
// one of the two.
func russian(head []byte) bool {
	everyday, all := frequent(charmap.Windows1251, head)
	other, _ := frequent(charmap.KOI8R, head)
	return all >= fewLetters && everyday*2 >= all && (everyday-other)*10 >= all
}

// frequent counts the ten most frequent letters of Russian, with the Ukrainian і, and all
// letters of Cyrillic.
func frequent(enc *charmap.Charmap, head []byte) (everyday, all int) {
	for _, b := range head {
		r := uni.ToLower(enc.DecodeByte(b))
		if strings.ContainsRune("оеаинтсрвлі", r) {
			everyday++
		}
		if uni.Is(uni.Cyrillic, r) {
			all++
		}
	}
	return everyday, all
}

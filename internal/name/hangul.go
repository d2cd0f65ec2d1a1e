package name

import "strings"

// The North's romanisation (1992) and the South's (2000) of the letters of a syllable.
var (
	northOnset = strings.Split("k kk n t tt r m p pp s ss - j jj ch kh th ph h", " ")
	northVowel = strings.Split("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i", " ")
	northCoda  = strings.Split("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t", " ")
	southOnset = strings.Split("g kk n d tt r m b pp s ss - j jj ch k t p h", " ")
	southVowel = strings.Split("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i", " ")
)

// hangulLatin spells a Hangul word in the North's and the South's romanisation,
// syllable by syllable; a family name of one syllable also in its popular spellings.
func hangulLatin(w string) []string {
	var north, south strings.Builder
	for _, r := range w {
		if r < '가' || r > '힣' {
			north.WriteRune(r)
			south.WriteRune(r)
			continue
		}
		n := int(r - '가')
		put := func(b *strings.Builder, parts ...string) {
			for _, p := range parts {
				if p != "-" {
					b.WriteString(p)
				}
			}
		}
		put(&north, northOnset[n/588], northVowel[n%588/28], northCoda[n%28])
		put(&south, southOnset[n/588], southVowel[n%588/28], northCoda[n%28])
	}
	return appendNew([]string{north.String()}, south.String())
}

package damage

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// TestDamage: text that was read in another encoding, or escaped once more, before it
// came here is found, and no text that only looks odd.
func TestDamage(t *testing.T) {
	for _, s := range []string{
		"Due\u00f1ez", "Иван Петров", "محمد", "김정은",
		"O\u2019Brien Jos\u00e9", "Muṣṭafá ʿAbd al-Raḥmān", "Łukasz Żółć",
		"Nguyễn Văn Đức", "平壤",
	} {
		if why := Of(s); why != "" {
			t.Errorf("%q: %s", s, why)
		}
		for _, page := range codePages {
			wrong, err := page.NewDecoder().String(s)
			if err != nil {
				t.Fatal(err)
			}
			if Of(strings.Join(strings.Fields(wrong), " ")) == "" {
				t.Errorf("%q read as %s is %q: not found", s, page, wrong)
			}
		}
	}
	latin, _ := charmap.ISO8859_1.NewDecoder().String("Иван “Джон”")
	for _, s := range []string{
		latin, "Мос\uFFFDва", "A &amp; B", "A &amp",
		"JosÃ©", "JOSÃ‰", "Ã‰cole", "DueÃ±ez É", "Ð\u009fÐµÑ\u0082Ñ\u0080", "Oâ€™Brien", "Jos√©", "Timi»ôoara", "Ê¿Ä€mir", "HÇŽinan",
		"JosÄ‚Â© Ă©le",
		"JOS&#201", "Due&#241;ez", "&#x418;ван", "Due&ntilde;ez", "ï¿½",
	} {
		if Of(s) == "" {
			t.Errorf("%q: not found", s)
		}
	}
	for _, s := range []string{
		"", "plain", "SOCIÉTÉ»", "«SOCIÉTÉ»", "COMITÉ’S", "“JOSÉ”", "MATÚŠ", "MATÚŠ ŠŤASTNÝ", "TOMÁŠ",
		"KŘÍŽ", "RÓŽA", "Ð", "Ã", "Ã São", "Â", "BJÖRN Ö’S",
		"АО «КОНЦЕРН»", "Ївга", "Вікторія", "ОАО «ВИКТОРІЯ»", "Côte d’Ivoire", "A&B; C",
		"AT&T;", "AT&T", "A & gt", "R&D, https://example.org/?a=1&copy=2", "N° 5", "ÎLE",
		// Quotation marks as first or last byte, in the encoding of old Macs and of Windows.
		"«Étoile»", "«Öz»", "«Écho»", "«élan»", "“É”", "‘É’", "–É–", "…École", "»österreich«", "“CAFFÈ”", "«CAFFÈ»", "”HELSINKIÄ”",
		"“IRMÃ”", "SKÅ®",
		// Letters of one byte beside such of another: Ukrainian, Czech, Slovak, Romanian.
		"Пєр", "Мія", "Кім", "Кім Кі", "Тім", "Річ", "Сіа", "Юлії", "Лілії", "РіГі", "СіСі", "TĚŽBA", "TĚŠÍN", "PÄŤDESIAT", "TĂŞNAD", "BĂŞESCU",
		// As many characters beside the sequence as in it.
		"DueÃ±ez ÉÈ",
	} {
		if why := Of(s); why != "" {
			t.Errorf("%q: %s", s, why)
		}
	}
}

package extract_test

import (
	"testing"

	"cordon/internal/extract"
)

// TestLanguage: one invented sentence a language; short ones, since headlines
// are.
func TestLanguage(t *testing.T) {
	for want, text := range map[string]string{
		"en": "The ministry said on Monday that it would not send the ships back to the port.",
		"ru": "Министерство сообщило в понедельник, что суда не вернутся в порт.",
		"uk": "Міністерство повідомило в понеділок, що судна не повернуться до порту.",
		"be": "Міністэрства паведаміла ў панядзелак, што судны не вернуцца ў порт.",
		"bg": "Министерството съобщи в понеделник, че корабите няма да се върнат на пристанището.",
		"ko": "외교부는 월요일 선박 2척이 항구로 돌아오지 않는다고 밝혔다.",
		"ja": "外務省は月曜日、船舶は港に戻らないと発表した。",
		"zh": "外交部周一表示，两艘船只不会返回港口。",
		"de": "Das Ministerium teilte am Montag mit, dass die Schiffe nicht in den Hafen zurückkehren.",
		"fr": "Le ministère a déclaré lundi que les navires ne reviendraient pas dans le port.",
		"it": "Il ministero ha detto lunedì che le navi non torneranno nel porto della città.",
		"es": "El ministerio dijo el lunes que los barcos no volverán al puerto de la ciudad.",
		"pt": "O ministério disse na segunda-feira que os navios não voltarão ao porto da cidade.",
		"pl": "Ministerstwo poinformowało w poniedziałek, że statki nie wrócą do portu, który jest zamknięty.",
		"tr": "Bakanlık pazartesi günü gemilerin limana dönmeyeceğini ve bunun için bir karar alındığını bildirdi.",
		"nl": "Het ministerie zei maandag dat de schepen niet naar de haven terugkeren, ook niet voor een dag.",
		"ar": "قالت الوزارة يوم الاثنين إن السفن لن تعود إلى الميناء بعد هذا القرار.",
		"fa": "وزارت خارجه روز دوشنبه اعلام کرد که کشتی ها به بندر باز نمی گردند.",
		"ur": "وزارت نے پیر کو کہا ہے کہ جہاز بندرگاہ میں واپس نہیں آئیں گے۔",
		"hi": "मंत्रालय ने सोमवार को कहा कि जहाज बंदरगाह पर वापस नहीं आएंगे।",
		"he": "המשרד הודיע ביום שני כי הספינות לא יחזרו לנמל.",
		"cs": "Ministerstvo uvedlo v pondělí, že lodě se do přístavu nevrátí, protože je podle něj zavřený.",
		"":   "12:40 – 2024",
	} {
		if got := extract.Language(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// TestNamesInside: names and titles in Latin script do not make a text English.
func TestNamesInside(t *testing.T) {
	if got := extract.Language("OFAC·FinCEN은 MV Angara와 Lady R을 제재했다고 밝혔다"); got != "ko" {
		t.Errorf("got %q", got)
	}
}

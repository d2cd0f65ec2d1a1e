package extract

import (
	"strings"

	"cordon"
)

// A Reason is one word that speaks for or against a document's relevance.
type Reason struct {
	Word   string
	Weight float64
	Count  int
}

// Relevant reports whether the document is about sanctions, arms transfers,
// their actors or their monitoring.
func Relevant(d *cordon.Document) bool {
	score, why := Relevance(d)
	return score >= relevantFrom && !(len(why) == 1 && why[0].Word == doubleSense)
}

// doubleSense is the one word of the table that in English also means to allow: a
// council sanctions a bridge. Alone it proves nothing, said however often.
const doubleSense = "sanction"

// relevantFrom is the score of one strong word ("sanctions" against a state) with
// one that sets it in the field, said once each.
const relevantFrom = 3.0

// Relevance scores the article's own lines with the table of words; the reasons
// add up to the score. A word counts its weight once, a half of it again when the
// text says it three times or more, and another half when the headline says it.
func Relevance(d *cordon.Document) (float64, []Reason) {
	var b strings.Builder
	for _, bl := range d.Blocks {
		if (bl.Kind == cordon.Title || bl.Kind == cordon.Body) && b.Len() < 1<<17 {
			b.WriteString(d.Text[bl.Span.From:min(bl.Span.To, bl.Span.From+1<<16)])
			b.WriteByte('\n')
		}
	}
	text, title := evened.Replace(strings.ToLower(b.String())), evened.Replace(strings.ToLower(d.Title))
	var score float64
	var why []Reason
	for _, row := range topicWords {
		for _, w := range strings.Split(row.words, "|") {
			n := strings.Count(text, w)
			if n == 0 {
				continue
			}
			weight := row.weight
			if n >= 3 {
				weight += row.weight / 2
			}
			if strings.Contains(title, w) {
				weight += row.weight / 2
			}
			score += weight
			why = append(why, Reason{Word: w, Weight: weight, Count: n})
		}
	}
	return score, why
}

var evened = strings.NewReplacer("’", "'", "‑", "-", "\u00a0", " ")

// topicWords are stems in lower case with their weight. Two is a word of the
// trade alone; one a word that needs company; a half an actor who is in the news
// for other things too. Sport, music and spaceflight count against: they have
// sanctions, stars and rockets of their own.
var topicWords = []struct {
	weight float64
	words  string
}{
	{2, "sanction|arms embargo|export control|asset freeze|designated|ofac|arms transfer|arms deal|arms trade|weapons transfer|" +
		"weapon transfer|weapons trade|arms sale|arms negotiation|munition|ammunition|ballistic missile|panel of experts|expert panel|" +
		"sanctions monitor|security council resolution|proliferation|procurement network|war effort|military cooperation|military support|" +
		"military ties|shadow fleet|price cap|ship-to-ship|dark fleet|united nations experts|un experts|u.n. experts|group of experts|" +
		"entity list|arms industry|export restriction"},
	{2, "санкц|эмбарго|поставк оружия|поставке оружия|поставки оружия|поставок оружия|передач оружия|передаче оружия|передачу оружия|" +
		"боеприпас|баллистическ|экспортн|вооружени|ембарго|постачанні зброї|постачання зброї|передачі зброї|передачу зброї|передача зброї|" +
		"снаряд|резолюц|боєприпас|балістичн|експортн|озброєн"},
	{2, "제재|무기거래|무기 거래|군수물자|탄도미사일|탄약|포탄|안보리 결의|制裁|弾道ミサイル|武器取引|弾薬|輸出管理|弹道导弹|武器交易|弹药|出口管制|彈道|軍火|安保理"},
	{2, "sanktion|embargo|waffenlieferung|rüstungs|munition|sanzion|missili balistic|trasferimento di armi|sancion|misil|" +
		"transferencia de armas|sanç|mísse|sankcj|rakiet|yaptırım|mühimmat|balistik|sanctie|wapenlever|عقوبات|أسلحة|الصواريخ|صواريخ|" +
		"الذخيرة|تحریم|موشک|تسلیحات"},
	{1, "north korea|dprk|pyongyang|kim jong|treasury department|department of the treasury|state department|department of state|" +
		"security council|united nations|military|missile|weapon|artillery|drones|nuclear|defense minister|defence minister|spy agency|" +
		"troops|procure|evasion|evad|illicit|smuggl|armed group|blacklist|unmanned aerial"},
	{1, "беспилотник|безпілотник|дрон|кндр|северн корея|северной коре|північн|ракет|оружи|зброї|зброю|госдеп|держдеп|" +
		"совет безопасности|рада безпеки|ради безпеки|북한|북러|러시아|미사일|외교부|안보리|北朝鮮|ミサイル|朝鲜|导弹|nordkorea|corea del nord|corée du nord|" +
		"corea del norte|coreia do norte|korea północna|kuzey kore|noord-korea|كوريا الشمالية|روسيا|کره شمالی"},
	{1, "russland|russische|europäische union|union européenne|unión europea|unione europea|tanker|preisdeckel|plafonnement|russie|" +
		"rusia|rosji|rosja|rusya|rusland|wojsk|waffen|armes|armas|armi|broni|silah|wapens|nations unies|naciones unidas|nazioni unite|" +
		"vereinte nationen|vereinten nationen"},
	{0.5, "russia|moscow|kremlin|putin|iran|tehran|ukraine|belarus|syria|myanmar|venezuela|nicaragua|sudan|congo|houthi|hezbollah|" +
		"yemen|libya|haiti|zimbabwe|taliban|european union|foreign minist|vessel|cargo|shipment|россия|росія|росії|путін|путин|украин|" +
		"україн|иран|іран|росі"},
	{-3, "fifa|uefa|world cup|olympic|striker|midfielder|goalkeeper|football|soccer|basketball|tennis|athlete|championship|doping|" +
		"league 1|premier league|semifinal|референ|чемпионат|чемпіонат|футбол|олимпи|월드컵|축구|올림픽|선수|サッカー|選手権|足球|世界杯|fußball|calcio|fútbol|" +
		"futebol|piłka|voetbal|كرة القدم"},
	{-2.5, "concert|k-pop|pop group|girl band|girl group|album|singer|musician|film festival|box office|actress|концерт|певец|співак|" +
		"콘서트|가수|コンサート|演唱会"},
	{-2.5, "space launch|launch vehicle|cosmonaut|astronaut|into orbit|space history|live feed|rocket family|spacecraft|carrier rocket|" +
		"космодрома|запуск ракеты-носителя|космонавт|우주비행사"},
	{-2, "hurricane|typhoon|without power|tropical storm|heavy rain|wildfire|earthquake|recipe|horoscope|celebrity|fashion|" +
		"weather forecast|school board|student union|zoning|stock tip"},
}

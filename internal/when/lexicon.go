package when

import (
	"strconv"
	"strings"
)

// A sense is what a word means in a date.
type sense struct {
	class class
	n     int
}

// A lexicon holds the words of dates in one language.
type lexicon struct {
	words  map[string]sense
	proper bool // months and weekdays are written with a capital
}

func (l *lexicon) classify(t *token) {
	s, ok := l.words[t.low]
	for _, p := range []string{"و", "ب", "ل", "ف"} { // Arabic writes and, in, to with the next word
		if rest, cut := strings.CutPrefix(t.low, p); cut && !ok {
			s, ok = l.words[rest]
		}
	}
	if !ok {
		t.class = word
		return
	}
	if l.proper && (s.class == month || s.class == weekday) && !t.capital {
		t.class = word
		return
	}
	t.class, t.n = s.class, s.n
}

// vocabulary has a row for each class: the words of value 1, 2 … split by "|",
// words of one value by blanks. Rows that begin with a number give the value
// themselves. Sources: the languages' own grammars and the CLDR month and day
// names with their inflected forms.
type vocabulary struct {
	months, weekdays, units, parts, seasons string
	last, this, next                        string
	yesterday, today, tomorrow              string
	recent, ago, earlier, later, year       string
	counts                                  string
}

var vocabularies = map[string]vocabulary{
	"en": {
		months: "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|" +
			"november nov|december dec",
		weekdays: "monday mon|tuesday tues tue|wednesday wed|thursday thurs thu|friday fri|saturday|sunday",
		units:    "day days|week weeks|month months|year years|weekend weekends|hour hours|quarter",
		parts:    "early beginning start|mid middle|late end", seasons: "spring|summer|autumn fall|winter",
		last: "last past", this: "this current", next: "next coming", yesterday: "yesterday", today: "today", tomorrow: "tomorrow",
		recent: "recent", ago: "ago", earlier: "earlier before prior", later: "later after",
		counts: "one|two couple|three several few|four|five|six|seven|eight|nine|ten|eleven|twelve",
	},
	"ru": {
		months: "январь января январе янв|февраль февраля феврале фев|март марта марте|апрель апреля апреле апр|май мая мае|" +
			"июнь июня июне июн|июль июля июле июл|август августа августе авг|сентябрь сентября сентябре сен сент|" +
			"октябрь октября октябре окт|ноябрь ноября ноябре ноя нояб|декабрь декабря декабре дек",
		weekdays: "понедельник понедельника|вторник вторника|среда среду среды|четверг четверга|пятница пятницу пятницы|" +
			"суббота субботу субботы|воскресенье воскресенья",
		units: "день дня дней дни сутки суток|неделя неделе недели недель неделю|месяц месяца месяце месяцев месяцы|" +
			"год года году годом лет|выходные выходных|час часа часов|квартал квартале квартала",
		parts: "начале начала|середине середины|конце конца", seasons: "весной весна весны|летом лето лета|осенью осень осени|зимой зима зимы",
		last: "прошлой прошлый прошлую прошлом прошлого прошедшей прошедшую прошлое минувшей минувшую минувший",
		this: "этой этом этого эту нынешнем текущем нынешнего", next: "следующей следующий следующую следующем следующего ближайшую",
		yesterday: "вчера", today: "сегодня", tomorrow: "завтра", recent: "последние последних", ago: "назад", earlier: "ранее раньше",
		later: "позже спустя", year: "года году г год гг годов",
		counts: "один одну|два две двух|три трёх трех|четыре|пять|шесть|семь|восемь|девять|десять",
	},
	"uk": {
		months: "січень січня січні січ|лютий лютого лютому лют|березень березня березні бер|квітень квітня квітні кві|" +
			"травень травня травні тра|червень червня червні чер|липень липня липні лип|серпень серпня серпні сер|" +
			"вересень вересня вересні вер|жовтень жовтня жовтні жов|листопад листопада листопаді лис|грудень грудня грудні гру",
		weekdays: "понеділок понеділка|вівторок вівторка|середа середу середи|четвер четверга|" +
			"п'ятниця п'ятницю п'ятниці п’ятниця п’ятницю п’ятниці|субота суботу суботи|неділя неділю неділі",
		units: "день дня днів дні доба добу|тиждень тижня тижні тижнів тижню|місяць місяця місяці місяців|" +
			"рік року році роком років роки|вихідні вихідних|година години годин|квартал кварталі кварталу",
		parts:   "початку початок|середині середини|кінці наприкінці кінця",
		seasons: "навесні весна весни|влітку літо літа|восени осінь осені|взимку зима зими",
		last:    "минулої минулий минулу минулого минулому минулі", this: "цієї цього цьому цей цю нинішнього поточного",
		next:      "наступної наступний наступну наступного наступному",
		yesterday: "вчора учора", today: "сьогодні", tomorrow: "завтра", recent: "останні останніх", ago: "тому", earlier: "раніше",
		later: "пізніше потому", year: "року році р рік рр років",
		counts: "один одну|два дві двох|три трьох|чотири|п'ять п’ять|шість|сім|вісім|дев'ять|десять",
	},
	"de": {
		months: "januar jan jänner|februar feb|märz mär maerz|april apr|mai|juni jun|juli jul|august aug|september sept sep|oktober okt|" +
			"november nov|dezember dez",
		weekdays: "montag montagabend|dienstag|mittwoch|donnerstag|freitag|samstag sonnabend|sonntag",
		units:    "tag tage tagen tages|woche wochen|monat monate monaten monats|jahr jahre jahren jahres|wochenende|stunde stunden|quartal",
		parts:    "anfang|mitte|ende", seasons: "frühling frühjahr|sommer|herbst|winter",
		last: "letzte letzten letzter letztes vergangene vergangenen vergangener vergangenes vorige vorigen",
		this: "diese diesen dieser dieses diesem laufenden", next: "nächste nächsten nächster nächstes kommende kommenden",
		yesterday: "gestern", today: "heute", tomorrow: "morgen", ago: "vor", later: "später", earlier: "zuvor früher",
		counts: "ein eine einem einer einen|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn",
	},
	"fr": {
		months: "janvier janv|février févr fevrier|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept|octobre oct|" +
			"novembre nov|décembre déc decembre",
		weekdays: "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
		units:    "jour jours|semaine semaines|mois|an ans année années|week-end|heure heures|trimestre",
		parts:    "début|mi|fin", seasons: "printemps|été|automne|hiver", last: "dernier dernière derniers dernières passé passée",
		this: "ce cette cet", next: "prochain prochaine",
		yesterday: "hier", today: "aujourd'hui aujourd’hui", tomorrow: "demain", later: "plus après", earlier: "avant",
		counts: "un une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix",
	},
	"es": {
		months: "enero ene|febrero feb|marzo|abril abr|mayo|junio jun|julio jul|agosto ago|septiembre setiembre sept|octubre oct|" +
			"noviembre nov|diciembre dic",
		weekdays: "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
		units:    "día días|semana semanas|mes meses|año años|fin|hora horas|trimestre",
		parts:    "principios comienzos inicios|mediados|finales fines", seasons: "primavera|verano|otoño|invierno",
		last: "pasado pasada pasados pasadas último última", this: "este esta", next: "próximo próxima",
		yesterday: "ayer", today: "hoy", tomorrow: "mañana", ago: "hace", later: "después", earlier: "antes",
		counts: "un una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez",
	},
	"it": {
		months:   "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
		weekdays: "lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica",
		units:    "giorno giorni|settimana settimane|mese mesi|anno anni|weekend|ora ore|trimestre",
		parts:    "inizio inizi|metà|fine", seasons: "primavera|estate|autunno|inverno", last: "scorso scorsa scorsi", this: "questo questa",
		next:      "prossimo prossima",
		yesterday: "ieri", today: "oggi", tomorrow: "domani", ago: "fa", later: "dopo", earlier: "prima",
		counts: "un una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci",
	},
	"pt": {
		months:   "janeiro jan|fevereiro fev|março|abril abr|maio|junho jun|julho jul|agosto|setembro|outubro|novembro nov|dezembro dez",
		weekdays: "segunda|terça|quarta|quinta|sexta|sábado|domingo",
		units:    "dia dias|semana semanas|mês meses|ano anos|fim|hora horas|trimestre",
		parts:    "início começo|meados|final fim", seasons: "primavera|verão|outono|inverno", last: "passado passada último última",
		this: "este esta neste nesta", next: "próximo próxima",
		yesterday: "ontem", today: "hoje", tomorrow: "amanhã", ago: "há", later: "depois", earlier: "antes",
		counts: "um uma|dois duas|três|quatro|cinco|seis|sete|oito|nove|dez",
	},
	"pl": {
		months: "styczeń stycznia styczniu|luty lutego lutym|marzec marca marcu|kwiecień kwietnia kwietniu|maj maja maju|" +
			"czerwiec czerwca czerwcu|lipiec lipca lipcu|sierpień sierpnia sierpniu|wrzesień września wrześniu|" +
			"październik października październiku|listopad listopada listopadzie|grudzień grudnia grudniu",
		weekdays: "poniedziałek poniedziałku|wtorek wtorku|środa środę środy|czwartek czwartku|piątek piątku|sobota sobotę soboty|" +
			"niedziela niedzielę niedzieli", units: "dzień dni dnia|tydzień tygodnia tygodniu tygodnie tygodni|" +
			"miesiąc miesiąca miesiącu miesięcy|rok roku lat lata|weekend weekendu|godzin|kwartał",
		parts: "początku|połowie|końcu koniec", seasons: "wiosną wiosna|latem|jesienią jesień|zimą zima",
		last: "zeszły zeszłym zeszłego ubiegły ubiegłym ubiegłego ostatni ostatnim miniony", this: "tym tego ten",
		next:      "przyszłym przyszły następny",
		yesterday: "wczoraj", today: "dziś dzisiaj", tomorrow: "jutro", ago: "temu", later: "później", earlier: "wcześniej",
		year: "r roku rok", counts: "jeden|dwa dwie|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć",
	},
	"nl": {
		months: "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sept|oktober okt|" +
			"november nov|december dec",
		weekdays: "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
		units:    "dag dagen|week weken|maand maanden|jaar jaren|weekend|uur|kwartaal",
		parts:    "begin|midden half|eind einde", seasons: "lente voorjaar|zomer|herfst najaar|winter", last: "vorige vorig afgelopen",
		this: "deze dit", next: "volgende volgend komende",
		yesterday: "gisteren", today: "vandaag", tomorrow: "morgen", ago: "geleden", later: "later", earlier: "eerder",
		counts: "een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien",
	},
	"tr": {
		months:   "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
		weekdays: "pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar", units: "gün|hafta|ay|yıl sene|haftasonu|saat|çeyrek",
		parts: "başında|ortasında|sonunda", last: "geçen geçtiğimiz", this: "bu", next: "gelecek önümüzdeki", yesterday: "dün",
		today: "bugün", tomorrow: "yarın", ago: "önce", later: "sonra", year: "yılında yılı",
	},
	"cs": {
		months: "ledna leden lednu|února únor únoru|března březen březnu|dubna duben dubnu|května květen květnu|" +
			"června červen červnu|července červenec červenci|srpna srpen srpnu|září|října říjen říjnu|listopadu listopad|" +
			"prosince prosinec prosinci", weekdays: "pondělí|úterý|středa středu|čtvrtek|pátek|sobota sobotu|neděle neděli",
		yesterday: "včera", today: "dnes",
	},
	"sk": {
		months: "január januára januári|február februára februári|marec marca marci|apríl apríla apríli|máj mája máji|jún júna júni|" +
			"júl júla júli|august augusta auguste|september septembra septembri|október októbra októbri|november novembra novembri|" +
			"december decembra decembri", weekdays: "pondelok|utorok|streda stredu|štvrtok|piatok|sobota sobotu|nedeľa nedeľu",
		yesterday: "včera", today: "dnes",
	},
	"hi": {
		months:   "जनवरी|फरवरी फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर नवम्बर|दिसंबर दिसम्बर",
		weekdays: "सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार",
	},
	"ar": {
		months: "يناير|فبراير شباط|مارس آذار|أبريل إبريل نيسان ابريل|مايو أيار ماي|يونيو حزيران|يوليو تموز|أغسطس آب اغسطس|سبتمبر أيلول|" +
			"أكتوبر اكتوبر|نوفمبر|ديسمبر",
		weekdays: "الاثنين الإثنين|الثلاثاء|الأربعاء الاربعاء|الخميس|الجمعة|السبت|الأحد الاحد",
		units:    "اليوم يوم أيام|الأسبوع أسبوع أسابيع|الشهر شهر أشهر|العام عام السنة سنة أعوام سنوات",
		parts:    "أوائل مطلع بداية|منتصف|أواخر نهاية", last: "الماضي الماضية المنصرم المنصرمة الفائت",
		this: "الجاري الحالي الحالية الجارية", next: "المقبل المقبلة القادم القادمة", yesterday: "أمس", tomorrow: "غدا غدًا", ago: "قبل",
	},
	"fa": {
		months:   "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه جولای|اوت آگوست|سپتامبر|اکتبر|نوامبر|دسامبر",
		weekdays: "دوشنبه|سه\u200cشنبه|چهارشنبه|پنجشنبه پنج\u200cشنبه|جمعه|شنبه|یکشنبه", units: "روز|هفته|ماه|سال", last: "گذشته",
		this: "جاری", next: "آینده", yesterday: "دیروز", today: "امروز", tomorrow: "فردا", ago: "پیش",
	},
}

// eastern languages are read by character patterns.
var eastern = map[string]bool{"ko": true, "ja": true, "zh": true}

var lexicons = func() map[string]*lexicon {
	m := map[string]*lexicon{}
	for lang, v := range vocabularies {
		m[lang] = v.lexicon(lang == "en")
	}
	return m
}()

func lexiconOf(lang string) *lexicon {
	if l := lexicons[lang]; l != nil {
		return l
	}
	return lexicons["en"]
}

// everyLexicon joins the months, weekdays and year words of all languages, for
// lines whose language is not known; a word of two languages keeps the first.
var everyLexicon = func() *lexicon {
	all := &lexicon{words: map[string]sense{}}
	for _, lang := range []string{"en", "ru", "uk", "de", "fr", "es", "it", "pt", "pl", "nl", "tr", "cs", "sk", "hi", "ar", "fa"} {
		for w, s := range lexicons[lang].words {
			if _, taken := all.words[w]; !taken && (s.class == month || s.class == weekday || s.class == ofYear) {
				all.words[w] = s
			}
		}
	}
	return all
}()

func (v vocabulary) lexicon(proper bool) *lexicon {
	l := &lexicon{words: map[string]sense{}, proper: proper}
	row := func(c class, s string) {
		for i, same := range strings.Split(s, "|") {
			for _, w := range strings.Fields(same) {
				if _, taken := l.words[w]; !taken {
					l.words[w] = sense{c, i + 1}
				}
			}
		}
	}
	one := func(c class, n int, s string) {
		for _, w := range strings.Fields(s) {
			if _, taken := l.words[w]; !taken {
				l.words[w] = sense{c, n}
			}
		}
	}
	row(month, v.months)
	row(weekday, v.weekdays)
	one(ofYear, 1, v.year)
	row(unit, v.units)
	row(part, v.parts)
	row(season, v.seasons)
	one(rel, -1, v.last)
	one(rel, 0, v.this)
	one(rel, 1, v.next)
	one(named, -1, v.yesterday)
	one(named, 0, v.today)
	one(named, 1, v.tomorrow)
	one(recent, 1, v.recent)
	one(ago, 1, v.ago)
	one(earlier, 1, v.earlier)
	one(later, 1, v.later)
	row(count, v.counts)
	return l
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split(s, "|") {
		m[w] = true
	}
	return m
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

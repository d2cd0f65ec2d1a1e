package when

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"cordon"
)

// TestFind pins one rule a row. The sentences are invented.
func TestFind(t *testing.T) {
	for _, tt := range findCases {
		t.Run(tt.lang+" "+tt.text, func(t *testing.T) {
			var ref cordon.Date
			if tt.ref != "" {
				ref = cordon.MustDate(tt.ref)
			}
			got := ""
			for _, f := range Find(tt.text, ref, tt.lang) {
				if got != "" {
					got += " "
				}
				got += show(f.When)
				if tt.text[f.Span.From:f.Span.To] != f.Text {
					t.Errorf("span of %q is %q", f.Text, tt.text[f.Span.From:f.Span.To])
				}
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func show(p cordon.Period) string {
	if p.From == p.To {
		return p.From.String()
	}
	return p.From.String() + ".." + p.To.String()
}

var findCases = []struct{ ref, lang, text, want string }{
	// 2023-08-08 is a Tuesday.
	{"2023-08-08", "en", "The minister said Monday that talks went on.", "2023-08-07"},
	{"2023-08-08", "en", "On Tuesday the ship left.", "2023-08-08"},
	{"2023-08-08", "en", "It left on Wednesday.", "2023-08-02"},
	{"2023-08-08", "en", "The envoy came late last month.", "2023-07-21..2023-07-31"},
	{"2023-08-08", "en", "He toured plants last week.", "2023-07-31..2023-08-06"},
	{"2023-08-08", "en", "He arrived on Tuesday last week.", "2023-08-01"},
	{"2023-08-08", "en", "It was fired on Sept. 4, the army said.", "2022-09-04"},
	{"2023-09-12", "en", "It was fired on Sept. 4, the army said.", "2023-09-04"},
	{"2023-09-12", "en", "The forum is slated to wrap up on Sept. 13.", "2023-09-13"},
	{"2023-10-14", "en", "Cargo moved between Sept. 7 and Oct. 1, officials said.", "2023-09-07..2023-10-01"},
	{"2023-10-14", "en", "It was loaded on Sept. 7-8 in the port.", "2023-09-07..2023-09-08"},
	{"2023-10-14", "en", "Arms moved in recent weeks.", "2023-09-09..2023-10-14"},
	{"2024-05-17", "en", "The denial came a day after the state listed two firms.", "2024-05-16"},
	{"2023-10-14", "en", "The disclosure comes a month after the leader travelled.", "2023-09-01..2023-09-30"},
	{"2024-05-17", "en", "It spoke two days before the talks began.", "2024-05-19"},
	{"2024-05-17", "en", "The ship left on May 3 and came back two days after.", "2024-05-03 2024-05-05"},
	{"2023-08-16", "en", "In June, the leader made a promise.", "2023-06-01..2023-06-30"},
	{"2023-08-16", "en", "It broke ties last year.", "2022-01-01..2022-12-31"},
	{"2023-08-16", "en", "Sanctions have stood since 2006.", "2006-01-01.."},
	{"2024-04-29", "en", "They went there earlier this month.", "2024-04-01..2024-04-29"},
	{"2024-01-12", "en", "The two met last September.", "2023-09-01..2023-09-30"},
	{"2024-01-12", "en", "Missiles flew on December 30 and January 2.", "2023-12-30 2024-01-02"},
	{"2023-03-31", "en", "Deals were planned between late 2022 and early 2023.", "2022-10-01..2023-03-31"},
	{"2024-10-29", "en", "Troops are expected by December.", "..2024-12-31"},
	{"2024-09-17", "en", "He spoke on the 16th (local time) of peace.", "2024-09-16"},
	{"2024-09-17", "en", "He spoke at the 70th anniversary and left on the 13th.", "2024-09-13"},
	{"2024-05-31", "en", "The March veto ended the panel.", "2024-03-01..2024-03-31"},
	{"2024-05-31", "en", "Nations may march in May if they must.", "2024-05-01..2024-05-31"},
	{"2023-08-16", "en", "They met on Friday and Saturday.", "2023-08-11..2023-08-12"},
	{"2023-08-16", "en", "On Aug. 10 it sailed; two days earlier it was seen.", "2023-08-10 2023-08-08"},
	{"2023-08-16", "en", "It docked three weeks ago.", "2023-07-26"},
	{"2023-08-16", "en", "Seen on Friday, Aug. 11, in port.", "2023-08-11"},
	{"2023-08-16", "en", "The report came yesterday and not today.", "2023-08-15 2023-08-16"},
	{"2023-08-16", "en", "Next month the council votes.", "2023-09-01..2023-09-30"},
	{"2023-08-16", "en", "It fell over the weekend.", "2023-08-12..2023-08-13"},
	{"2023-08-16", "en", "In the spring of 2023 it began.", "2023-03-01..2023-05-31"},
	{"2025-09-14", "en", "It was fined on December 17 of the previous year.", "2024-12-17"},
	{"", "en", "On May 25, 2025 they met; on Monday they left.", "2025-05-25"},
	{"", "en", "Wednesday, 16 August 2023, 09:27", "2023-08-16"},
	{"", "en", "08:44 GMT 11.04.2024", "2024-04-11"},
	{"", "en", "Published: 14 Sep. 2025, 16:29", "2025-09-14"},
	{"", "en", "at 2024-10-29 16:33:47 and 2023/08/17", "2024-10-29 2023-08-17"},
	{"", "en", "on January 11, 2024 and in November 2023", "2024-01-11 2023-11-01..2023-11-30"},
	{"", "en", "13/05/2024 but 03/04/2024", "2024-05-13"},
	{"2024-01", "en", "On January 9 they met; on Thursday they left.", "2024-01-09"},
	{"2023-10-20", "ru", "Заявление прозвучало в прошлую пятницу, 13 октября.", "2023-10-13"},
	{"2023-10-20", "ru", "16 августа 2023 года он прибыл, а в прошлом месяце уехал.", "2023-08-16 2023-09-01..2023-09-30"},
	{"2023-10-20", "ru", "Встреча прошла в конце июля.", "2023-07-21..2023-07-31"},
	{"2023-10-20", "uk", "Це сталося минулої п'ятниці, 13 жовтня, у порту.", "2023-10-13"},
	{"2023-10-20", "uk", "16 серпня 2023 року судно вийшло, минулого тижня прибуло.", "2023-08-16 2023-10-09..2023-10-15"},
	{"2023-10-20", "de", "Am 8. August 2023 lief das Schiff aus, letzte Woche kam es an.", "2023-08-08 2023-10-09..2023-10-15"},
	{
		"2023-10-20", "de", "Ende Juli und am vergangenen Freitag wurde beraten, vor zwei Wochen auch.",
		"2023-07-21..2023-07-31 2023-10-13 2023-10-06",
	},
	{"2023-10-20", "fr", "Le 8 août 2023, puis vendredi dernier et la semaine dernière.", "2023-08-08 2023-10-13 2023-10-09..2023-10-15"},
	{"2023-10-20", "es", "El 8 de agosto de 2023 y la semana pasada.", "2023-08-08 2023-10-09..2023-10-15"},
	{"2024-10-20", "it", "Il gruppo nato il 16 ottobre si riunì la settimana scorsa.", "2024-10-16 2024-10-07..2024-10-13"},
	{"2023-08-09", "ko", "정부는 지난 8일 발표했다. 2023년 7월 27일 행사 뒤 3일간 머물렀다.", "2023-08-08 2023-07-27"},
	{"2023-08-09", "ko", "내달 1일 회의가 열리고 지난달 27일 행사가 있었다.", "2023-09-01 2023-07-27"},
	{"2023-08-09", "ko", "월요일에 말했고 지난주 떠났다.", "2023-08-07 2023-07-31..2023-08-06"},
	{"2023-08-09", "ja", "２０２３年８月８日と24日、昨年12月に行われた。", "2023-08-08 2023-07-24 2022-12-01..2022-12-31"},
	{"2023-08-09", "zh", "2023年8月8日，外交部周一表示，上月27日举行。", "2023-08-08 2023-08-07 2023-07-27"},
	{"2023-08-09", "ar", "في ٨ أغسطس ٢٠٢٣ ويوم الاثنين والأسبوع الماضي", "2023-08-08 2023-08-07 2023-07-31..2023-08-06"},
	{"2023-08-09", "fa", "روز سه\u200cشنبه ۸ اوت ۲۰۲۳ و دوشنبه", "2023-08-08 2023-08-07"},
}

// sound: spans lie within the text, in order, at runes; periods are in order.
func sound(t *testing.T, text string, found []Found) {
	t.Helper()
	at := 0
	for _, f := range found {
		if f.Span.From < at || f.Span.To <= f.Span.From || f.Span.To > len(text) || text[f.Span.From:f.Span.To] != f.Text {
			t.Fatalf("%+v in %q", f, text)
		}
		if utf8.ValidString(text) && !utf8.ValidString(f.Text) {
			t.Fatalf("%+v cuts a rune", f)
		}
		if !valid(f.When) || f.Rule == "" {
			t.Fatalf("%+v", f)
		}
		at = f.Span.To
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range findCases {
		f.Add(c.text, c.lang, 2023, 8, 8)
	}
	f.Add("2023-02-30 and 31/02/2023 and Feb. 30", "en", 2024, 2, 29)
	f.Add("99999 years ago, 31st of last month", "en", 1, 1, 1)
	f.Fuzz(func(t *testing.T, text, lang string, y, m, d int) {
		ref := cordon.Date{Year: y, Month: time.Month(m), Day: d}
		if y < 200 || y > 9000 || !ref.Valid() {
			ref = cordon.Date{}
		}
		sound(t, text, Find(text, ref, lang))
		sound(t, text, Find(text, cordon.Date{Year: ref.Year}, lang))
		all := Absolute(text)
		sound(t, text, all)
		for _, f := range all {
			if f.When.From.Day == 0 || f.When.From != f.When.To {
				t.Fatalf("%+v is no day", f)
			}
		}
	})
}

// TestWeekdays holds the rule for bare weekdays against its definition, for
// every weekday and every reference day of two years.
func TestWeekdays(t *testing.T) {
	for ref := cordon.MustDate("2023-01-01"); ref.Year < 2025; ref = ref.AddDays(1) {
		for _, w := range []time.Weekday{0, 1, 2, 3, 4, 5, 6} {
			want := ref.First()
			for want.Weekday() != w {
				want = want.AddDate(0, 0, -1)
			}
			got := Find("He said so on "+w.String()+".", ref, "en")
			if len(got) != 1 || got[0].When.From != cordon.DateOf(want) || got[0].When.To != cordon.DateOf(want) {
				t.Fatalf("%s seen from %s is %v", w, ref, got)
			}
		}
	}
}

// TestNoReference: without a reference nothing relative is resolved.
func TestNoReference(t *testing.T) {
	for _, c := range findCases {
		for _, f := range Find(c.text, cordon.Date{}, c.lang) {
			switch f.Rule {
			case "absolute", "month", "year", "part", "season", "half", "quarter", "since", "until", "range":
			default:
				t.Errorf("%q is resolved by %s", f.Text, f.Rule)
			}
		}
	}
}

func TestAbsolute(t *testing.T) {
	for text, want := range map[string]string{
		"Вер 12, 2023":                           "2023-09-12",
		"2023년 8월 8일 (화)":                        "2023-08-08",
		"2024. 05. 17. 11:22":                    "2024-05-17",
		"24. Juni 2024, 17:05 Uhr":               "2024-06-24",
		"8 sierpnia 2023 r.":                     "2023-08-08",
		"8 Ağustos 2023":                         "2023-08-08",
		"1er août 2023":                          "2023-08-01",
		"8 de agosto de 2023":                    "2023-08-08",
		"٨ أغسطس ٢٠٢٣":                           "2023-08-08",
		"Written: 2024-10-20 11:24:34Updated: x": "2024-10-20",
		"EditorsWednesday, 16 August 2023":       "2023-08-16",
		"शुक्रवार, 14 अप्रैल 2023":               "2023-04-14",
		"31-05-2024 18:30 IST | 05-06-2024":      "2024-05-312024-06-05",
		"Fri, 31 May 2024 12:03:23 +0000":        "2024-05-31",
		"Jun 1st 2024, or June 01, 2024 08:15":   "2024-06-012024-06-01",
		"16 marca 2024 a 3. září 2024":           "2024-03-162024-09-03",
		"May 2023, Monday, 2023":                 "",
		"resolution 2270 (2016), 2024/25":        "",
	} {
		got := ""
		for _, f := range Absolute(text) {
			got += f.When.From.String()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The minister said Monday that talks held on Sept. 4 and last week went on between Oct. 1 and Nov. 2, 2023. ", 100)
	ref := cordon.MustDate("2023-11-08")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text, ref, "en")
	}
}

package when

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cordon"
)

// An eastRule is a pattern of characters with the groups y, m, d, w and rel.
type eastRule struct {
	name string
	re   *regexp.Regexp
}

// relatives of Korean, Japanese and Chinese: unit and distance.
var eastRel = map[string]sense{
	"지난해": {unit, -1}, "작년": {unit, -1}, "올해": {unit, 0}, "금년": {unit, 0}, "내년": {unit, 1},
	"昨年": {unit, -1}, "去年": {unit, -1}, "今年": {unit, 0}, "来年": {unit, 1}, "明年": {unit, 1},
}

var eastMonth = map[string]int{
	"지난달": -1, "지난 달": -1, "이달": 0, "이번 달": 0, "내달": 1, "다음 달": 1, "다음달": 1,
	"先月": -1, "今月": 0, "来月": 1, "上月": -1, "上个月": -1, "本月": 0, "这个月": 0, "下月": 1, "下个月": 1,
}

var eastDay = map[string]int{
	"그제": -2, "어제": -1, "오늘": 0, "내일": 1, "昨日": -1, "昨天": -1, "今日": 0, "今天": 0, "明日": 1, "明天": 1, "本日": 0,
}

var eastWeek = map[string]int{
	"지난주": -1, "지난 주": -1, "이번 주": 0, "이번주": 0, "다음 주": 1, "다음주": 1, "先週": -1, "今週": 0, "来週": 1, "上周": -1,
	"上週": -1, "本周": 0, "这周": 0, "下周": 1,
}

const eastWeekdays = "월화수목금토일月火水木金土日一二三四五六日"

// eastRules are tried in order; a match takes its characters from later rules.
var eastRules = []eastRule{
	{"absolute", regexp.MustCompile(`(?P<y>(?:19|20)\d\d)\s?[년年]\s?(?P<m>\d{1,2})\s?[월月]\s?(?P<d>\d{1,2})\s?[일日号號]`)},
	{"absolute", regexp.MustCompile(`(?P<y>(?:19|20)\d\d)(?:[-/.]|\. )(?P<m>\d{1,2})(?:[-/.]|\. )(?P<d>\d{1,2})`)},
	{"yearless", regexp.MustCompile(`(?P<rel>지난해|작년|올해|금년|내년|昨年|去年|今年|来年|明年)\s?(?P<m>\d{1,2})\s?[월月]\s?(?P<d>\d{1,2})\s?[일日号號]`)},
	{"part", regexp.MustCompile(`(?:(?P<y>(?:19|20)\d\d)\s?[년年]\s?)?(?P<m>\d{1,2})\s?[월月]\s?(?P<part>초순|초|중순|하순|말|上旬|中旬|下旬|初|末|底)`)},
	{"month", regexp.MustCompile(`(?P<y>(?:19|20)\d\d)\s?[년年]\s?(?P<m>\d{1,2})\s?(?:월|月(?:份)?)`)},
	{"last-month", regexp.MustCompile(`(?P<rel>지난해|작년|올해|금년|내년|昨年|去年|今年|来年|明年)\s?(?P<m>\d{1,2})\s?(?:월|月(?:份)?)`)},
	{"yearless", regexp.MustCompile(`(?P<m>\d{1,2})\s?[월月]\s?(?P<d>\d{1,2})\s?[일日号號]`)},
	{"day-of-month", regexp.MustCompile(`(?P<rm>지난달|지난 달|이달|이번 달|내달|다음 ?달|先月|今月|来月|上月|上个月|本月|下月|下个月)\s?(?P<d>\d{1,2})\s?[일日号號]`)},
	{"part-of-last-unit", regexp.MustCompile(`(?P<rm>지난달|지난 달|이달|이번 달|내달|다음 ?달|先月|今月|来月|上月|本月|下月)\s?(?P<part>초|중순|하순|말|上旬|中旬|下旬|初|末|底)`)},
	{"last-unit", regexp.MustCompile(`(?P<rm>지난달|지난 달|이달|이번 달|내달|다음 ?달|先月|今月|来月|上月|上个月|本月|这个月|下月|下个月)`)},
	{"weekday-of-week", regexp.MustCompile(`(?P<rw>지난 ?주|이번 ?주|다음 ?주|先週|今週|来週|上周|上週|本周|` +
		`下周)\s?(?:の)?(?:(?P<w>[월화수목금토일月火水木金土日一二三四五六])(?:요일|曜日|曜)?)`)},
	{"last-unit", regexp.MustCompile(`(?P<rw>지난 ?주|이번 ?주|다음 ?주|先週|今週|来週|上周|上週|本周|这周|下周)`)},
	{"weekday", regexp.MustCompile(`(?P<w>[월화수목금토일])요일|(?P<w2>[月火水木金土日])曜|(?:周|週|星期|礼拜)(?P<w3>[一二三四五六日])`)},
	{"year", regexp.MustCompile(`(?P<y>(?:19|20)\d\d)\s?[년年]`)},
	{"last-unit", regexp.MustCompile(`(?P<rel>지난해|작년|올해|금년|내년|昨年|去年|今年|来年|明年)`)},
	{"named", regexp.MustCompile(`(?P<rd>그제|어제|오늘|내일|昨日|昨天|今日|今天|明日|明天)`)},
	{"month", regexp.MustCompile(`(?P<m>\d{1,2})\s?(?:월|月(?:份)?)`)},
	{"day-of-month", regexp.MustCompile(`(?:(?P<past>지난|去る)\s?|(?P<coming>오는|来る)\s?)?(?P<d>\d{1,2})\s?(?:일|日)`)},
}

// notDay are the characters behind "일" or "日" that make it a length of time or
// an ordinal: 3일간, 100일째, 10日間.
const notDay = "간째만동부이후전내정間目内后後前本程"

// findEast reads Korean, Japanese and Chinese.
func findEast(text string, ref cordon.Date) []Found {
	if !strings.ContainsAny(text, "0123456789０１２３４５６７８９월月일日주週周년年昨今明어오내작올금그지") {
		return nil
	}
	flat, spans := narrowed(text)
	c := &state{text: flat, ref: ref}
	var out []Found
	taken := make([]bool, len(flat)+1)
	for _, r := range eastRules {
		for _, m := range r.re.FindAllStringSubmatchIndex(flat, -1) {
			if taken[m[0]] || taken[m[1]-1] || digitBefore(flat, m[0]) {
				continue
			}
			g := groups(r.re, flat, m)
			g.after = flat[m[1]:]
			p, ok := g.period(c)
			if !ok || !valid(p) {
				continue
			}
			for i := m[0]; i < m[1]; i++ {
				taken[i] = true
			}
			span := cordon.Span{From: spans(m[0]), To: spans(m[1])}
			out = append(out, Found{Span: span, Text: text[span.From:span.To], When: p, Rule: r.name})
		}
	}
	slices.SortFunc(out, func(a, b Found) int { return a.Span.From - b.Span.From })
	return out
}

func digitBefore(s string, i int) bool {
	return i > 0 && s[i] >= '0' && s[i] <= '9' && (s[i-1] >= '0' && s[i-1] <= '9' || s[i-1] == '.' || s[i-1] == ',')
}

// narrowed replaces full-width digits by ASCII and gives the way back from its
// offsets to the text's.
func narrowed(text string) (string, func(int) int) {
	if !strings.ContainsAny(text, "０１２３４５６７８９") {
		return text, func(i int) int { return i }
	}
	var b strings.Builder
	var shifts []int // offsets in the narrowed text behind each replaced digit
	for _, r := range text {
		if r >= '０' && r <= '９' {
			b.WriteByte(byte('0' + r - '０'))
			shifts = append(shifts, b.Len())
			continue
		}
		b.WriteRune(r)
	}
	width := utf8.RuneLen('０') - 1
	return b.String(), func(i int) int {
		n, _ := slices.BinarySearch(shifts, i+1)
		return i + n*width
	}
}

// eastGroups are the named groups of a match.
type eastGroups struct {
	v     map[string]string
	after string
}

func groups(re *regexp.Regexp, s string, m []int) eastGroups {
	g := eastGroups{v: map[string]string{}}
	for i, name := range re.SubexpNames() {
		if name != "" && m[2*i] >= 0 {
			g.v[name] = s[m[2*i]:m[2*i+1]]
		}
	}
	return g
}

func (g eastGroups) period(c *state) (cordon.Period, bool) {
	y, m, d := atoi(g.v["y"]), time.Month(atoi(g.v["m"])), atoi(g.v["d"])
	if m > 12 || d > 31 || g.v["m"] != "" && m == 0 {
		return cordon.Period{}, false
	}
	if r, ok := eastRel[g.v["rel"]]; ok {
		if c.ref.IsZero() {
			return cordon.Period{}, false
		}
		y = c.ref.Year + r.n
	}
	switch weekday := g.v["w"] + g.v["w2"] + g.v["w3"]; {
	case g.v["rm"] != "":
		return g.month(c, d)
	case g.v["rw"] != "":
		return g.week(c)
	case g.v["rd"] != "":
		return unitPeriod(c.ref, days, eastDay[g.v["rd"]])
	case weekday != "":
		if c.ref.Day == 0 {
			return cordon.Period{}, false
		}
		return single(latestWeekday(c.ref, eastWeekday(weekday))), true
	}
	return g.dated(c, y, m, d)
}

// dated is the period of a year, a month and a day, each 0 when not written.
func (g eastGroups) dated(c *state, y int, m time.Month, d int) (cordon.Period, bool) {
	switch {
	case m == 0 && d == 0:
		return yearPeriod(y), y > 0
	case m == 0:
		return g.bareDay(c, d)
	}
	if y == 0 {
		var ok bool
		if y, ok = c.yearOf(binding{}, m, d); !ok {
			return cordon.Period{}, false
		}
	}
	switch {
	case g.v["part"] != "":
		return third(y, m, eastPart(g.v["part"])), true
	case d == 0:
		return monthPeriod(y, m), true
	}
	return on(y, m, d), true
}

func eastWeekday(w string) int {
	return len([]rune(eastWeekdays[:strings.Index(eastWeekdays, w)]))%7 + 1
}

func eastPart(s string) int {
	switch s {
	case "초", "초순", "上旬", "初":
		return 1
	case "중순", "中旬":
		return 2
	}
	return 3
}

func (g eastGroups) month(c *state, d int) (cordon.Period, bool) {
	p, ok := unitPeriod(c.ref, months, eastMonth[strings.ReplaceAll(g.v["rm"], "다음달", "다음 달")])
	switch {
	case !ok:
		return p, false
	case g.v["part"] != "":
		return third(p.From.Year, p.From.Month, eastPart(g.v["part"])), true
	case d > 0:
		return on(p.From.Year, p.From.Month, d), true
	}
	return p, true
}

func (g eastGroups) week(c *state) (cordon.Period, bool) {
	p, ok := unitPeriod(c.ref, weeks, eastWeek[g.v["rw"]])
	if ok && g.v["w"] != "" {
		return single(p.From.AddDays(eastWeekday(g.v["w"]) - 1)), true
	}
	return p, ok
}

// bareDay: "8일" is the latest 8th not after the reference, "오는 8일" the next.
func (g eastGroups) bareDay(c *state, d int) (cordon.Period, bool) {
	next, _ := utf8.DecodeRuneInString(g.after)
	if c.ref.Day == 0 || d == 0 || strings.ContainsRune(notDay, next) && g.after != "" {
		return cordon.Period{}, false
	}
	if g.v["coming"] != "" {
		for ahead := range 12 {
			first := cordon.Date{Year: c.ref.Year, Month: c.ref.Month}.First().AddDate(0, ahead, 0)
			x := cordon.Date{Year: first.Year(), Month: first.Month(), Day: d}
			if x.Valid() && !x.Before(c.ref) {
				return single(x), true
			}
		}
	}
	return latestDay(c.ref, d)
}

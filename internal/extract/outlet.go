package extract

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cordon"
)

// An outlet publishes texts. The table carries the names, hosts and kinds of the
// project's gazetteer (section 5) and of outlets whose own pages name them.
type outlet struct {
	name   string
	names  []string // as texts write it, lower case without punctuation
	hosts  []string
	agency bool // texts of others credit it
}

var outlets = []outlet{
	{
		"Yonhap",
		[]string{"yonhap", "yonhap news agency", "yonhap news", "연합뉴스", "聯合ニュース", "韩联社", "韓聯社", "рёнхап", "йонхап", "ренхап"},
		[]string{"yna.co.kr", "yonhapnews.co.kr", "yonhapnewstv.co.kr"},
		true,
	},
	{"Reuters", []string{"reuters", "рейтер", "ройтерс", "로이터", "ロイター", "路透社", "رويترز"}, []string{"reuters.com"}, true},
	{"AP", []string{"ap", "associated press", "the associated press", "ассошиэйтед пресс"}, []string{"apnews.com"}, true},
	{"AFP", []string{"afp", "agence france presse", "afp 通信"}, []string{"afp.com"}, true},
	{"TASS", []string{"tass", "тасс", "타스", "タス通信", "塔斯社"}, []string{"tass.com", "tass.ru"}, true},
	{"RIA Novosti", []string{"ria novosti", "ria", "риа новости", "ріа новини"}, []string{"ria.ru"}, true},
	{"Sputnik", []string{"sputnik", "спутник"}, []string{"sputniknews.com", "sputnikglobe.com"}, true},
	{"Interfax", []string{"interfax", "интерфакс"}, []string{"interfax.ru", "interfax.com"}, true},
	{"Interfax-Ukraine", []string{"interfax ukraine", "интерфакс украина", "інтерфакс україна"}, []string{"interfax.com.ua"}, true},
	{"Ukrinform", []string{"ukrinform", "укринформ", "укрінформ"}, []string{"ukrinform.net", "ukrinform.ua"}, true},
	{"KCNA", []string{"kcna", "korean central news agency", "цтак", "조선중앙통신", "朝鮮中央通信", "朝中社"}, []string{"kcna.kp", "kcna.co.jp"}, true},
	{"Rodong Sinmun", []string{"rodong sinmun", "로동신문"}, []string{"rodong.rep.kp"}, false},
	{"Xinhua", []string{"xinhua", "xinhua news agency", "синьхуа", "新华社", "新華社"}, []string{"xinhuanet.com", "news.cn"}, true},
	{"Kyodo", []string{"kyodo", "kyodo news", "киодо", "共同通信", "共同"}, []string{"kyodonews.net", "nordot.app"}, true},
	{"Jiji", []string{"jiji", "jiji press", "時事通信"}, []string{"jiji.com"}, true},
	{"ANI", []string{"ani"}, []string{"aninews.in"}, true},
	{"PTI", []string{"pti", "press trust of india"}, []string{"ptinews.com"}, true},
	{"dpa", []string{"dpa", "dpa afx"}, []string{"dpa.com"}, true},
	{"ANSA", []string{"ansa"}, []string{"ansa.it"}, true},
	{"EFE", []string{"efe"}, []string{"efe.com"}, true},
	{"Anadolu", []string{"anadolu", "anadolu agency", "aa", "anadolu ajansı"}, []string{"aa.com.tr"}, true},
	{"UPI", []string{"upi"}, []string{"upi.com"}, true},
	{
		"VOA",
		[]string{"voa", "voice of america", "голос америки", "미국의 소리", "صوت أمريكا", "إذاعة صوت أمريكا"},
		[]string{"voanews.com", "voakorea.com"},
		true,
	},
	{
		"RFE/RL",
		[]string{"rfe rl", "radio free europe", "radio liberty", "радио свобода", "радіо свобода"},
		[]string{"rferl.org", "svoboda.org", "radiosvoboda.org"},
		true,
	},
	{"RFA", []string{"rfa", "radio free asia", "자유아시아방송"}, []string{"rfa.org"}, true},
	{"Bloomberg", []string{"bloomberg", "блумберг"}, []string{"bloomberg.com"}, true},
	{"Al Jazeera", []string{"al jazeera", "aljazeera", "الجزيرة"}, []string{"aljazeera.com", "aljazeera.net"}, true},
	{"BBC", []string{"bbc", "bbc news", "би би си"}, []string{"bbc.com", "bbc.co.uk"}, true},
	{"CNN", []string{"cnn"}, []string{"cnn.com"}, true},
	{"Fox News", []string{"fox news"}, []string{"foxnews.com"}, true},
	{"European Pravda", []string{"european pravda", "європейська правда", "европейская правда"}, []string{"eurointegration.com.ua"}, true},
	{"Ukrainska Pravda", []string{"ukrainska pravda", "українська правда", "украинская правда"}, []string{"pravda.com.ua"}, true},
	{"The Kyiv Independent", []string{"the kyiv independent", "kyiv independent"}, []string{"kyivindependent.com"}, false},
	{"Censor.NET", []string{"censor net", "цензор нет"}, []string{"censor.net"}, false},
	{"UNIAN", []string{"unian", "унiан", "уніан", "униан"}, []string{"unian.net", "unian.ua", "unian.info"}, true},
	{"The Korea Herald", []string{"the korea herald", "korea herald"}, []string{"koreaherald.com"}, false},
	{"The Korea Times", []string{"the korea times", "korea times"}, []string{"koreatimes.co.kr"}, false},
	{"Korea JoongAng Daily", []string{"korea joongang daily"}, []string{"koreajoongangdaily.joins.com"}, false},
	{"KBS World", []string{"kbs world", "kbs"}, []string{"world.kbs.co.kr", "kbs.co.kr"}, false},
	{"MBC", []string{"mbc"}, []string{"imnews.imbc.com", "imbc.com"}, false},
	{"The Hankyoreh", []string{"the hankyoreh", "hankyoreh", "한겨레"}, []string{"hani.co.kr"}, false},
	{"Dong-A Ilbo", []string{"dong a ilbo", "the dong a ilbo", "동아일보"}, []string{"donga.com"}, false},
	{"Chosun Ilbo", []string{"chosun ilbo", "the chosun ilbo", "조선일보"}, []string{"chosun.com"}, false},
	{"NK News", []string{"nk news", "nk pro"}, []string{"nknews.org"}, true},
	{"38 North", []string{"38 north"}, []string{"38north.org"}, false},
	{"The Epoch Times", []string{"the epoch times", "epoch times"}, []string{"theepochtimes.com"}, false},
	{"The Guardian", []string{"the guardian"}, []string{"theguardian.com"}, false},
	{"The New York Times", []string{"the new york times", "new york times"}, []string{"nytimes.com"}, false},
	{"The Washington Post", []string{"the washington post", "washington post"}, []string{"washingtonpost.com"}, false},
	{"The Wall Street Journal", []string{"the wall street journal", "wall street journal"}, []string{"wsj.com"}, false},
	{"Financial Times", []string{"financial times", "the financial times"}, []string{"ft.com"}, false},
	{"Nikkei", []string{"nikkei", "nikkei asia", "日本経済新聞"}, []string{"nikkei.com"}, false},
	{"NHK", []string{"nhk"}, []string{"nhk.or.jp"}, false},
	{"MENAFN", []string{"menafn"}, []string{"menafn.com"}, false},
	{"UrduPoint", []string{"urdupoint"}, []string{"urdupoint.com"}, false},
	{"Devdiscourse", []string{"devdiscourse"}, []string{"devdiscourse.com"}, false},
	{"IranWire", []string{"iranwire"}, []string{"iranwire.com"}, true},
	{"IRNA", []string{"irna", "ирна", "ایرنا"}, []string{"irna.ir"}, true},
	{"Tasnim", []string{"tasnim"}, []string{"tasnimnews.com"}, true},
}

var outletByName = func() map[string]*outlet {
	m := map[string]*outlet{}
	for i := range outlets {
		for _, n := range outlets[i].names {
			m[n] = &outlets[i]
		}
	}
	return m
}()

// knownOutlet is the canonical name of an outlet, or "".
func knownOutlet(key string) string {
	if o := outletByName[key]; o != nil {
		return o.name
	}
	return ""
}

// hostOutlet is the outlet of an address: the table's, else the host's own name.
func hostOutlet(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	for i := range outlets {
		for _, h := range outlets[i].hosts {
			if host == h || strings.HasSuffix(host, "."+h) {
				return outlets[i].name
			}
		}
	}
	return host
}

// findOutlet says who published the document, best evidence first.
func (p *page) findOutlet(d *cordon.Document) string {
	if o := hostOutlet(p.in.URL); o != "" && !strings.Contains(o, ".") {
		return o
	}
	if p.meta.site != "" {
		return p.meta.site
	}
	for i := range p.lines {
		l := &p.lines[i]
		if i > p.first || l.n > 40 {
			break
		}
		if o := knownOutlet(l.key); o != "" && !l.bullet {
			return o
		}
		if name := gluedOutlet(l.text); name != "" && p.in.URL == "" {
			return name
		}
	}
	if o := p.printedName(); o != "" {
		return o
	}
	return hostOutlet(p.in.URL)
}

// headLines is how far from the page's top its own name may stand.
const headLines = 6

// printedName is the name of an outlet that no table has: a line at the top that
// spells the address's host, or that the line of the copyright names again.
func (p *page) printedName() string {
	host := hostLabels(p.in.URL)
	for i := 0; i < len(p.lines) && i < headLines && i <= p.first; i++ {
		name := strings.TrimSpace(nameEnd.Split(p.lines[i].text, 2)[0])
		key := strings.TrimPrefix(keyOf(strings.ToLower(name)), "the ")
		if len(key) < shortestName || len(strings.Fields(key)) > longestName || i == p.title && len(host) == 0 {
			continue
		}
		if slices.Contains(host, strings.ReplaceAll(key, " ", "")) || p.claimed(key) {
			return titled(name)
		}
	}
	return ""
}

// The name of an outlet has at least so many letters and at most so many words.
const (
	shortestName = 4
	longestName  = 5
)

var (
	nameEnd   = regexp.MustCompile(` [—–|:·»-] |  +`)
	copyright = regexp.MustCompile(`(?i)^\W*(©|\(c\)|\[?copyright|저작권자|all rights)`)
)

// hostLabels are the parts of an address's host without hyphens: "peninsuladesk".
func hostLabels(address string) []string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	var out []string
	for _, l := range strings.Split(strings.ToLower(u.Hostname()), ".") {
		out = append(out, strings.TrimPrefix(strings.ReplaceAll(l, "-", ""), "the"))
	}
	return out
}

// claimed reports whether a line of the page reserves the rights for this name.
func (p *page) claimed(key string) bool {
	for i := range p.lines {
		if l := &p.lines[i]; i > p.last && copyright.MatchString(l.text) && strings.Contains(" "+l.key+" ", " "+key+" ") {
			return true
		}
	}
	return false
}

// titled writes a name in capitals as a name: "GULF MIRROR" is "Gulf Mirror".
func titled(s string) string {
	if strings.ToUpper(s) != s {
		return s
	}
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[n:]
	}
	return strings.Join(words, " ")
}

// agencyLike is a name that says of itself that it is an agency: such a name in
// a dateline or at the end of a text is a credit, in a table or not.
var (
	agencyLike = regexp.MustCompile(`^\p{Lu}[\pL.'’-]*( (of|the|de|\p{Lu}[\pL.'’-]*)){0,3} ((News|Press) (Agency|Service|Wire)|` +
		`Newswire|Newsroom|Wire|Agency|Press|News)$`)
	endAgency   = regexp.MustCompile(`[\[(]([^()\[\]]{4,50})[\])]\W*$`)
	agencyWords = 6
)

func isAgency(s string) bool {
	return len(strings.Fields(s)) <= agencyWords && agencyLike.MatchString(s)
}

// gluedOutlet reads the outlet of a line that prints it before a date without a
// blank: "European PravdaWednesday, 16 August 2023, 09:27".
func gluedOutlet(s string) string {
	loc := weekdayStart.FindStringIndex(s)
	if loc == nil || loc[0] == 0 {
		return ""
	}
	return knownOutlet(keyOf(strings.ToLower(s[:loc[0]])))
}

var weekdayStart = regexp.MustCompile(`(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d`)

// agencyNames are the agencies as running text writes them, longest first.
var agencyNames = func() string {
	var all []string
	for i := range outlets {
		if outlets[i].agency {
			for _, n := range outlets[i].names {
				all = append(all, regexp.QuoteMeta(n))
			}
		}
	}
	// The regexp package takes the first alternative that leads to a match.
	sortByLength(all)
	return strings.ReplaceAll(strings.Join(all, "|"), " ", `[ /.-]`)
}()

var (
	datelineRE = regexp.MustCompile(`^(\p{Lu}[\p{Lu}\pL .'’/,-]{1,50}?)(,\s*([\pL]{3,12}\.?\s+\d{1,2}|` +
		`\d{1,2}\.?\s+[\pL]{3,12})(,?\s+\d{4})?\.?)?\s*(\(([^()]{2,60})\)|/([^/]{2,40})/\.?)?\s*(--|—|–|―| - |:|\.)\s*\S`)
	siteLine   = regexp.MustCompile(`^(\p{Lu}[\p{Lu} .'’-]{2,40}) \(([^()]{4,60})\) \p{Lu}`)
	koreanLine = regexp.MustCompile(`^\(([^=()]{2,20})=([^()]{2,20})\)`)
	endCredit  = regexp.MustCompile(`(?i)[\[(]\s*(` + agencyNames + `)\s*[\])]\W*$`)
	bodyCredit = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:reports?|reported|reporting|according to|citing|cites|cited|with reference to|` +
		`with a link to|quotes?|quoted|as quoted by|reported by|told|seen by|news agency|agency|передает|сообщает|сообщили|сообщило|пишет|` +
		`со ссылкой на|по данным|передає|повідомляє|пише|із посиланням на|з посиланням на|за даними|bilduiriyor|berichtet|meldet|laut|` +
		`nach angaben|nach informationen|selon|d['’]après|según|secondo|riportate da|riferisce|بحسب|وفقا ل|نقلا عن)\s+(?:by |the |to |` +
		`from |on |that |британське |агентство |агентства |информационное агентство |the british news agency |south korea[’']s |` +
		`north korea[’']s |russia[’']s |l[’']agence |die agentur |der nachrichtenagentur |die nachrichtenagentur |der |de l[’']agence |` +
		`dell[’']agenzia |la agencia |agencia )*(` + agencyNames + `)(?:[^\pL]|$)`)
	bodyCredit2 = regexp.MustCompile(`(?i)(?:^|[^\pL])(` + agencyNames + `)\s+(?:reports?|reported|says|said|writes|quotes|quoted|` +
		`сообщает|сообщило|передает|пишет|повідомляє|пише|berichtet|meldet|rapporte|informa|riferisce|통신|は|が)(?:[^\pL]|$)`)
	ownCredit = regexp.MustCompile(`(?i)^(?:source|credit|by|источник|джерело|출처|quelle|fuente|fonte)\s*[:：]?\s*(.{2,60}?)(?:\s*\||$)`)
	viaReport = regexp.MustCompile(`(?i)(?:as (?:reported|quoted) by|as) (` + agencyNames + `)(?: (?:quotes|quoted|reports|reported))?\W*$`)
)

// findDateline reads the place and day that a wire text begins with: "SEOUL,
// May 1 (Yonhap) --". The second result is the agency in it.
func (p *page) findDateline() (dateline, agency string) {
	for i := p.first; i < len(p.lines) && i <= p.first+2; i++ {
		l := &p.lines[i]
		if l.kind != cordon.Body {
			continue
		}
		head := l.text[:min(len(l.text), 160)]
		if m := koreanLine.FindStringSubmatch(head); m != nil {
			return m[0], knownOutlet(keyOf(m[2]))
		}
		if m := siteLine.FindStringSubmatch(head); m != nil && agencyIn(m[2]) != "" {
			return m[1] + " (" + m[2] + ")", agencyIn(m[2])
		}
		m := datelineRE.FindStringSubmatchIndex(head)
		if m == nil {
			continue
		}
		place := head[m[2]:m[3]]
		dated, mark := m[4] >= 0, m[10] >= 0
		if !mark && !dated && !capitals(place) {
			continue
		}
		if mark {
			from, to := m[12], m[13]
			if from < 0 {
				from, to = m[14], m[15]
			}
			if agency = agencyIn(head[from:to]); agency == "" && isAgency(strings.TrimSpace(head[from:to])) {
				agency = strings.TrimSpace(head[from:to])
			}
		}
		return strings.TrimRight(strings.TrimSpace(head[:m[len(m)-2]]), " -—–―:."), agency
	}
	return "", ""
}

// agencyIn is the last known outlet in the brackets of a dateline.
func agencyIn(s string) (agency string) {
	for _, part := range append(strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' || r == ',' }), s) {
		if o := knownOutlet(keyOf(strings.ToLower(part))); o != "" {
			agency = o
		}
	}
	return agency
}

// capitals: a dateline's place stands in capitals.
func capitals(s string) bool {
	up, low := 0, 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			up++
		} else if unicode.IsLower(r) {
			low++
		}
	}
	return up >= 3 && low <= 1 && up < 30
}

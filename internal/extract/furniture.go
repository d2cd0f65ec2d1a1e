package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"cordon"
)

// labels are lines that pages print around any article: section names, buttons,
// headings of link lists. A line that is one of them, without punctuation and
// case, is furniture.
var labels = set(`
	menu|main menu|navigation|skip to content|skip to main content|jump to content|home|homepage|back to top|top|go to top|scroll to top
	login|log in|sign in|sign up|join|register|my account|account|log out|logout|e edition|epaper
	all news|all articles|all sections|all stories|all posts|all topics|recent news|latest news|latest|latest stories|breaking news
	top stories|top news|headlines|news feed|newsfeed|news|trending|trending now
	most read|most viewed|most viewed articles|most popular|popular|popular posts|popular news|recent posts|recent articles|editors picks
	editors pick|recommended|recommended for you|more news|more stories|more from|read more|read next|see more|show more|load more
	view all|see all|view more
	related|related posts|related articles|related stories|related news|related topics|related content|related links|related coverage
	you may also like|you might also like|see also|also read|read also|up next|next article|previous article|next|previous|next post
	previous post|older posts|newer posts
	advertisement|advertisements|advertising|ad|ads|sponsored|sponsored content|promoted|turn off ads|article continues below
	story continues below|close ad|remove ads
	share|share this|share this article|share this story|share on facebook|share on twitter|tweet|facebook|twitter|x|whatsapp|telegram
	linkedin|reddit|pinterest|email|mail|print|save|copy|copy link|link copied|copy url|url copied|url|sns|kakao|kakaotalk|naver|band|line
	weibo|wechat|youtube|instagram|tiktok|rss|viber|messenger|flipboard|tumblr|vk|ok|gift article|bookmark|listen|play|pause|mute|fullscreen
	subscribe|subscribe now|subscribe today|newsletter|newsletters|support us|donate|donate now|follow us|follow|contact|contact us|about
	about us|advertise|advertise with us|careers|jobs|faq|help|feedback|sitemap|site map|terms|terms of use|terms of service
	terms and conditions|privacy|privacy policy|cookie policy|privacy cookies policy|cookies|accept|accept all|reject all|got it|i agree
	ok|close|cancel|submit|search|go
	category|categories|tag|tags|topics|topic|keywords|section|sections|archive|archives|comments|comment|leave a comment|leave a reply
	post a comment|no comments|add comment|view comments|reply|report
	author|editor|about the author|writer|authors|reporter|staff|world|business|sports|sport|politics|economy|opinion|culture
	entertainment|technology|tech|science|health|lifestyle|travel|photo|photos|photo news|video|videos|podcast|podcasts|multimedia|gallery
	life|society|national|nation|international|local|weather|markets|synthesis|features|analysis|regions|africa|asia|europe|americas
	middle east|us|uk
	blank audio|music|applause|transcript|font size|text size|a|listen to article|image|photo credit
	реклама|новости|новини|все новости|всі новини|главная|головна|поделиться|поширити|читайте также|читайте також|читать далее|читати далі
	по теме|за темою|теги|комментарии|коментарі|подписаться|підписатися|популярное|популярне|последние новости|останні новини
	лента новостей|стрічка новин|меню|поиск|пошук|войти|увійти|темы|теми|автор|главное|головне|политика|політика|экономика|економіка
	общество|суспільство|спорт|в мире|світ|война|війна|печать|друк|скопировать ссылку|копіювати посилання|подробнее|детальніше|ещё|більше
	로그인|회원가입|메뉴|전체메뉴|검색|홈|공유|공유하기|기사공유|인쇄|스크랩|댓글|댓글쓰기|관련기사|많이 본 뉴스|주요뉴스|최신뉴스|인기뉴스|구독|구독하기|광고|정치|경제|사회|문화|스포츠|국제|북한|세계|연예|오피니언|글자크기|글자 크기
	목록|이전|다음|더보기|좋아요|url복사|url 복사|가|기자|태그|뉴스|전체기사|닫기|이전기사|다음기사|기사저장
	ログイン|会員登録|メニュー|検索|ホーム|シェア|共有|印刷|関連記事|おすすめ記事|ランキング|広告|政治|経済|社会|国際|スポーツ|続きを読む|コメント|新着|トップ|ニュース|もっと見る|アクセスランキング
	登录|登入|注册|註冊|首页|首頁|搜索|分享|打印|相关新闻|相關新聞|热门|熱門|广告|廣告|评论|評論|更多|责任编辑|責任編輯|返回顶部|国际|國際|财经|財經|体育|體育|新闻|新聞|上一篇|下一篇
	anmelden|startseite|suche|teilen|drucken|werbung|anzeige|mehr zum thema|weitere artikel|kommentare|newsletter abonnieren|impressum
	datenschutz|merken|politik|wirtschaft|sport|kultur|meistgelesen|das könnte sie auch interessieren|lesen sie auch|artikel teilen
	accueil|connexion|rechercher|partager|imprimer|publicité|lire aussi|à lire aussi|lire la suite|commentaires|abonnez vous|sabonner
	mentions légales|articles liés|politique|économie|sur le même sujet|les plus lus|à la une
	inicio|buscar|compartir|imprimir|publicidad|lea también|te puede interesar|noticias relacionadas|comentarios|suscríbete|política
	economía|deportes|más noticias|lo más leído|cerca|condividi|stampa|pubblicità|leggi anche|articoli correlati|commenti|abbonati
	potrebbe interessarti|início|compartilhar|leia também|leia mais|notícias relacionadas|publicidade|assine
	szukaj|udostępnij|drukuj|reklama|czytaj także|czytaj też|komentarze|zobacz także|giriş|ara|paylaş|yazdır|ilgili haberler|yorumlar
	reklam|abone ol|son dakika|zoeken|delen|afdrukken|advertentie|lees ook|reacties|meest gelezen
	الرئيسية|بحث|مشاركة|طباعة|إعلان|اقرأ أيضا|اقرأ أيضًا|مواضيع ذات صلة|أخبار ذات صلة|الأكثر قراءة|تعليقات|تابعنا|اشترك|سياسة|اقتصاد|رياضة
	خانه|جستجو|اشتراک گذاری|چاپ|اخبار مرتبط|بیشتر بخوانید|نظرات
`)

// tails are labels behind which no article goes on: what follows is other
// stories.
var tails = set(`
	related posts|related articles|related stories|related news|related topics|related content|recent news|all news|latest news|most read
	most viewed|most viewed articles|most popular|popular posts|recent posts|recommended|recommended for you|editors picks|more news
	more stories|you may also like|you might also like|up next|trending|trending now|top stories|leave a comment|leave a reply|comments
	about the author|read next|popular news
	последние новости|останні новини|популярное|популярне|лента новостей|стрічка новин|комментарии|коментарі|관련기사|많이 본 뉴스|주요뉴스|최신뉴스|인기뉴스
	댓글|関連記事|おすすめ記事|ランキング|アクセスランキング|相关新闻|相關新聞|mehr zum thema|weitere artikel|meistgelesen|das könnte sie auch interessieren|kommentare
	articles liés|sur le même sujet|les plus lus|noticias relacionadas|te puede interesar|lo más leído|articoli correlati
	potrebbe interessarti|notícias relacionadas|ilgili haberler|meest gelezen|مواضيع ذات صلة|أخبار ذات صلة|الأكثر قراءة|اخبار مرتبط
`)

// tongues are the words of language bars.
var tongues = set(`en|eng|english|ru|rus|рус|русский|ua|ukr|укр|українська|ko|kor|한국어|jp|ja|日本語|cn|zh|中文|简体中文|繁體中文|繁体中文|de|deutsch|` +
	`fr|français|es|español|it|italiano|pt|português|tr|türkçe|pl|polski|ar|العربية|عربي|fa|فارسی|nl|nederlands|vi|tiếng việt|id|` +
	`bahasa indonesia|support us|support|қаз|қазақша|беларуская|ελληνικά|עברית|हिन्दी|ไทย|עב|кир|o‘zbek|čeština|slovenčina|magyar|română`)

// A rule names one sign of a line that stands by itself.
type rule struct {
	name string
	kind cordon.BlockKind
	fits func(*line) bool
}

// rules are tried in order; the first that fits gives the kind. They look at
// one line only; what depends on the place is in classify.go.
var rules = []rule{
	{"label", cordon.Furniture, func(l *line) bool { return labels[l.key] }},
	{"row of labels", cordon.Furniture, func(l *line) bool { return !l.ends && rowOfLabels(l.key) }},
	{"no letters", cordon.Furniture, func(l *line) bool { return l.letters == 0 && !hasDate(l.text) }},
	{"time only", cordon.Furniture, func(l *line) bool { return timeOnly.MatchString(l.text) }},
	{"bracketed sound", cordon.Furniture, func(l *line) bool { return bracketed.MatchString(l.text) }},
	{"image", cordon.Furniture, func(l *line) bool { return imageMark.MatchString(l.text) }},
	{"file name", cordon.Furniture, func(l *line) bool { return fileName.MatchString(l.text) }},
	{"doubled word", cordon.Furniture, func(l *line) bool { return doubled(l.text) }},
	{"language bar", cordon.Furniture, func(l *line) bool { return languageBar(l.low) }},
	{"tags with counts", cordon.Furniture, func(l *line) bool {
		return !l.ends && strings.Count(l.text, "(") >= 2 && len(tagCount.FindAllStringIndex(l.text, 3)) >= 2
	}},
	{"tag list", cordon.Furniture, func(l *line) bool { return tagList(l) }},
	{"tag run", cordon.Furniture, func(l *line) bool { return tagRun(l) }},
	{"pointer", cordon.Furniture, func(l *line) bool {
		return l.words < 40 && strings.ContainsAny(l.text, ":|►▶>") && pointer.MatchString(l.text)
	}},
	{"appeal", cordon.Furniture, func(l *line) bool { return l.words < 60 && (holds(l.low, appeals) || followOn.fits(l.low)) }},
	{"imperative", cordon.Furniture, func(l *line) bool { return l.words < 30 && imperative.MatchString(l.text) }},
	{"paywall", cordon.Furniture, func(l *line) bool { return l.words < 30 && paywall.fits(l.low) }},
	{"cookies", cordon.Furniture, func(l *line) bool { return l.words < 80 && cookies.fits(l.low) }},
	{"rights", cordon.Furniture, func(l *line) bool { return l.words < 60 && rights.fits(l.low) }},
	{"advertisement", cordon.Furniture, func(l *line) bool { return l.words < 9 && !l.ends && advert.fits(l.low) }},
	{"audio", cordon.Furniture, func(l *line) bool { return l.words < 16 && audio.fits(l.low) }},
	{"control", cordon.Furniture, func(l *line) bool { return l.words < 16 && control.fits(l.low) }},
	{"picture source", cordon.Furniture, func(l *line) bool { return l.words < 14 && picture.fits(l.low) && !l.ends }},
	{"biography", cordon.Furniture, func(l *line) bool { return l.words < 60 && biography.fits(l.text) }},
	{"breadcrumb", cordon.Furniture, func(l *line) bool {
		return l.words < 12 && !l.ends && strings.ContainsAny(l.text, ">›»/") && breadcrumb.MatchString(l.text) && !hasDate(l.text)
	}},
	{"reading time", cordon.Meta, func(l *line) bool { return l.words < 8 && readingTime.fits(l.low) }},
	{"note to editors", cordon.Meta, func(l *line) bool { return toEditors.MatchString(l.text) }},
	{"credit", cordon.Meta, func(l *line) bool {
		return l.words < 25 && (strings.ContainsAny(l.text, ":：#") || strings.HasPrefix(l.text, "(")) && creditLine.MatchString(l.text)
	}},
	{"contributors", cordon.Meta, func(l *line) bool { return l.words < 25 && contributors.fits(l.low) }},
	{"empty label", cordon.Furniture, func(l *line) bool { return emptyLabel.MatchString(l.low) }},
}

var (
	timeOnly  = regexp.MustCompile(`^\d{1,2}:\d{2}(:\d{2})?( ?[ap]\.?m\.?)?$`)
	bracketed = regexp.MustCompile(`^(\d\d:\d\d )?\[[\pL_ ]+\]$`)
	imageMark = regexp.MustCompile(`^!\[[^\]]*\]\(|^\[?(image|img|photo|video|embed)\]?$`)
	fileName  = regexp.MustCompile(`(?i)^\S+\.(jpe?g|png|gif|webp|svg|mp4|mp3|pdf|docx?)$`)
	tagCount  = regexp.MustCompile(`\pL \(\d+\)`)
	pointer   = regexp.MustCompile(`(?i)^(also read|read also|read more|read next|see also|related|more on this|recommended|` +
		`don[’']t miss|must[- ]read|watch|listen|more|editor[’']s picks?|читайте также|читайте також|читайте ещё|смотрите также|` +
		`дивіться також|по теме|за темою|관련기사|関連記事|lesen sie auch|mehr dazu|lire aussi|à lire aussi|lea también|leggi anche|leia também|` +
		`czytaj (też|także)|lees ook|ayrıca okuyun|اقرأ أيضا|اقرأ أيضًا|بیشتر بخوانید)\s*[:|►▶>]`)
	followOn = hintedBy(`follow`, `\bfollow [\pL@ .]{2,40} on (twitter|facebook|instagram|telegram|x|google news|whatsapp|threads|`+
		`bluesky)\b`)
	imperative = regexp.MustCompile(`(?i)^(follow [\pL'’ ]+ (live|feed|updates|coverage|on)|` +
		`(subscribe|sign up|log in|click|tap|swipe|download|scroll) (to|for|here|now|below|on|the|our|this|down)\b|` +
		`join (us|the (discussion|conversation))|share (this|your)|tell us|send us|write to us|have (a|your) (tip|say)|` +
		`stay (tuned|informed|connected|up to date))`)
	paywall = hintedBy(`access|trial|subscribe|member|per |$|continue reading|to read|subscription|cancel|hiring|유료|회원|有料|会員|`+
		`подписчик|передплатник`, `\b(unlimited access|free trial|already a (subscriber|member)|become a (member|subscriber|patron)|`+
		`subscribers only|this article is for (members|subscribers)|continue reading|to read the full|start your (trial|subscription)|`+
		`cancel any ?time|is hiring)\b|per (month|week) ?\.?$|\$\d+(\.\d\d)? (per|a) (week|month)|유료회원|회원 전용|有料会員|会員限定|`+
		`только для подписчиков|для передплатників`)
	cookies = hintedBy(`cookie|쿠키`, `\b(uses?|using|accept|our) (\pL+ )?cookies\b|\bcookie (policy|settings|preferences)\b|`+
		`cookies? to (improve|ensure|give)|файлы cookie|файли cookie|쿠키를 사용|verwendet cookies|utilise des cookies|utiliza cookies|`+
		`utilizza i cookie`)
	rights = hintedBy(`rights|copyright|©|(c)|prohibited|may not be|права|무단|재배포|저작권|無断|版权|版權|未经|rechte|droits|derechos|diritti|`+
		`direitos|prawa|hakları|rechten|الحقوق|حقوق`,
		`all rights reserved|copyright ?(©|\(c\)|\d{4})|^©|^\(c\) ?\d{4}|reproduction (is )?prohibited|may not be (published|reproduced)|`+
			`all rights to|все права защищены|усі права захищен|всі права захищен|무단 ?전재|재배포 금지|저작권자|無断転載|版权所有|版權所有|未经授权|`+
			`alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|`+
			`todos os direitos reservados|wszelkie prawa zastrzeżone|tüm hakları saklıdır|alle rechten voorbehouden|جميع الحقوق محفوظة|تمامی حقوق`)
	advert = hintedBy(`advert|ads|sponsor|promo|continues|реклам|광고|広告|广告|werbung|publici|pubblicit|reklam`,
		`advertis|turn off ads|\bsponsored\b|\bpromo(ted|tion)?\b|(article|story) continues|реклам|광고|広告|广告|werbung|publicité|publicidad|`+
			`pubblicità|reklam`)
	audio = hintedBy(`audio|created with ai|listen|speech|browser|озвуч|오디오|음성`,
		`(this )?audio (is|was|version)|created with ai|listen to this (article|story)|text[- ]to[- ]speech|your browser does not support|`+
			`автоматическ\pL+ озвуч|오디오|음성으로`)
	control = hintedBy(`button|클릭|click|tap |captcha|javascript|page not|открыть|відкрити|нажмите|натисніть|クリック|点击|點擊|klicken|`+
		`cliquez|clic|font|글자`, `^button |클릭|click (here|to)|tap (here|to)|\bcaptcha\b|enable javascript|`+
		`javascript (is )?(disabled|required)|page not found|(открыть|відкрити) (в|у) |нажмите|натисніть|クリック|点击|點擊|hier klicken|cliquez|`+
		`haga clic|(increase|decrease) font|글자 ?크기`)
	picture = hintedBy(`wikimedia|public domain|commons|cc|shutter|unsplash|pixabay|depositphotos`,
		`wikimedia|public domain|creative commons|\bcc[- ]by\b|shutterstock|unsplash|pixabay|depositphotos`)
	biography = hintedBy(`writer|reporter|journalist|correspondent|editor|columnist|contributor|analyst|fellow|intern`,
		`^\p{Lu}[\pL.'’-]+( \p{Lu}[\pL.'’-]+){0,3} (is|was|has been) (an? |the )?([\pL-]+ ){0,4}(writer|reporter|journalist|correspondent|`+
			`editor|columnist|contributor|analyst at|fellow at|intern)\b.*\b(at|for|with|in|covering|who|based|of|on)\b`)
	breadcrumb  = regexp.MustCompile(`^[^.!?]{2,40}( [>›»/] [^.!?]{2,40})+$`)
	readingTime = hintedBy(`min|reading|мин|хв|분|lesezeit|lecture|lectura`,
		`\b\d+ ?-?min(ute)?s? (read|to read)\b|reading time|мин(ут)? чтения|хв читання|분 분량|lesezeit|temps de lecture|tiempo de lectura`)
	toEditors  = regexp.MustCompile(`^\((ATTN|EDS|EDITORS?|UPDATES?|ADDS|CORRECTS)\b`)
	creditLine = regexp.MustCompile(`(?i)^(source|credit|photo credit|photo|speaker|format|reporting by|editing by|` +
		`additional reporting by|report by|written by|edited by|translated by|source text|via|источник|джерело|фото|출처|사진|写真|来源|來源|quelle|` +
		`foto|fuente|fonte|źródło|kaynak|bron|المصدر)( text)? ?[:=：] ?\S{1,30}( [^.!?]{0,80})?$|` +
		`^\((reporting|writing|additional reporting|editing) by\b|^###$`)
	contributors = hintedBy(`contributed|by `, `contributed to this (report|article|story)|`+
		`(reporting|writing|editing) by \pL+.*(editing|writing) by`)
	emptyLabel = regexp.MustCompile(`^(updated|published|posted|modified|created|by|date|time|source|author|обновлено|оновлено|` +
		`опубликовано|опубліковано|입력|수정|게시|更新)( on| at)? ?[:：]$`)
)

// appeals ask the reader to do something for the page.
var appeals = strings.Split(`follow us|like us on|find us on|join us on|subscribe to our|subscribe to the|subscribe to my|`+
	`sign up to our|sign up for our|sign up for the|sign up to receive|support us|support our work|become our patron|become a patron|`+
	`become a member|become a subscriber|become a supporter|become our member|our newsletter|our telegram|our whatsapp|our youtube|`+
	`our twitter|our facebook|our app|buy us a coffee|buy me a coffee|donate to |donate now|donate today|to your inbox|in your inbox|`+
	`get the latest news|independent journalism|consider supporting|consider becoming|note from the author|thanks for reading|`+
	`thank you for reading|if you enjoyed|make a donation|one-time donation|our journalism|our reporting depends|we need your help|`+
	`подписывайтесь|подпишитесь|підписуйтесь|підпишіться|следите за нами|стежте за нами|читайте нас в|наш телеграм|наш telegram|`+
	`поддержите нас|підтримайте нас|구독과 좋아요|채널 추가|친구 추가|카카오톡에서|フォローして|チャンネル登録|关注我们|關注我們|abonnieren sie|folgen sie uns|abonnez-vous|`+
	`suivez-nous|suscríbete|síganos|síguenos|iscriviti|seguici|assine a|assine nossa|siga-nos|zapisz się na|śledź nas|abone olun|`+
	`bizi takip|schrijf je in|volg ons|تابعونا|تابعنا على|اشترك في|ما را دنبال`, "|")

func holds(s string, phrases []string) bool {
	for _, w := range phrases {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// A hinted pattern is tried only on texts that hold one of its hints: a search
// for some words costs a hundredth of the pattern. Every alternative of the
// pattern holds a hint; TestHints keeps that true.
type hinted struct {
	hints []string
	re    *regexp.Regexp
}

func hintedBy(hints, pattern string) hinted {
	return hinted{strings.Split(hints, "|"), regexp.MustCompile(pattern)}
}

func (h hinted) fits(s string) bool {
	return holds(s, h.hints) && h.re.MatchString(s)
}

// doubled finds an icon's name beside its text: "facebookfacebook".
func doubled(s string) bool {
	n := len(s) / 2
	return len(s)%2 == 0 && n >= 3 && n <= 24 && s[:n] == s[n:] && !strings.ContainsAny(s, " ")
}

// rowOfLabels: every word of the line is a label by itself.
func rowOfLabels(key string) bool {
	f := strings.Fields(key)
	for _, w := range f {
		if !labels[w] {
			return false
		}
	}
	return len(f) >= 2
}

func languageBar(low string) bool {
	f := strings.FieldsFunc(low, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("|/·•,", r) })
	if len(f) < 2 || len(f) > 24 {
		return false
	}
	known := 0
	for _, w := range f {
		if tongues[w] {
			known++
		}
	}
	rest := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(low), "support us"))
	return known == len(f) || known >= 2 && known == len(strings.Fields(rest))
}

// tagList finds keywords that a page prints for machines: joined by commas
// without blanks, or marked with "#".
func tagList(l *line) bool {
	if l.ends || len(l.text) > 400 {
		return false
	}
	if strings.Count(l.text, "#") >= 2 && strings.Count(l.text, "#") >= l.words-2 {
		return true
	}
	commas := strings.Count(l.text, ",")
	return commas >= 1 && !strings.Contains(l.text, ", ") && l.words <= commas+1 && !strings.ContainsAny(l.text, "0123456789")
}

// tagRun finds the tags of a page flattened without blanks between them:
// "IranIran sanctionsTankersUnited States". A sentence has few places where a
// capital follows a small letter ("McDonald"); a run has one every few words.
func tagRun(l *line) bool {
	if l.ends || l.words > 120 {
		return false
	}
	joins := 0
	var prev rune
	for _, r := range l.text {
		if unicode.IsUpper(r) && unicode.IsLower(prev) {
			joins++
		}
		prev = r
	}
	return joins >= 3 && joins*6 >= l.words || joins == 2 && l.words <= 4
}

// shouted is a headline in capitals: within an article it leads to another.
func shouted(l *line) bool {
	return l.words >= 4 && l.letters >= 16 && l.upper*100 >= l.letters*92
}

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, row := range strings.Split(s, "\n") {
		for _, w := range strings.Split(strings.TrimSpace(row), "|") {
			if w != "" {
				m[w] = true
			}
		}
	}
	return m
}

func runes(s string) int { return utf8.RuneCountInString(s) }

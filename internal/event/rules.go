package event

import (
	"regexp"
	"strings"
	"sync"

	"cordon"
)

// A rule finds one type of event by the wording of a sentence.
type rule struct {
	name   string // Event.Rule; package provision reads it for events of the type "other"
	typ    cordon.EventType
	lang   string   // "" for English; else ISO 639-1
	cues   []string // one of them must stand in the sentence: a cheap first test
	when   string   // the pattern, on the sentence in lower case; its match is the event's place in the sentence
	not    string   // a pattern that forbids it
	goods  string   // a pattern for goods that must stand in the sentence too
	actors func(*scene) []cordon.Actor
	status func(*scene) cordon.EventStatus
}

// arms are the goods of an arms transfer.
const arms = `\b(arms|weapons?|weaponry|ammunition|munitions?|artillery|shells?|missiles?|drones?|uavs?|unmanned aerial vehicles?|` +
	`rockets?|military (equipment|aid|assistance|support|goods|hardware|supplies)|war materiel|howitzers?|tanks?|containers?)\b`

// rules are tried in order; each finds at most one event a sentence.
var rules = []rule{
	{
		name: "arms-transfer", typ: cordon.ArmsTransfer,
		cues: []string{
			"transfer", "suppl", "ship", "sen", "provid", "deliver", "sell", "sold", "sale", "trade", "deal", "export",
			"procure", "purchase", "acquir", "unload", "giv", "buy", "bought", "moved", "support", "exchange",
		},
		when: `\b(transfer\w*|suppl(y|ies|ied|ying)|shipp?(ed|ing|ments?|s)?|sen[dt](s|ing)?|provid(ed?|es|ing)|provision of|` +
			`deliver(y|ed|ies|ing)?|sell(s|ing)?|sold|sales?|trade|deals?|exports?|exported|procur\w+|purchas\w+|acquir\w+|giv(e|es|ing|en)|` +
			`gave|buy(s|ing)?|bought|went from)\b`,
		not:   `\b(tools?|information) provided|trade ministry|ministry of trade\b`,
		goods: arms, actors: transferActors, status: transferStatus,
	},
	{
		name: "missile-launch", typ: cordon.MissileLaunch,
		cues: []string{"missile", "icbm", "satellite", "rocket"},
		when: `\b(missile (launch(es)?|tests?|firings?)|` +
			`(test-)?(fired|launch(ed|es)?|tested|test-launched|relaunch)\b.{0,60}\b(missiles?|icbms?|satellite|projectiles?)|` +
			`launch of .{0,40}(missile|satellite)|(missiles?|satellite)\b.{0,30}\b(was|were) (test-)?(fired|launched))\b`,
		not: `ukrain|kharkiv|kyiv|from where|by whom|trajectory|launched (from|within|inside)`, actors: launchActors,
	},
	{
		name: "strike", typ: cordon.Strike,
		cues: []string{
			"struck", "strike", "attack", "landed", "came down", "fired", "hit", "used against", "use against", "touched down",
			"fell",
		},
		when: `\b(struck|(missile|drone|air)? ?(strike|attack)s? (on|against)|landed in|came down in|touched down|fell (in|on)|` +
			`fired .{0,60}(into|at|against)|hit the|(use|used) (them )?against)\b`,
		not: `\bterror|cyber ?attacks?`, goods: `missile|drone|debris|rocket|uav|hwasong|shahed`, actors: strikeActors, status: strikeStatus,
	},
	{name: "veto", typ: cordon.Veto, cues: []string{"veto"}, when: `\bveto(ed|es)?\b`, actors: vetoActors},
	{
		name: "mandate-expiry", typ: cordon.MandateExpiry,
		cues: []string{"mandate", "disband", "ceased to exist"},
		when: `\b(mandate\b.{0,120}\bexpired|mandate (expired|expires|ended|ran out|lapsed)|mandate's (expiry|end)|` +
			`expiry of .{0,40}mandate|disband(ed|ing|ment)|expir\w+ of the panel|ceased to exist)\b`,
		actors: monitorActors,
	},
	{
		name: "designation", typ: cordon.Designating,
		cues: []string{"sanction", "designat", "blacklist", "entity list", "listed", "restrictive measures", "put on"},
		when: `\b(sanctioned|(impos|slapp|announc|unveil|issu|level|levi|plac|adopt|enact|declar)\w* (\w+ ){0,4}(sanctions?|` +
			`restrictive measures)|put(s|ting)? (\w+ ){0,5}(sanctions?|sanctions list|blacklist)|puts? (\w+ ){0,3}sanctions|` +
			`designat(ed|ing|es)\b|blacklist(ed|ing)|(sanctions|measures) (hit|target)|are targeted|` +
			`(added|placed|puts?) .{0,120}(sanctions lists?|blacklist|entity list|list of)|` +
			`((on \w+day|union|states|britain|washington|london|brussels|canada|japan|australia|switzerland|norway|ukraine|office|treasury|` +
			`department|council|committee|government|ministry|bloc) (also )?listed)|had listed|listed back|has listed|` +
			`(fresh|new) (round|package) of sanctions|network sanctioned|under us sanctions)\b`,
		not: `(not hesitate|hesitate|could|would|may|might|ready|threaten\w*|consider\w*|weighing|if necessary|continue|lift\w*|` +
			`eas(e|ing)|vetoed|u\.?s\.?-designated)\b.{0,40}(sanction|designat)|` +
			`sanction\w* (monitor|regime|committee|violat|against .{0,30} since|for supplying)|previously been`,
		actors: designationActors, status: newsStatus,
	},
	{
		name: "joint-statement", typ: cordon.JointStatement, cues: []string{
			"joint statement", "monitoring team", "monitoring group",
			"monitoring mechanism", "the team",
		},
		when: `\b(issued (an?|the) joint statement|(set up|launched|formed|established|created) (the|an?) ((\S+ ){0,5}monitoring )?team|` +
			`launch of (\S+ ){0,4}monitoring (team|group|mechanism)|joint statement (of|by|issued|on|from)|in a joint statement|` +
			`(monitoring (team|group|mechanism)|msmt|11-member team|the team)\b.{0,60}\b(was|were)? ?(launched|formed|established|announced|` +
			`created))\b`,
		actors: jointActors, status: newsStatus,
	},
	{
		name: "report-published", typ: cordon.ReportPublished, cues: []string{"report"},
		when: `\b(submitted an? (\S+ ){0,3}report|(in|with|from) (an?|the|their|its) (\S+ ){0,3}report|` +
			`report (seen by|by un|by u\.n|by united nations)|(published|released|issued|presented) (an?|its|the|their) (\S+ ){0,5}report|` +
			`(monitors'?|panel's|experts') (\S+ ){0,3}report|wrote this in a report)\b`,
		actors: monitorActors,
	},
	{name: "parade", typ: cordon.Parade, cues: []string{"parade"}, when: `\bmilitary parade\b`, actors: personActors},
	{
		name: "talks", typ: cordon.Talks,
		cues: []string{" met ", "summit", "talks", "meeting", "meet ", "negotiat", "discuss", "hosted", "received", "letters"},
		when: `\b(met\b( with)?|will meet|to meet|are to meet|would be negotiations|summit|talks|` +
			`(inaugural |planned )?meeting (of|with|between|in)|meet in|inaugural meeting|held (talks|a meeting)|negotiat(ions|ed|ing)|` +
			`discussed|received)\b`,
		not: `security council meeting|return to (talks|diplomacy|dialogue)|engage in talks|briefing`, actors: talksActors, status: talksStatus,
	},
	{
		name: "visit", typ: cordon.Visit,
		cues: []string{
			"visit", "trip", "arriv", "travel", "was in", "gone to", "went to", "headed to", "entered", "crossed", "been to",
			"leaving for", "flew to",
		},
		when: `\b(visit(s|ed|ing)?( to)?|trip to|arriv(ed|es|ing) in|travel+ed to|was (recently )?in|gone to|went to|headed to|` +
			`has entered|crossed (in|into)|had been to|leaving for|flew to)\b`,
		not: `may have gone|monitors? (went|travelled)|went to ukraine|travelled to ukraine`, actors: visitActors, status: visitStatus,
	},
	{
		name: "pledge", typ: cordon.Pledge, cues: []string{"vow", "pledg", "promis", "agreed to", "treaty"},
		when: `\b(vowed|pledged|promised|agreed to|signed (\S+ ){0,6}(treaty|pact))\b.{0,80}\b(deepen|enhance|expand|strengthen|` +
			`stronger|hold hands|support|cooperat\w+|relations|relationship|partnership)|` +
			`\bsigned (\S+ ){0,4}(partnership|cooperation|defen[cs]e) (treaty|pact|agreement)\b`,
		actors: pledgeActors,
	},
	{
		name: "troop-deployment", typ: cordon.OtherEvent, cues: []string{"troops", "soldiers", "special forces", "advance team", "unit"},
		when: `\b(troops|soldiers|special forces|advance (team|unit))\b.{0,80}\b(sent|moved|deploy\w*|dispatch\w*|expected|way|battle|` +
			`front|training|in russia|participat\w*)|\b(sent|deploy\w*|dispatch\w*)\b.{0,60}\b(troops|soldiers|special forces)\b`,
		not: `ministry of|tensions|u\.s\. troops|american troops`, actors: deploymentActors, status: claimStatus,
	},
	{
		name: "fuel-transfer", typ: cordon.OtherEvent, cues: []string{"petroleum", "oil", "fuel"},
		when:   `\b(sent|shipp\w+|send\w*|suppl\w+|deliver\w+|provid\w+)\b.{0,60}\b(barrels|refined petroleum|oil|fuel)\b`,
		actors: transferActors, status: claimStatus,
	},
	{
		name: "nuclear-test", typ: cordon.OtherEvent, cues: []string{"nuclear test"},
		when: `\b(conducted|carried out|staged) (\S+ ){0,4}nuclear test\b`, actors: launchActors,
	},
	{
		name: "ship-to-ship-transfer", typ: cordon.OtherEvent, cues: []string{"ship-to-ship"}, when: `\bship-to-ship transfers?\b`,
		actors: stateActors, status: claimStatus,
	},
	{
		name: "labour", typ: cordon.OtherEvent, cues: []string{"workers"},
		when: `\b(sen[dt]|dispatch\w*|employ\w*|host\w*)\b.{0,50}\b(north korean|dprk|it) workers\b`, actors: stateActors, status: claimStatus,
	},
	{
		name: "drills", typ: cordon.OtherEvent, cues: []string{"drills", "exercises"},
		when: `\b(joint|trilateral) (military |naval )?(drills|exercises)\b`, actors: stateActors, status: possibleStatus,
	},

	{
		name: "arms-transfer", typ: cordon.ArmsTransfer, lang: "ru", cues: []string{"оруж", "боеприпас", "снаряд", "ракет"},
		when: `(отправил|поставк|поставил|поставля|передач|передал|переда[её]т|продаж|сделк|контейнер)`, actors: transferActors,
		status: transferStatus,
	},
	{
		name: "arms-transfer", typ: cordon.ArmsTransfer, lang: "uk", cues: []string{"збро", "боєприпас", "снаряд", "ракет", "озброєн"},
		when: `(відправил|постача|поставк|переда|продаж|угод|контейнер)`, actors: transferActors, status: transferStatus,
	},
	{
		name: "arms-transfer", typ: cordon.ArmsTransfer, lang: "ko", cues: []string{"무기", "포탄", "탄약", "군수물자", "미사일"},
		when: `(운송|거래|수출|공급|제공|이전|나른|지원)`, actors: transferActors, status: transferStatus,
	},
	{
		name: "arms-transfer", typ: cordon.ArmsTransfer, lang: "ja", cues: []string{"武器", "弾薬", "砲弾", "ミサイル", "兵器"},
		when: `(供与|移転|輸出|提供|取引|供給|輸送)`, actors: transferActors, status: transferStatus,
	},
	{
		name: "arms-transfer", typ: cordon.ArmsTransfer, lang: "ar",
		cues: []string{"أسلحة", "الأسلحة", "صواريخ", "بالصواريخ", "ذخيرة", "مسيّرات"}, when: `(نقل|زودت|تزويد|توريد|إرسال|صفقة)`,
		actors: transferActors, status: transferStatus,
	},
	{
		name: "arms-transfer", typ: cordon.ArmsTransfer, lang: "de", cues: []string{"waffen", "munition", "raketen", "drohnen"},
		when: `(liefer|transfer|verkauf|geschickt|handel)`, actors: transferActors, status: transferStatus,
	},
	{
		name: "arms-transfer", typ: cordon.ArmsTransfer, lang: "fr", cues: []string{"armes", "munitions", "missiles", "drones"},
		when: `(livr|transfert|fourni|vente|envoy)`, actors: transferActors, status: transferStatus,
	},
	{
		name: "arms-transfer", typ: cordon.ArmsTransfer, lang: "es", cues: []string{"armas", "municiones", "misiles", "drones"},
		when: `(transfer|suministr|envi[oó]|venta|entreg)`, actors: transferActors, status: transferStatus,
	},
	{
		name: "arms-transfer", typ: cordon.ArmsTransfer, lang: "it", cues: []string{"armi", "munizioni", "missili", "droni"},
		when: `(trasferiment|fornitur|invi|vendit|consegn)`, actors: transferActors, status: transferStatus,
	},

	{
		name: "designation", typ: cordon.Designating, lang: "ru", cues: []string{"санкци"},
		when:   `(вв[её]л\S* .{0,40}санкци|вводит\S* .{0,40}санкци|внес\S* в санкционн|расширил\S* санкци|объявил\S* о .{0,30}санкци)`,
		actors: designationActors, status: newsStatus,
	},
	{
		name: "designation", typ: cordon.Designating, lang: "uk", cues: []string{"санкці"},
		when: `(запровади\S+ .{0,40}санкці|запроваджує .{0,40}санкці|[ву]в[іиео][лв]\S* .{0,40}санкці|оголоси\S+ .{0,30}санкці|` +
			`вн[еі]с\S* .{0,40}санкційн)`, actors: designationActors, status: newsStatus,
	},
	{
		name: "designation", typ: cordon.Designating, lang: "ko", cues: []string{"제재"},
		when: `(제재 ?(대상|명단|리스트)에 (올|추가|지정)|제재 ?대상으로 지정|독자 ?제재를 (단행|발표)|제재를 부과)`, actors: designationActors, status: newsStatus,
	},
	{
		name: "designation", typ: cordon.Designating, lang: "ja", cues: []string{"制裁"},
		when: `(制裁(対象|リスト)に(指定|追加)|制裁を(科|発動|発表)|資産凍結の対象|資産を凍結)`, actors: designationActors, status: newsStatus,
	},
	{
		name: "designation", typ: cordon.Designating, lang: "ar", cues: []string{"عقوبات"}, when: `(فرض\S*|تفرض|أدرج\S*)`,
		actors: designationActors, status: newsStatus,
	},
	{
		name: "designation", typ: cordon.Designating, lang: "de", cues: []string{"sanktion"},
		when: `(verhäng\S* .{0,40}sanktion|sanktionen .{0,60}verhängt|sanktionsliste gesetzt)`, actors: designationActors, status: newsStatus,
	},
	{
		name: "designation", typ: cordon.Designating, lang: "fr", cues: []string{"sanction"},
		when: `(impos\S* .{0,30}sanctions|sanctionn\S+|annonc\S* .{0,30}sanctions)`, actors: designationActors, status: newsStatus,
	},
	{
		name: "designation", typ: cordon.Designating, lang: "es", cues: []string{"sancion"},
		when: `(impuso .{0,30}sanciones|sancion(ó|aron)|anunci\S* .{0,30}sanciones)`, actors: designationActors, status: newsStatus,
	},
	{
		name: "designation", typ: cordon.Designating, lang: "it", cues: []string{"sanzion"},
		when: `(impost\S* .{0,30}sanzioni|sanzionat\S+|annunciat\S* .{0,30}sanzioni)`, actors: designationActors, status: newsStatus,
	},

	{
		name: "talks", typ: cordon.Talks, lang: "ru", cues: []string{"встреч", "переговор", "саммит"},
		when: `(встреч\S+|переговор\S+|саммит\S*)`, actors: talksActors, status: talksStatus,
	},
	{
		name: "talks", typ: cordon.Talks, lang: "uk", cues: []string{"зустріч", "переговор", "саміт"},
		when: `(зустріч\S*|переговор\S+|саміт\S*)`, actors: talksActors, status: talksStatus,
	},
	{
		name: "talks", typ: cordon.Talks, lang: "ko", cues: []string{"회담", "정상회담", "만나"}, when: `(회담|만나|만났)`, actors: talksActors,
		status: talksStatus,
	},
	{name: "talks", typ: cordon.Talks, lang: "ja", cues: []string{"会談", "首脳会談"}, when: `(会談)`, actors: talksActors, status: talksStatus},
	{
		name: "visit", typ: cordon.Visit, lang: "ru", cues: []string{"визит", "прибыл", "посетил"},
		when: `(визит\S*|прибыл\S*|посетил\S*)`, actors: visitActors, status: visitStatus,
	},
	{
		name: "visit", typ: cordon.Visit, lang: "uk", cues: []string{"візит", "прибув", "відвіда"},
		when: `(візит\S*|прибу\S+|відвіда\S+)`, actors: visitActors, status: visitStatus,
	},
	{
		name: "visit", typ: cordon.Visit, lang: "ko", cues: []string{"방문", "방북", "방러"}, when: `(방문|방북|방러)`, actors: visitActors,
		status: visitStatus,
	},
	{
		name: "visit", typ: cordon.Visit, lang: "ja", cues: []string{"訪問", "訪朝", "訪ロ"}, when: `(訪問|訪朝|訪ロ)`, actors: visitActors,
		status: visitStatus,
	},
	{
		name: "joint-statement", typ: cordon.JointStatement, lang: "it",
		cues: []string{"meccanismo", "squadra multilaterale", "dichiarazione congiunta"},
		when: `((meccanismo|squadra) .{0,60}creat[oa]|dichiarazione congiunta)`, actors: jointActors, status: newsStatus,
	},
	{
		name: "joint-statement", typ: cordon.JointStatement, lang: "ko", cues: []string{"공동성명", "다국적제재모니터링팀"}, when: `(공동성명|출범)`,
		actors: jointActors, status: newsStatus,
	},
	{
		name: "joint-statement", typ: cordon.JointStatement, lang: "ru", cues: []string{"совместное заявление", "совместном заявлении"},
		when: `совместно\S+ заявлени\S+`, actors: jointActors, status: newsStatus,
	},
	{name: "missile-launch", typ: cordon.MissileLaunch, lang: "ko", cues: []string{"미사일", "위성"}, when: `(발사)`, actors: launchActors},
	{name: "missile-launch", typ: cordon.MissileLaunch, lang: "ja", cues: []string{"ミサイル", "衛星"}, when: `(発射)`, actors: launchActors},
}

// A pattern is a rule with its expressions compiled.
type pattern struct {
	rule
	re, not, goods *regexp.Regexp
}

var patterns = sync.OnceValue(func() map[string][]pattern {
	m := map[string][]pattern{}
	for _, r := range rules {
		p := pattern{rule: r, re: regexp.MustCompile(`(?i)` + r.when)}
		if r.not != "" {
			p.not = regexp.MustCompile(`(?i)` + r.not)
		}
		if r.goods != "" {
			p.goods = regexp.MustCompile(`(?i)` + r.goods)
		}
		m[r.lang] = append(m[r.lang], p)
	}
	return m
})

// of are the patterns of a language; English serves where there are none.
func of(lang string) []pattern {
	if ps := patterns()[lang]; ps != nil && lang != "" {
		return ps
	}
	return patterns()[""]
}

// match finds the rule in a sentence (in lower case); from is -1 when it is not there.
func (p *pattern) match(low string) (from, to int) {
	found := false
	for _, c := range p.cues {
		if strings.Contains(low, c) {
			found = true
			break
		}
	}
	if !found {
		return -1, -1
	}
	loc := p.re.FindStringIndex(low)
	if loc == nil || p.not != nil && p.not.MatchString(low) || p.goods != nil && !p.goods.MatchString(low) {
		return -1, -1
	}
	return loc[0], loc[1]
}

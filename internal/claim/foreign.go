package claim

import (
	"slices"
	"strings"

	"cordon"
)

// A speech is how a language other than English attributes speech: the stems of
// its verbs of saying, the words for "according to", its third person, and the
// wordings of each kind.
type speech struct {
	verbs []string // anywhere in a word for dense scripts, at its start elsewhere
	after []string // phrases that a speaker follows: "по словам"
	words []string // of after, those that mean the speaker before: "his words"
	he    []string // words that stand for the speaker before
	dense bool     // words are not parted by spaces
	kinds []cue
}

// speeches holds the languages by ISO 639-1.
var speeches = map[string]*speech{
	"ru": {
		verbs: strings.Fields("сказал заявил отметил подчеркнул добавил сообщил предупредил пообещал обещал отрицал опроверг призвал " +
			"заметил пояснил утверждает заявляет считает осудил рассказал указал отказал отверг осудил"),
		after: []string{"по его словам", "по её словам", "по ее словам", "по словам", "по мнению", "по данным", "как заявил", "согласно"},
		words: []string{"по его словам", "по её словам", "по ее словам"},
		he:    []string{"он", "она", "его", "её"},
		kinds: []cue{
			{cordon.Refusal, []string{"отказался коммент", "не стал коммент", "не прокоммент", "без комментариев", "отказались коммент"}},
			{cordon.Denial, []string{"отрица", "опроверг", "отверг", "не соответствует действительности", "никогда не", "не поставля"}},
			{cordon.Demand, []string{"призвал", "призыва", "потребов", "требу"}},
			{cordon.Warning, []string{"предупред", "нарушением", "нарушит", "поплат", "последстви", "без колебаний", "не будут колебаться"}},
			{cordon.Commitment, []string{
				"будем внимательно", "будем продолж", "продолжим", "пообещал", "обещал", "намерен",
				"привлечь к ответственности", "примем меры",
			}},
		},
	},
	"uk": {
		verbs: strings.Fields("сказав сказала заявив заявила наголосив зазначив підкреслив додав повідомив попередив пообіцяв заперечив " +
			"спростував закликав зауважив пояснив стверджує вважає засудив розповів вказав відкинув відкинула"),
		after: []string{"за його словами", "за її словами", "за словами", "на думку", "за даними"},
		words: []string{"за його словами", "за її словами"},
		he:    []string{"він", "вона", "його", "її"},
		kinds: []cue{
			{cordon.Refusal, []string{"відмовився коментувати", "не став коментувати", "не прокоментув"}},
			{cordon.Denial, []string{"запереч", "спросту", "відкинув", "не відповідає дійсності", "ніколи не"}},
			{cordon.Demand, []string{"закликав", "закликає", "вимага"}},
			{cordon.Warning, []string{"попередив", "порушенням", "порушить", "заплат", "наслідк", "без вагань"}},
			{cordon.Commitment, []string{"будемо уважно", "продовжим", "пообіцяв", "має намір", "притягнути до відповідальності", "вживемо"}},
		},
	},
	"ko": {
		verbs: strings.Fields("밝혔 말했 전했 강조했 덧붙였 예고했 설명했 주장했 경고했 비판했 촉구했 부인했 지적했 발표했 언급했 반박했 비난했 답했 평가했 약속했 분석했 규탄했"),
		after: []string{"에 따르면"},
		he:    []string{"그는", "그녀는"},
		dense: true,
		kinds: []cue{
			{cordon.Refusal, []string{"언급을 피", "답변을 거부", "논평을 거부", "답하지 않", "말하지 않", "언급하지 않"}},
			{cordon.Denial, []string{"부인했", "부인하", "사실이 아니", "사실무근", "반박했", "일축했"}},
			{cordon.Demand, []string{"촉구했", "촉구하", "요구했", "중단하라", "해야 한다고"}},
			{cordon.Warning, []string{"경고했", "대가를 치", "위반이라고", "위반이 될", "주저하지 않", "좌시하지 않"}},
			{cordon.Commitment, []string{"검토할 것", "계속할 것", "강화할 것", "약속했", "하겠다", "겠다고", "추진할 것", "대응할 것", "지속할 것", "할 방침", "계획이라고"}},
		},
	},
	"ja": {
		verbs: strings.Fields("述べた 語った 明らかにした 発表した 強調した 指摘した 否定した 批判した 警告した 主張した 説明した 話した 非難した 求めた 表明した 伝えた 反発した"),
		after: []string{"によると", "によれば"},
		he:    []string{"同氏", "彼は"},
		dense: true,
		kinds: []cue{
			{cordon.Refusal, []string{"コメントを控え", "回答を控え", "言及を避け", "コメントしな", "明言を避け"}},
			{cordon.Denial, []string{"否定した", "否定し", "事実ではない", "事実無根", "反論した", "根拠がない", "根拠のない"}},
			{cordon.Demand, []string{"求めた", "要求した", "呼びかけた", "促した"}},
			{cordon.Warning, []string{"警告した", "代償", "違反に当たる", "違反になる", "躊躇しない"}},
			{cordon.Commitment, []string{"検討する", "続ける", "取り組む", "約束した", "方針を示した", "講じる"}},
		},
	},
	"it": {
		verbs: strings.Fields("detto dichiarato affermato sottolineato aggiunto spiegato avvertito negato giudica afferma dichiara " +
			"sostiene annunciato ribadito smentito condannato"),
		after: []string{"secondo", "per", "le parole"},
		he:    []string{"lui", "lei"},
		kinds: []cue{
			{cordon.Refusal, []string{"non ha commentato", "no comment", "rifiutato di commentare", "non commenta"}},
			{cordon.Denial, []string{"negato", "nega ", "smentito", "smentisce", "respinto", "mai fornito", "non ha mai"}},
			{cordon.Demand, []string{"ha chiesto", "esorta", "invita", "chiede di"}},
			{cordon.Warning, []string{"pagheranno", "avvertito", "conseguenze", "violerebbe", "caro prezzo", "non esiter"}},
			{cordon.Commitment, []string{"continueremo", "promesso", "si è impegnat", "ci impegniamo"}},
		},
	},
	"de": {
		verbs: strings.Fields("sagte erklärte betonte teilte warnte bestätigte kündigte dementierte bestritt forderte kritisierte " +
			"verurteilte behauptete mahnte bekräftigte wies weist"),
		after: []string{"laut", "zufolge", "nach angaben", "nach worten"},
		he:    []string{"er", "sie"},
		kinds: []cue{
			{cordon.Refusal, []string{"wollte sich nicht", "keinen kommentar", "äußerte sich nicht", "lehnte eine stellungnahme"}},
			{cordon.Denial, []string{
				"dementierte", "bestritt", "wies zurück", "vorwurf zurück", "vorwürfe zurück", "anschuldigungen zurück",
				"darstellung zurück", "weist zurück", "zurückgewiesen", "nie geliefert", "niemals",
			}},
			{cordon.Demand, []string{"forderte", "rief auf", "aufgefordert", "fordert"}},
			{cordon.Warning, []string{"warnte", "konsequenzen", "würde gegen", "preis zahlen", "nicht zögern"}},
			{cordon.Commitment, []string{"werden weiter", "versprach", "sicherte zu", "kündigte an", "wir werden"}},
		},
	},
	"fr": {
		verbs: strings.Fields("déclaré dit affirmé indiqué souligné ajouté estimé précisé averti démenti nié assuré annoncé appelé " +
			"condamné dénoncé rejeté réfuté salué"),
		after: []string{"selon", "d'après", "d’après"},
		he:    []string{"il", "elle"},
		kinds: []cue{
			{cordon.Refusal, []string{"refusé de commenter", "pas souhaité", "n'a pas répondu", "n’a pas répondu", "refusé de"}},
			{cordon.Denial, []string{"démenti", "nié ", "nie ", "rejeté", "réfuté", "jamais livré", "jamais fourni", "n'a jamais", "n’a jamais"}},
			{cordon.Demand, []string{"appelé", "exhorté", "exige", "demandé à"}},
			{cordon.Warning, []string{"averti", "mis en garde", "conséquences", "violerait", "n'hésiter", "n’hésiter"}},
			{cordon.Commitment, []string{"continuerons", "promis", "s'est engagé", "s’est engagé", "nous allons"}},
		},
	},
	"es": {
		verbs: strings.Fields("dijo declaró afirmó señaló subrayó añadió aseguró advirtió negó explicó anunció indicó sostuvo denunció " +
			"condenó instó"),
		after: []string{"según", "de acuerdo con"},
		he:    []string{"él", "ella"},
		kinds: []cue{
			{cordon.Refusal, []string{"no quiso comentar", "declinó", "rehusó", "no respondió"}},
			{cordon.Denial, []string{"negó", "niega", "desmintió", "rechazó", "nunca "}},
			{cordon.Demand, []string{"instó", "pidió", "exigió", "llamó a"}},
			{cordon.Warning, []string{"advirtió", "consecuencias", "violaría", "no dudar", "pagarán"}},
			{cordon.Commitment, []string{"seguiremos", "prometió", "se comprometió", "continuaremos"}},
		},
	},
	"ar": {
		verbs: strings.Fields("قال قالت وقال وقالت صرح صرحت وصرح أعلن أعلنت وأعلن أكد أكدت وأكد أضاف وأضاف وأضافت أضافت أوضح وأوضح حذر " +
			"وحذر نفى ونفى نفت دعا ودعا ذكر ذكرت"),
		after: []string{"وفقا", "وفقًا", "بحسب", "حسب"},
		he:    []string{"إنه"},
		kinds: []cue{
			{cordon.Refusal, []string{"رفض التعليق", "رفضت التعليق", "امتنع عن"}},
			{cordon.Denial, []string{"نفى", "نفت", "ينفي", "تنفي"}},
			{cordon.Demand, []string{"دعا ", "دعت ", "طالب", "حث "}},
			{cordon.Warning, []string{"حذر", "عواقب", "ستنتهك", "لن تتردد"}},
			{cordon.Commitment, []string{"سنواصل", "تعهد", "وعد"}},
		},
	},
}

// foreign is the table of a language; nil for English and for languages that
// have none, which are read as English is.
func foreign(lang string) *speech { return speeches[lang] }

func (s *speech) kindOf(low string) cordon.StatementKind {
	for _, c := range s.kinds {
		for _, h := range c.has {
			if strings.Contains(low, h) {
				return c.kind
			}
		}
	}
	return cordon.Claim
}

// foreignAttributions finds the one attribution of a unit: its speaker is the
// nearest one to the verb or to the quotation, outside quotations; a pronoun,
// or a quotation without a name, means the speaker before.
func (r *reader) foreignAttributions(ts []token, u unit) []attribution {
	s := r.foreign
	if len(ts) == 0 {
		return nil
	}
	verb := s.verbIn(ts)
	phrase := s.phraseIn(strings.ToLower(outside(r.d.Text, u)))
	if verb < 0 && phrase == "" && len(u.quotes) == 0 {
		return nil
	}
	by := r.nearest(ts, verb)
	if slices.Contains(s.words, phrase) && r.lastPerson != nil {
		by = r.lastPerson
	}
	if by == nil || by.outlet || s.refersBack(ts) && !by.person {
		by = r.speakerBefore(by)
	}
	if by == nil || by.outlet {
		return nil
	}
	return []attribution{{verb: max(verb, 0), by: by}}
}

// verbIn is the first verb of saying outside quotations; -1 for none.
func (s *speech) verbIn(ts []token) int {
	return slices.IndexFunc(ts, func(t token) bool { return !t.quoted && s.says(t.low) })
}

// phraseIn is the phrase for "according to" in a unit in lower case; "" for none.
func (s *speech) phraseIn(low string) string {
	for _, a := range s.after {
		if k := strings.Index(low, a); k >= 0 && (s.dense || wordEdge(low, k, len(a))) {
			return a
		}
	}
	return ""
}

// speakerBefore is the speaker of the units before, or else by: a person where
// pronouns are written, whoever spoke last in languages that leave them out.
func (r *reader) speakerBefore(by *speaker) *speaker {
	switch {
	case r.lastPerson != nil && !r.foreign.dense:
		return r.lastPerson
	case r.lastAny != nil:
		return r.lastAny
	}
	return by
}

func (s *speech) says(word string) bool {
	for _, v := range s.verbs {
		if s.dense && strings.Contains(word, v) || !s.dense && strings.HasPrefix(word, v) && len(word) <= len(v)+6 {
			return true
		}
	}
	return false
}

func (s *speech) refersBack(ts []token) bool {
	for _, t := range ts {
		if t.quoted {
			continue
		}
		for _, h := range s.he {
			if t.low == h {
				return true
			}
		}
	}
	return false
}

func wordEdge(s string, k, n int) bool {
	return (k == 0 || s[k-1] == ' ') && (k+n == len(s) || s[k+n] == ' ' || s[k+n] == ',')
}

// nearest is the person nearest to the verb, else the first body, else state.
func (r *reader) nearest(ts []token, verb int) *speaker {
	var person, body, state *speaker
	at := 1 << 30
	for i, t := range ts {
		if t.quoted || t.m < 0 || i > 0 && ts[i-1].m == t.m {
			continue
		}
		m := &r.ms[t.m]
		switch {
		case m.Kind == cordon.Person:
			if d := distance(i, verb); d < at {
				person, at = r.of(m), d
			}
		case strings.HasPrefix(m.Entity, "b.") && body == nil:
			body = r.of(m)
		case strings.HasPrefix(m.Entity, "c.") && state == nil:
			state = r.of(m)
		}
	}
	switch {
	case person != nil:
		return person
	case body != nil:
		return body
	}
	return state
}

func distance(a, b int) int {
	if b < 0 {
		return a
	}
	if a > b {
		return a - b
	}
	return b - a
}

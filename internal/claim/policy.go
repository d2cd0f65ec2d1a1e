package claim

import (
	"strings"

	"cordon"
)

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// verbs are the verbs of saying, in the forms that carry an attribution, and
// the kind of statement that the verb alone makes; "" leaves it to the words.
var verbs = map[string]cordon.StatementKind{}

func init() {
	for kind, list := range map[cordon.StatementKind]string{
		"": `said says say told tells added adds noted notes stressed stresses stated states announced declared declares
			insisted insists claimed claims emphasized emphasised explained explains reiterated revealed disclosed
			remarked commented argued argues acknowledged admitted admits confirmed believes believe suggested suggests
			estimates estimated assessed judged concluded wrote replied responded testified alleged alleges maintains
			maintained observed pointed voiced expressed asserted disclosed predicted concluded called indicated
			recalled clarified assured reported`,
		cordon.Claim: `condemned condemns accused accuses accuse blamed blames criticized criticised slammed denounced praised ` +
			`hailed attacked blasted welcomed compared likened thanked congratulated`,
		cordon.Denial:     `denied denies deny rejected rejects dismissed dismisses refuted refutes disputed`,
		cordon.Warning:    `warned warns cautioned threatened`,
		cordon.Demand:     `urged urges demanded demands appealed`,
		cordon.Commitment: `vowed vows pledged pledges promised promises`,
		cordon.Refusal:    `declined refused declines refuses`,
	} {
		for _, w := range strings.Fields(list) {
			verbs[w] = kind
		}
	}
}

// A cue is a wording that makes a statement of a kind.
type cue struct {
	kind cordon.StatementKind
	has  []string // any of these, in the unit's words in lower case
}

// cues are tried in order; the first that fits decides, before the verb's own
// kind. English; other languages are in foreign.go. What a speaker won't say is
// separated from what a speaker denies by the verb of saying behind the negation.
var cues = []cue{
	{cordon.Refusal, []string{
		"declined to comment", "refused to comment", "not comment", "no comment", "declined to", "refused to say", "refused to confirm",
		"did not respond", "didn't respond", "did not immediately respond", "not immediately respond", "did not give a response",
		"gave no response",
		"did not reply", "not going to go into", "not going to get into", "won't go into", "not go into", "don't want to speculate",
		"not speculate", "wouldn't speculate", "never want to preview", "not preview", "not going to preview", "didn't confirm",
		"did not confirm", "neither confirmed nor denied", "neither confirm nor deny", "would not confirm", "would not say",
		"wouldn't try to speak for",
		"not speak for", "wouldn't say", "has commented", "have commented", "has not commented", "have not commented",
		"not in a position to", "let me not", "leave it to", "did not elaborate", "not discuss intelligence", "not want to get ahead",
	}},
	{cordon.Denial, []string{
		"denied", " denies", " deny ", "denying", "not aware of", "unaware of", "no knowledge of", "never provided", "never sent",
		"never supplied", "never exported", "never delivered", "never transferred", "never sold",
		"did not do it", "didn't do it", "does not deal in", "not dealing in", "rejected the", "rejects the", "dismissed the", "dismissed as",
		"dismisses", "refuted", "absurd", "nonsense", "preposterous", "concocted", "groundless", "baseless", "unfounded", "fabricat",
		"fake news", "has not supplied", "has not provided", "have not supplied",
		"had not supplied", "not been any", "there is no evidence", "no such", "is not true", "are false", "was false", "categorically",
	}},
	{cordon.Demand, []string{
		"we urge", "urged ", "urges ", "urging", "call on ", "called on", "calls on", "calling on", "called for", "calls for",
		"demand that", "demanded", "demands",
		"must stop", "must cease", "must halt", "must end", "should stop", "should cease", "should abide", "should return",
		"needs to stop", "immediately halt",
		"immediately stop", "to refrain from", "must refrain", "must immediately", "appealed to", "asks all", "asked all",
	}},
	{cordon.Warning, []string{
		"warned", "warns", "warning that", "pay a price", "pay the price", "will pay", "would violate", "will violate",
		"would be a violation", "be a violation", "would breach", "will breach",
		"not hesitate", "hesitate to", "consequences", "held accountable", "hold accountable", "face repercussions", "backfire",
		"will be costs", "stay silent", "stand by while",
		"advise all", "advised all", "would advise", "not going to reflect well", "not reflect well", "don't want to see",
		"do not want to see", "cross a red line",
		"would constitute a violation", "constitutes a threat", "retaliat", "countermeasures", "will regret", "will lose",
		"should not expect", "not be tolerated", "cannot ignore", "would face", "will face", "repercussions", "risks ",
		"crushing response", "severe response", "firm response", "would directly violate",
	}},
	{cordon.Commitment, []string{
		"we will continue", "will continue to", "we will take", "will take necessary", "will take all necessary", "will take appropriate",
		"we will keep", "will keep ", "we will fully", "will fully enforce", "we will work", "will work with", "we are committed",
		"remain committed", "we will monitor", "closely monitor", "we will use", "will use every", "we are taking action",
		"taking action", "vowed", "pledged", "promised", "assured",
		"will hold to account", "we will respond", "we will target", "will not rest", "we will never", "we'll continue",
		"we're going to continue", "will step up", "intends to continue",
		"will support", "will help", "full support", "complete backing", "full and unconditional", "unconditional support",
	}},
}

// channels are the words for how something was said, the longest first.
var channels = []string{
	"daily press briefing", "regular press briefing", "regular briefing", "press briefing", "press conference", "news conference",
	"news briefing",
	"news release", "press release", "closed-door audit", "parliamentary audit", "joint statement", "written statement", "statement",
	"briefing",
	"interview", "report", "speech", "telegram", "tweet", "post on x", "social media", "letter", "address", "reporters", "brief",
}

// collectives are nouns for speakers without a name, and the role that they play.
var collectives = set(`officials official authorities government ministry agency monitors experts panel spokesperson
	spokesman spokeswoman minister ministers statement report media lawmakers administration intelligence military
	mission missions representatives representative diplomats diplomat sources source allies countries nations council
	committee department commission embassy office command delegation team secretary president ambassador chief
	leader leaders envoy prosecutor prosecutors newspaper investigators researchers analysts team group release
	activists campaigners junta regime rebels opposition firm operator lawyers traders insurers
	foreign defense defence company watchdog army adviser advisor director prime`)

// things speak for whoever issued them.
var things = set("statement report release document communique communiqué")

// bodyNouns make a body's name with a country's adjective: "South Korean spy agency".
var bodyNouns = set("ministry agency government military office embassy mission missions council intelligence media army command " +
	"parliament administration department")

// pronouns and what they may stand for: one person, or a body or several.
var pronouns = map[string]bool{"he": true, "she": true, "him": true, "her": true, "they": false, "it": false, "them": false}

// skipped may stand between a subject and its verb.
var skipped = set(`has have had also later earlier then however reportedly repeatedly previously again both further once
	still now additionally separately recently did not didn't does do doesn't don't would could meanwhile is was was been
	flatly strongly vehemently categorically publicly immediately already only officially explicitly consistently on in
	last week month year monday tuesday wednesday thursday friday saturday sunday yesterday today all jointly`)

// hard ends the search for a subject to the left of its verb.
var hard = set("that which because while whether if after but when as before since where although though so")

// passive auxiliaries before "said": "is said to" names no speaker.
var passive = set("is are was were be been being")

package claim

import (
	"strings"
	"testing"

	"cordon"
	"cordon/internal/extract"
	"cordon/internal/mention"
	"cordon/internal/when"
)

// say reads a text of body lines and renders its statements.
func say(lang, text string) []cordon.Statement {
	d := &cordon.Document{Text: text, Lang: lang, Relevant: true, Published: cordon.MustDate("2024-03-05")}
	var ss []cordon.Span
	at := 0
	for i, l := range strings.SplitAfter(text, "\n") {
		s := cordon.Span{From: at, To: at + len(strings.TrimRight(l, "\n"))}
		d.Blocks = append(d.Blocks, cordon.Block{Line: i + 1, Span: s, Kind: cordon.Body})
		if s.From < s.To {
			ss = append(ss, extract.SentencesIn(text, s)...)
		}
		at += len(l)
	}
	return Find(d, ss, mention.Find(d, ss, nil), when.Find(text, d.Published, lang))
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"direct", `"Ships sail every night," John Kirby said on Monday.`,
			`John Kirby/claim/2024-03-04/Ships sail every night`,
		},
		{
			"inverted", `"We will not hesitate to act," said Treasury Secretary Janet Yellen.`,
			`Janet Yellen/warning//We will not hesitate to act`,
		},
		{"indirect", `The Kremlin said on Monday that the visit went well.`, `Kremlin/claim/2024-03-04/`},
		{
			"mixed", `Dmitry Peskov called the report “a fantasy from start to end” in a statement.`,
			`Dmitry Peskov/claim//a fantasy from start to end`,
		},
		{
			"split quotation", `"We saw it," John Kirby said. "We saw it twice."`,
			`John Kirby/claim//We saw it … We saw it twice.`,
		},
		{"two states deny", `Moscow and Pyongyang have denied any such trade.`, `Russia and North Korea/denial//`},
		{
			"pronoun", "Sergei Lavrov arrived on Friday.\n\"We agreed on everything,\" he said.",
			`Sergei Lavrov/claim/2024-03-01/We agreed on everything`,
		},
		{
			"an agency of a state", `South Korea's spy agency told lawmakers Tuesday that trains had crossed.`,
			`South Korean spy agency/claim/2024-03-05/`,
		},
		{"refusal", `John Kirby declined to comment on the ship.`, `John Kirby/refusal_to_comment//`},
		{
			"the ministry is its own it", "\"Arms are made,\" John Kirby said.\nSouth Korea's Unification Ministry said it would not comment.",
			`John Kirby/claim//Arms are made;South Korean Unification Ministry/refusal_to_comment//`,
		},
		{
			"a word quoted leaves the denial", "Dmitry Peskov on Monday denied that arms were sold.\nHe called the reports \"absurd\".",
			`Dmitry Peskov/denial/2024-03-04/;Dmitry Peskov/denial/2024-03-04/absurd`,
		},
		{"demand", `The United States called on Pyongyang to return to talks.`, `United States/demand//`},
		{
			"commitment", `"We will continue to enforce these measures," John Kirby added.`,
			`John Kirby/commitment//We will continue to enforce these measures`,
		},
		{"an outlet is a channel", `Reuters reported that trains had crossed.`, ``},
		{"an announced act is an event", `The United States announced new sanctions on three firms.`, ``},
		{"passive", `The ship is said to carry shells.`, ``},
		{
			"apposition", `Russia's ambassador to North Korea, Alexander Matsegora, told TASS that he was not aware of any such plans.`,
			`Alexander Matsegora/denial//`,
		},
		{
			"refuses, then says more", `Sergei Shoigu did not confirm the offer but said that drills were being discussed.`,
			`Sergei Shoigu/refusal_to_comment//;Sergei Shoigu/claim//`,
		},
		{"quoted as saying", `"The list surprised me," the portal quoted John Kirby as saying.`, `John Kirby/claim//The list surprised me`},
		{
			"a state's name holds no verb", `John Kirby said the United States “will use every tool at hand”.`,
			`John Kirby/commitment//will use every tool at hand`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, st := range say("en", c.text) {
				who := st.Speaker
				if who == "" {
					who = st.Org
				}
				got = append(got, strings.Join([]string{who, string(st.Kind), st.Said.String(), st.Quote}, "/"))
			}
			if strings.Join(got, ";") != c.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, ";"), c.want)
			}
		})
	}
}

func TestLower(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"МИД ОПРОВЕРГ", "мид опроверг"},
		{"İzmir: МИД ОПРОВЕРГ", "İzmir: мид опроверг"}, // ToLower makes İ shorter
		{"İ, Ⱥ: МИД", "İ, Ⱥ: мид"},                     // and Ⱥ longer: both are as long as before
		{"\xffМИД", "\xffмид"},
	} {
		if got := lower(c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestQuotes(t *testing.T) {
	for text, want := range map[string]string{
		`He said "one" and “two” and «three» and „four“ and 「five」.`: "one|two|three|four|five",
		`It's the ships' way, 'tis said.`:                            "",
		`"Not closed at the end`:                                     "Not closed at the end",
		`A 5" pipe is five inches.`:                                  "",
		`“First words here. And a slip John said, “Second.”`:         "First words here.|Second.",
		`“They called it ‘a gift’ to us,” he said.`:                  "They called it ‘a gift’ to us",
	} {
		var got []string
		for _, q := range quotes(text, cordon.Span{To: len(text)}) {
			got = append(got, text[q.in.From:q.in.To])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"\"One,\" said Kim Jong Un. \"Two.\"", "““”„«", "MR MILLER: No.\nQUESTION: Why?", "X, a, b, said",
		"said said said", "\xff“said\xfe", "ABC:",
	} {
		for _, l := range []string{"en", "ru", "ko", "ar"} {
			f.Add(l, s)
		}
	}
	f.Fuzz(func(t *testing.T, lang, text string) {
		for _, st := range say(lang, text) {
			if st.Span.From < 0 || st.Span.To > len(text) || st.At.From > st.At.To || st.At.To > len(text) {
				t.Fatalf("statement %+v does not lie in the text", st)
			}
			at := text[st.At.From:st.At.To]
			for _, piece := range strings.Split(st.Quote, " … ") {
				if !strings.Contains(at, piece) && !strings.Contains(text, " … ") {
					t.Fatalf("%q is not quoted in %q", piece, at)
				}
			}
		}
	})
}

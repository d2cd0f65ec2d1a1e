package record

import (
	"regexp"
	"strings"
)

// Words that lists print in place of a value, alone or behind the name of what is
// missing ("passport unknown").
var (
	placeholderForm = regexp.MustCompile(`^(?:(?:passports?|id|identity|tax|registration|card|document|number|no|nr) ?)*` +
		`(?:unknown|unk|unkn|not known|none|nil|null|nan|n ?/? ?a|n ?/? ?k|not available|not applicable|not provided|not stated|not specified|` +
		`not given|unavailable|unspecified|undetermined|undisclosed|no number|without number|pending|tbc|tbd|to be (?:confirmed|determined))$`)
	nothingForm = regexp.MustCompile(`^(?:0|x|\?|-|/|\*|#| )*$`)
)

// placeholder reports whether an identifier is only what a list prints in place of
// a value: "unknown", "n/a", "-0-", "0000000000".
func placeholder(value string) bool {
	s := plain(value)
	return nothingForm.MatchString(s) || placeholderForm.MatchString(s)
}

// wordless reports whether a name is a placeholder. "Na" and "Nil" are names.
func wordless(name string) bool {
	switch s := plain(name); s {
	case "na", "n a", "nil", "nan", "pending", "null", "none", "no", "id", "x", "xx", "xxx":
		return false
	default:
		return nothingForm.MatchString(s) || placeholderForm.MatchString(s)
	}
}

// noWords are placeholders that stand in the place of a part of a person's name. The
// value is false for those that may be a name: they are kept. "NA", "Nil" and "X" are
// names too often to be reported.
var noWords = map[string]bool{
	"n/a": true, "n/k": true, "unknown": true, "unkn": true, "unspecified": true, "undisclosed": true, "unavailable": true,
	"?": true, "??": true, "???": true, "null": false, "none": false,
}

// noWord reports whether a word of a person's name is a placeholder.
func noWord(w string) bool { return noWords[plain(w)] }

// ambiguousWord reports whether a word may be a placeholder or a name.
func ambiguousWord(w string) bool {
	sure, known := noWords[plain(w)]
	return known && !sure
}

// plain is a value in lower case without the punctuation around it.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(marks.Replace(s))), " ")
}

var marks = strings.NewReplacer(".", "", ",", "", ";", "", ":", "", "(", "", ")", "", "\"", "")

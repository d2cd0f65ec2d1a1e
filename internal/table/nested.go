package table

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"cordon"
)

// nestedReason says what is wrong with a key whose value has someone's name in it.
const nestedReason = "has names or numbers of someone who is not screened: give them in a row of their own"

// repeats reports whether a caption is one of the names.
func repeats(names, caption json.RawMessage) bool {
	all, err := scalars(names)
	text, bad := scalars(caption)
	return err == nil && bad == nil && len(text) == 1 && slices.Contains(all, text[0])
}

// nested reports whether a value is, or has in it, an object with a name or an
// identifier: someone who is not screened. A text is one only where it is the value of
// a key of names.
func nested(raw json.RawMessage, named bool) bool {
	var v any
	return json.Unmarshal(raw, &v) == nil && someone(v, named)
}

// someone goes through a value; named reports whether its key is one of names.
func someone(v any, named bool) bool {
	switch v := v.(type) {
	case map[string]any:
		for k, in := range v {
			if someone(in, asksFor(k)) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(v, func(in any) bool { return someone(in, named) })
	case string:
		return named && strings.ContainsFunc(v, letterOrDigit)
	case float64:
		return named
	}
	return false
}

// nameParts are words of keys of a name's parts where the whole is an object: {"first": "Kim"}.
var nameParts = map[string]bool{"first": true, "last": true, "given": true, "family": true, "full": true, "middle": true}

// asksFor reports whether a key is that of a name or an identifier.
func asksFor(key string) bool {
	f := fieldOfHeader(key)
	return names[f] || f == "middle_name" || f == "alias" || schemes[f] != "" || nameParts[foldHeader(key)]
}

// queryKeys are the keys of a cordon.Query.
var queryKeys = map[string]bool{"ref": true, "profile": true, "lists": true, "threshold": true, "limit": true}

// besides are the keys of an object that stand beside those of a query. The error
// reports the first by which a name would be lost: a key that the profile does not
// have, one written in two ways, or one beside it with a name.
func besides(text string, m map[string]json.RawMessage) (rest []string, bad error) {
	if key := repeated(strings.ToLower(strings.ToUpper(text))); key != "" { // Go's decoder takes either for the field
		bad = cordon.Problem{Field: key, Reason: "the key is there twice, in capitals and in small letters"}
	}
	d := json.NewDecoder(bytes.NewReader(m["profile"]))
	d.DisallowUnknownFields()
	if err := d.Decode(&cordon.Profile{}); err != nil && strings.Contains(err.Error(), "unknown field") {
		bad = both(bad, cordon.Problem{Field: "profile", Reason: "has a key that is not screened: " + err.Error()})
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if queryKeys[k] {
			continue
		}
		rest = append(rest, k)
		if nested(m[k], asksFor(k)) {
			bad = both(bad, cordon.Problem{Field: k, Reason: "stands beside the profile and is not screened: names belong in its names"})
		}
	}
	return rest, bad
}

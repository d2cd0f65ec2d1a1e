package index

import (
	"slices"
	"strings"
	"unicode"

	"cordon"
	"cordon/internal/name"
)

// ByReference finds the entries that a text is the identifier of: its full form
// ("un-sc/KPi.076") or the list's own reference ("KPi.076"), in capitals or not.
// A reference of digits alone needs the full form, since any number may equal it.
// visit is called with each party and its entries, in the order of the parties.
func (x *Index) ByReference(text string, visit func(*cordon.Party, []cordon.EntryID)) {
	key := strings.ToUpper(strings.TrimSpace(text))
	if !strings.Contains(key, "/") && !reference(key) {
		return
	}
	x.refs.each(name.Hash('R', key), func(at int32) {
		p := x.parties[at]
		same := func(e cordon.EntryID) bool { return slices.Contains(referenceKeys(e), key) }
		if found := only(p.Entries, same); len(found) > 0 {
			visit(p, found)
		}
	})
}

// only is the entries that keep reports true for.
func only(all []cordon.EntryID, keep func(cordon.EntryID) bool) (out []cordon.EntryID) {
	for _, e := range all {
		if keep(e) {
			out = append(out, e)
		}
	}
	return out
}

// referenceKeys are what an entry is found by.
func referenceKeys(e cordon.EntryID) []string {
	full := strings.ToUpper(string(e))
	keys := []string{full}
	if _, ref, ok := strings.Cut(full, "/"); ok && reference(ref) {
		keys = append(keys, ref)
	}
	return keys
}

// reference reports whether a text has a letter and a digit and no blank.
func reference(s string) bool {
	return strings.ContainsFunc(s, unicode.IsLetter) && strings.ContainsFunc(s, unicode.IsDigit) && !strings.ContainsFunc(s, unicode.IsSpace)
}

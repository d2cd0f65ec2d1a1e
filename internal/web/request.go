package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"cordon"
	"cordon/internal/web/tmpl"
)

// Limits of what a request may ask, each more than a person needs.
const (
	maxText  = 200       // characters of a name or a filter: the longest listed names have about 150
	maxID    = 300       // bytes of an identifier in an address
	maxPage  = 1_000_000 // page number
	pageSize = 100       // rows of a long list on one page
	longPage = 1000      // rows that a request may ask for on one page
	halfPage = 50        // where a page has two long lists
)

// bad says which parameter of the address cannot be used, and what it must be.
func bad(key, value, format string, args ...any) error {
	return cordon.Problem{Field: key, Value: value, Reason: fmt.Sprintf(format, args...)}
}

// checkQuery refuses a query part of which something would be dropped silently:
// a page for less than was asked could say "no hit" where there is one.
func checkQuery(r *http.Request) error {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return bad("address", "", "the part after the question mark is malformed; write special characters as %%XX")
	}
	for _, key := range slices.Sorted(maps.Keys(q)) {
		if len(q[key]) > 1 {
			return bad("address", key, "is given %d times; give it once", len(q[key]))
		}
	}
	return nil
}

// taking is a page that refuses parameters it does not know: of a mistyped one
// the page would otherwise answer something else than was asked.
func taking(p page, known ...string) page {
	return func(w http.ResponseWriter, r *http.Request) error {
		for _, key := range slices.Sorted(maps.Keys(r.URL.Query())) {
			switch {
			case slices.Contains(known, key):
			case len(known) == 0:
				return bad("address", key, "this address takes no parameters")
			default:
				return bad("address", key, "not a parameter of this address; it takes %s", strings.Join(known, ", "))
			}
		}
		return p(w, r)
	}
}

// text is a parameter of the address: trimmed, valid UTF-8, without control
// characters, of a sane length.
func text(q url.Values, key string) (string, error) {
	v := strings.TrimSpace(q.Get(key))
	switch {
	case !utf8.ValidString(v):
		return "", bad(key, v, "must be valid UTF-8")
	case utf8.RuneCountInString(v) > maxText:
		return "", bad(key, "", "has more than %d characters", maxText)
	case strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "", bad(key, v, "must not contain control characters")
	}
	return v, nil
}

// texts reads several parameters.
func texts(q url.Values, into map[string]*string) error {
	for _, key := range slices.Sorted(maps.Keys(into)) {
		v, err := text(q, key)
		if err != nil {
			return err
		}
		*into[key] = v
	}
	return nil
}

// date is a parameter that holds a date, or nothing.
func date(key, v string) (cordon.Date, error) {
	d, err := cordon.ParseDate(v)
	if err != nil || v != "" && d.IsZero() {
		return d, bad(key, v, "must be a date written as 2024, 2024-02 or 2024-02-22")
	}
	return d, nil
}

// number is a parameter that holds an integer from 1 to most, or otherwise when
// it is not there.
func number(q url.Values, key string, otherwise, most int) (int, error) {
	v := q.Get(key)
	if v == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > most {
		return 0, bad(key, v, "must be an integer from 1 to %d", most)
	}
	return n, nil
}

// fraction is a parameter that holds a number from 0 to 1, 0 when it is not there.
func fraction(q url.Values, key string) (float64, error) {
	v := q.Get(key)
	if v == "" {
		return 0, nil
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || !(f >= 0 && f <= 1) { // NaN too
		return 0, bad(key, v, "must be a number from 0 to 1, such as 0.85")
	}
	return f, nil
}

// oneOf refuses a value that is neither empty nor in a set.
func oneOf(key, v string, set ...string) error {
	if v == "" || slices.Contains(set, v) {
		return nil
	}
	return bad(key, v, "must be one of %s", strings.Join(set, ", "))
}

// identifier is the {id} of an address.
func identifier(r *http.Request) (string, error) {
	id := r.PathValue("id")
	if id == "" || len(id) > maxID || !utf8.ValidString(id) || strings.ContainsRune(id, 0) {
		return "", fmt.Errorf("identifier: %w", cordon.ErrNotFound)
	}
	return id, nil
}

// pages is the place in a list of total rows, size a page, that the parameter
// key names.
func pages(r *http.Request, key string, total, size int) (tmpl.Pages, error) {
	q := r.URL.Query()
	n, err := number(q, key, 1, maxPage)
	if err != nil {
		return tmpl.Pages{}, err
	}
	q.Del(key)
	base := r.URL.Path + "?" + q.Encode()
	if len(q) > 0 {
		base += "&"
	}
	p := tmpl.Pages{Page: n, Size: size, Total: total, Base: base + key + "="}
	p.Page = min(p.Page, p.Last())
	return p, nil
}

// part are the rows of a page.
func part[T any](all []T, p tmpl.Pages) []T {
	from := min(p.From(), len(all))
	return all[from:min(from+p.Size, len(all))]
}

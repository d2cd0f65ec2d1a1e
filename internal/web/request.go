package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"cordon"
	"cordon/internal/web/tmpl"
)

// Limits of what a request may ask, each more than a person needs.
const (
	maxText  = 200  // characters of a name or a filter: the longest listed names have about 150
	maxID    = 300  // bytes of an identifier in an address
	maxPage  = 1e6  // page number
	pageSize = 100  // rows of a long list on one page
	longPage = 1000 // rows that a request may ask for on one page
	halfPage = 50   // where a page has two long lists
)

// text is a parameter of the address: trimmed, valid UTF-8, without control
// characters, of a sane length.
func text(q url.Values, key string) (string, error) {
	v := strings.TrimSpace(q.Get(key))
	switch {
	case !utf8.ValidString(v):
		return "", fmt.Errorf("%s is no valid UTF-8: %w", key, cordon.ErrInvalid)
	case utf8.RuneCountInString(v) > maxText:
		return "", fmt.Errorf("%s has more than %d characters: %w", key, maxText, cordon.ErrInvalid)
	case strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "", fmt.Errorf("%s holds control characters: %w", key, cordon.ErrInvalid)
	}
	return v, nil
}

// texts reads several parameters.
func texts(q url.Values, into map[string]*string) error {
	for key, p := range into {
		v, err := text(q, key)
		if err != nil {
			return err
		}
		*p = v
	}
	return nil
}

// date is a parameter that holds a date, or nothing.
func date(key, v string) (cordon.Date, error) {
	d, err := cordon.ParseDate(v)
	if err != nil || v != "" && d.IsZero() {
		return d, fmt.Errorf("%s %q: write a date as 2024, 2024-02 or 2024-02-22: %w", key, v, cordon.ErrInvalid)
	}
	return d, nil
}

// number is a parameter that holds a whole number from 1 to most, or otherwise
// when it is not there.
func number(q url.Values, key string, otherwise, most int) (int, error) {
	v := q.Get(key)
	if v == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("%s is no whole number from 1 to %d: %w", key, most, cordon.ErrInvalid)
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
		return 0, fmt.Errorf("%s is no number from 0 to 1: %w", key, cordon.ErrInvalid)
	}
	return f, nil
}

// oneOf refuses a value that is not in a set.
func oneOf(key, v string, set ...string) error {
	for _, s := range set {
		if v == s {
			return nil
		}
	}
	return fmt.Errorf("%s is none of %s: %w", key, strings.Join(set, ", "), cordon.ErrInvalid)
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
	n := 1
	if v := q.Get(key); v != "" {
		var err error
		if n, err = strconv.Atoi(v); err != nil || n < 1 || n > maxPage {
			return tmpl.Pages{}, fmt.Errorf("%s is no page number: %w", key, cordon.ErrInvalid)
		}
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
	from := min((p.Page-1)*p.Size, len(all))
	return all[from:min(from+p.Size, len(all))]
}

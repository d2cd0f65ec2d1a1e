package table

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHeaders: the headers of further names are known, and what is not known is told.
func TestHeaders(t *testing.T) {
	for header, want := range map[string]string{
		"name": "name", "Name (English)": "name", "name_2": "name", "name1": "name", "NAME_EN": "name", "name (кир.)": "",
		"Name of individual": "name", "original name": "name", "alias 3": "alias", "also known as": "alias", "Trading name": "alias",
		"first_name": "first_name", "first_name_2": "first_name", "Prénom": "first_name", "Prénom(s)": "first_name",
		"Vorname(n)": "first_name", "1. Vorname": "first_name", "First Names": "first_name", "Apellidos": "last_name", "Отчество": "middle_name",
		"bank name": "", "username": "", "id": "ref", "owner": "", "": noHeader, " ": noHeader,
		"2": "", "english": "",
	} {
		if got := fieldOfHeader(header); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

// TestUnread: a column or key that no field takes is named; a text without a header is
// a problem of its row.
func TestUnread(t *testing.T) {
	for text, want := range map[string][]string{
		"id,name,beneficial owner,\n1,Sunrise,Ri Pyong Chol,\n": {"beneficial owner"},
		"id,name\n1,Sunrise\n": nil,
		`{"address":{"city":"Bonn","country":"DE"},"name":"Ri"}`:  {"address"},
		`{"id":7,"profile":{"names":[{"full":"Ri"}]},"list":"x"}`: {"id", "list"},
		`{"owner":{"name":"","id":"Q7"},"name":"Ri"}`:             {"owner"},

		`{"schema":"Person","id":"7","properties":{"name":["Ri"],"position":["Minister"]}}`: {"position"},
	} {
		rows, err := Queries(strings.NewReader(text), Any, nil)
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range rows {
			if err != nil || row.Err != nil {
				t.Errorf("%s: %v, %v", text, err, row.Err)
			}
			if d := cmp.Diff(want, row.Unread); d != "" {
				t.Errorf("%s (-want +got)\n%s", text, d)
			}
		}
	}
	got := read(t, strings.NewReader("id,name,\n1,Sunrise,Kim Jong Un\n2,Moon,17\n"), CSV, nil)
	want := []string{`1: Sunrise #1 (line 2 "Kim Jong Un": stands in a column without a header and is not screened)`, "2: Moon #2"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// TestNested: a name in an object within a row's object, or beside or in a profile
// under another key, is a problem of the row: it is not screened.
func TestNested(t *testing.T) {
	for text, want := range map[string]string{
		`{"name":"Sunrise","owner":{"name":"Kim"}}`:                                   "owner: " + nestedReason,
		`{"name":"Sunrise","owner":[{"x":{"passportNumber":["P123"]}}]}`:              "owner: " + nestedReason,
		`{"name":"Sunrise","people":[{"first":"Kim","last":"Jong Un"}]}`:              "people: " + nestedReason,
		`{"name":"Sunrise","Profile":{"names":[{"full":"Kim"}]}}`:                     "Profile: " + nestedReason,
		`{"properties":{"name":["Sunrise"],"owner":[{"properties":{"name":"Kim"}}]}}`: "owner: " + nestedReason,
		`{"profile":{"names":[{"full":"Sunrise"}]},"name":"Kim"}`:                     "name: stands beside the profile",
		`{"profile":{"names":[{"full":"Sunrise"}]},"aliases":[{"name":"Kim"}]}`:       "aliases: stands beside the profile",
		`{"profile":{"names":[{"full":"Sunrise"}],"aliases":["Kim"]}}`:                `json: unknown field "aliases"`,
		`{"profile":{"names":[{"full":"Sunrise"},{"name":"Kim"}]}}`:                   `json: unknown field "name"`,
		`{"profile":{"names":[{"full":"Kim"}],"NAMES":[{"full":"Sunrise"}]}}`:         "names: the key is there twice",
	} {
		rows, err := Queries(strings.NewReader(text), Any, nil)
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range rows {
			if err != nil || row.Err == nil || !strings.Contains(row.Err.Error(), want) || !asks(&row.Query) {
				t.Errorf("%s: %v, %v, %+v; want %q", text, err, row.Err, row.Query, want)
			}
		}
	}
	got := read(t, strings.NewReader(`{"caption":"Kim","properties":{"alias":["Sunrise"]}}`), JSONL, nil)
	if d := cmp.Diff([]string{"1: Sunrise Kim"}, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

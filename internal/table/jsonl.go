package table

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/input"
)

// jsonRows streams the objects of a file with one JSON object per line. An
// object is either a cordon.Query ("profile"), a FollowTheMoney entity
// ("schema", "properties") or flat: keys like the headers of a table, values
// text, numbers or lists of these.
func jsonRows(r *bufio.Reader, mapping map[string]string) iter.Seq2[Row, error] {
	head, _ := r.Peek(sniffed)
	in := input.NewLines(r, MaxRow, bytes.IndexByte(head, '\n') < 0) // within a line a CR is a blank of the JSON
	return func(yield func(Row, error) bool) {
		for number := 1; ; number++ {
			row, err := jsonRow(in, mapping, number)
			if errors.Is(err, io.EOF) {
				if number == 1 {
					yield(row, rowless("only blank lines"))
				}
				return
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// jsonRow reads the next line that is not blank. Its error ends the file.
func jsonRow(in *input.Lines, mapping map[string]string, number int) (Row, error) {
	for {
		line, err := in.Next()
		row := Row{Number: number, Line: line.Number}
		switch {
		case err != nil:
			return row, err
		case line.Long:
			row.Err = tooLong(line.Number)
			return row, nil
		case strings.TrimSpace(line.Text) == "":
			continue
		}
		row.Query, row.Unread, err = object(line.Text, mapping)
		row.Err = at(err, line.Number)
		return row, nil
	}
}

// syntax is what is wrong with a JSON text, behind a colon, where its grammar is; empty
// where a value is of another type or not complete.
func syntax(err error) string {
	if bad := (*json.SyntaxError)(nil); errors.As(err, &bad) {
		return ": " + bad.Error()
	}
	return ""
}

// start is the beginning of a line, cut between two characters.
func start(line string) string { return strings.ToValidUTF8(line[:min(len(line), 80)], "") }

func object(text string, mapping map[string]string) (q cordon.Query, rest []string, err error) {
	var m map[string]json.RawMessage
	d := json.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&m); err != nil {
		return q, nil, cordon.Problem{Value: start(text), Reason: "not a JSON object: write one whole object on each line" + syntax(err)}
	}
	if d.More() {
		return q, nil, cordon.Problem{Value: start(text), Reason: "more than one JSON value in a line"}
	}
	if key := repeated(text); key != "" {
		return q, nil, cordon.Problem{Field: key, Reason: "the key is there twice in one object: give several values as an array"}
	}
	if _, ok := m["profile"]; ok {
		rest, bad := besides(text, m)
		q, err = asQuery(text)
		return q, rest, both(bad, err)
	}
	if props, ok := m["properties"]; ok {
		var p map[string]json.RawMessage
		if err := json.Unmarshal(props, &p); err != nil {
			return q, nil, cordon.Problem{Field: "properties", Reason: err.Error()}
		}
		for k, v := range p {
			if _, both := m[k]; both {
				return q, nil, cordon.Problem{Field: k, Reason: "the key is there twice: in the object and in its properties"}
			}
			m[k] = v
		}
		if repeats(m["name"], m["caption"]) {
			delete(m, "caption")
		}
		delete(m, "properties")
	}
	vs, rest, bad := flat(m, mapping)
	q, err = query(vs)
	return q, rest, both(bad, err)
}

// repeated is the first key that an object of a JSON text has twice, at any
// depth; empty when there is none. Go's decoder would keep only the last value.
func repeated(text string) string {
	d := json.NewDecoder(strings.NewReader(text))
	var open []map[string]bool // the keys of each object around; nil for an array
	key := false               // the next string is a key
	for {
		t, err := d.Token()
		if err != nil {
			return "" // the end
		}
		switch v := t.(type) {
		case json.Delim:
			switch v {
			case '{':
				open = append(open, map[string]bool{})
			case '[':
				open = append(open, nil)
			default:
				open = open[:len(open)-1]
			}
			key = len(open) > 0 && open[len(open)-1] != nil
			continue
		case string:
			if key {
				if open[len(open)-1][v] {
					return v
				}
				open[len(open)-1][v] = true
				key = false
				continue
			}
		}
		key = len(open) > 0 && open[len(open)-1] != nil
	}
}

// asQuery reads an object that is a query already. Of one that is not a query
// as a whole, the names and identifiers that can be read are taken.
func asQuery(text string) (q cordon.Query, err error) {
	if bad := json.Unmarshal([]byte(text), &q); bad != nil {
		err = cordon.Problem{Reason: "not a query: " + mistyped(bad)}
		q = asked(text)
	}
	if k := q.Profile.Kind; k != cordon.UnknownKind {
		var bad error
		q.Profile.Kind, bad = kind(string(k))
		err = both(err, bad)
	}
	if !asks(&q) {
		err = both(cordon.Problem{Field: "name", Reason: "no name and no identifier in this row"}, err)
	}
	return q, err
}

// mistyped is the error of reading a query, without Go's names of types.
func mistyped(err error) string {
	if bad := (*json.UnmarshalTypeError)(nil); errors.As(err, &bad) {
		return fmt.Sprintf("%s cannot be a %s", bad.Field, bad.Value)
	}
	return err.Error()
}

// asked is what a broken query asks for: each part by itself, none when it
// cannot be read.
func asked(text string) (q cordon.Query) {
	var parts struct {
		Ref     json.RawMessage
		Profile map[string]json.RawMessage
	}
	_ = json.Unmarshal([]byte(text), &parts) // reported by asQuery
	for _, p := range []struct {
		raw  json.RawMessage
		into func([]byte) error
	}{
		{parts.Ref, func(b []byte) error { return json.Unmarshal(b, &q.Ref) }},
		{parts.Profile["names"], func(b []byte) error { return whollyInto(b, &q.Profile.Names) }},
		{parts.Profile["identifiers"], func(b []byte) error { return whollyInto(b, &q.Profile.Identifiers) }},
	} {
		_ = p.into(p.raw) // reported by asQuery
	}
	return q
}

// whollyInto reads a value, or leaves what it should go into as it is.
func whollyInto[T any](raw []byte, into *T) error {
	var v T
	err := json.Unmarshal(raw, &v)
	if err == nil {
		*into = v
	}
	return err
}

// flat are the values of an object's keys. The error reports the first one that
// is not a text, a number or a list of these, and is left out, or has someone's name
// in it though no field takes it. Rest are the keys that no field takes.
func flat(m map[string]json.RawMessage, mapping map[string]string) (vs []value, rest []string, bad error) {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	fields := make([]string, len(keys))
	for i, k := range keys {
		fields[i] = fieldOfKey(k, mapping)
	}
	piece := pieces(keys, fields)
	for i, k := range keys {
		f := fields[i]
		if f == "" {
			if rest = append(rest, k); nested(m[k], false) {
				bad = both(bad, cordon.Problem{Field: k, Reason: nestedReason})
			}
			continue
		}
		texts, err := scalars(m[k])
		if err != nil {
			bad = both(bad, cordon.Problem{Field: k, Reason: err.Error()})
			continue
		}
		for _, t := range texts {
			vs = append(vs, value{f, t, piece[i]})
		}
	}
	return vs, rest, bad
}

// fieldOfKey is the field of a key, by the mapping or by its name.
func fieldOfKey(key string, mapping map[string]string) string {
	f := fieldOfHeader(key)
	for field, col := range mapping {
		if col == key {
			f = field
		} else if field == f {
			f = ""
		}
	}
	return f
}

// scalars are the texts of a value: a text, a number, or a list of these.
func scalars(raw json.RawMessage) ([]string, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []string
	for _, x := range list {
		switch x := x.(type) {
		case nil:
		case string:
			out = append(out, x)
		case json.Number:
			out = append(out, x.String())
		case bool:
			out = append(out, fmt.Sprint(x))
		default:
			return nil, fmt.Errorf("neither a text, a number nor a list of these")
		}
	}
	return out, nil
}

package screen

import (
	"strings"
	"testing"

	"cordon"
	"cordon/internal/table"
)

// TestLostCells: a cell that has lost its name, or holds it in the code of a program, is
// never a plain "no hit": neither in a look-up nor in the row of a file, which counts as
// read in part.
func TestLostCells(t *testing.T) {
	s := serving(t, "Zorvex Quandal")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"#WERT!", "#REF!", "#NAME?", "#BEZUG!", "#VALUE! #VALUE!", "#ССЫЛКА!", "#¡VALOR!", "#NV", "#N/A", "#DIV/0!", "Err:502",
		"undefined undefined", "undefined", "[object Object]", "[object Object] [object Object]",
		"null null", "NaN", "NaN NaN", "None None",
		"(null) (null)", "Anna undefined", "Anna #REF!", "Weber, [object Object]",
		"U3RhbmlzbGF3IEJlcm5hcmQ=", "QW5uYSBXZWJlcg==", "0JDQvdC90LAg0JLQtdCx0LXRgA==", "iVBORw0KGgoAAAANSUhEUgAAAAUA",
		"gAAAAABlX9sK3fQ2mW8nZr7cVt1yLh5oJu0p",
		"416e6e61205765626572", "0x416e6e61205765626572", "d41d8cd98f00b204e9800998ecf8427e", "550e8400-e29b-41d4-a716-446655440000",
		"P<UTOWEBER<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<<", "WEBER<<ANNA<MARIA<<<<<<<<<<<<<",
		"\u202erebeW annA", "ㅇㅏㄴㄴㅏ ㅂㅔㅂㅓ",
	} {
		q := &cordon.Query{}
		Typed(q, text)
		if sc, err := s.Preview(t.Context(), q); err == nil &&
			(len(sc.Unread) == 0 || !strings.Contains(strings.Join(sc.Notes, " "), sc.Unread[0])) {
			t.Errorf("%q: no hit with the notes %q, of them on what is not readable %q", text, sc.Notes, sc.Unread)
		}
		rows := func(yield func(table.Row, error) bool) { yield(table.Row{Number: 1, Query: *asking(text)}, nil) }
		var out strings.Builder
		sum, err := s.Batch(t.Context(), "tester", rows, cordon.Query{}, table.NewWriter(&out, table.CSV))
		if err != nil || sum.Partly+sum.Bad != 1 {
			t.Errorf("%q in a file: %+v, %v: %s", text, sum, err, out.String())
		}
	}
	for _, text := range []string{
		"Anna Weber", "Nan Nan", "Nil Na", "Null", "Anna Null", "None Such Ltd", "#66 Division", "Office #39", "Object Ltd",
		"Undefined Ltd & Co", "MV Angara 9179842",
		"JACKROCK#3337", "ABDELRAHMANMOHAMED", "AbuMusabAlZarqawiMohamed", "Deadbeef", "Facade", "김정은", "O=C Trading", "Alpha<Beta Ltd",
	} {
		q := &cordon.Query{}
		Typed(q, text)
		if sc, err := s.Preview(t.Context(), q); err != nil || len(sc.Unread) > 0 ||
			strings.Contains(strings.Join(sc.Notes, " "), "not readable") {
			t.Errorf("%q: %v, %+v", text, err, sc)
		}
	}
}

// TestCodedNames: a name in the code of a program is asked for as what it says.
func TestCodedNames(t *testing.T) {
	s := serving(t, "Zorvex Quandal")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"Wm9ydmV4IFF1YW5kYWw=", "Wm9ydmV4IFF1YW5kYWw", "5a6f72766578205175616e64616c", "P<UTOQUANDAL<<ZORVEX<<<<<<<<<<<<<<<<<<<<<<<<<",
		"QUANDAL<<ZORVEX<<<<<<<<<<<<<<<", "Zorvex=20Quandal", "=5A=6F=72=76=65=78=20=51=75=61=6E=64=61=6C", "\u202eladnauQ xevroZ",
		"Zorvex Quandal #REF!",
		"Zorvex Quandal undefined",
	} {
		q := &cordon.Query{}
		Typed(q, text)
		if hits, err := s.find(t, q); err != nil || len(hits) == 0 {
			t.Errorf("%q: %v, %v", text, hits, err)
		}
	}
}

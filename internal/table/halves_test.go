package table

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHalves: beside a column of given or family names, a "name" is the other half, and
// the whole name is asked for too. So it is of a name in several columns of one header.
func TestHalves(t *testing.T) {
	for text, want := range map[string]string{
		"Name;Vorname\nRi;Pyong Chol\n":         "1: Ri Pyong Chol [given Pyong Chol] Pyong Chol Ri [given Pyong Chol] [family Ri]",
		"Surname,Name\nRi,Pyong Chol\n":         "1: Pyong Chol Ri [family Ri] Pyong Chol Ri [given Pyong Chol] [family Ri]",
		"Фамилия;Имя;Отчество\nШойгу;Сергей;\n": "1: Сергей Шойгу [family Шойгу] Сергей Шойгу [given Сергей] [family Шойгу]",
		"Фамилия;Имя;Отчество\nШойгу;Сергей;К.\n": "1: Сергей К. Шойгу [middle К.] [family Шойгу] " +
			"Сергей К. Шойгу [given Сергей] [middle К.] [family Шойгу]",
		"name,last_name\nPyong Chol Ri,Ri\n":        "1: Pyong Chol Ri Ri [family Ri]",
		"name,first_name\nKim,\n":                   "1: Kim",
		"name1,name2,name3\nRi,Pyong,Chol\n":        "1: Ri Pyong Chol Ri Pyong Chol",
		"name,name\nRi,Pyong Chol\n":                "1: Ri Pyong Chol Ri Pyong Chol",
		"Name 1,Name 2\nSunrise,\n":                 "1: Sunrise",
		"name,name (English)\nКим,Kim\n":            "1: Ким Kim",
		`{"name_1":"Ri","name_2":"Pyong Chol"}`:     "1: Ri Pyong Chol Ri Pyong Chol",
		`{"name":["Ri","Pak"]}`:                     "1: Ri Pak",
		`{"name":"Ri","vorname":"Pyong Chol"}`:      "1: Ri Pyong Chol [given Pyong Chol] Pyong Chol Ri [given Pyong Chol] [family Ri]",
		"name,first_name,last_name\nRi P.,Pyong,Ri": "1: Ri P. Pyong Ri [given Pyong] [family Ri]",
	} {
		if diff := cmp.Diff([]string{want}, read(t, strings.NewReader(text), Any, nil)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

package table

import (
	"slices"
	"strings"

	"cordon"
)

// maxJoined is the most bytes of a name that is put together of several columns: longer
// ones are texts, and a name of more than 1,024 characters is a problem of its row.
const maxJoined = 500

// pieces reports for each column whether it has a piece of a name: several columns are
// names by one header, but for its number ("name1", "name2").
func pieces(header, fields []string) []bool {
	count := map[string]int{}
	stem := func(i int) string { return strings.TrimRight(foldHeader(header[i]), "0123456789") }
	for i, f := range fields {
		if f == "name" {
			count[stem(i)]++
		}
	}
	out := make([]bool, len(header))
	for i, f := range fields {
		out[i] = f == "name" && count[stem(i)] > 1
	}
	return out
}

// join adds the name that the pieces of several columns make.
func join(p *cordon.Profile, pieces []string) {
	if full := strings.Join(pieces, " "); len(pieces) > 1 && len(full) <= maxJoined {
		p.Names = append(p.Names, cordon.Name{Full: full})
	}
}

// halves are the whole names of a row whose columns are a name and one half of a
// person's name: there "Name" is the other half ("Name;Vorname", "Surname,Name"). It may
// be the whole name as well, which is asked for as it stands.
func halves(names []cordon.Name, parts map[string]string) []cordon.Name {
	given, family := parts["first_name"], parts["last_name"]
	if (given == "") == (family == "") {
		return nil
	}
	var out []cordon.Name
	for _, n := range names {
		if n.Use != "" || within(given+family, n.Full) {
			continue
		}
		both := map[string]string{"first_name": given, "middle_name": parts["middle_name"], "last_name": family}
		if given == "" {
			both["first_name"] = n.Full
		} else {
			both["last_name"] = n.Full
		}
		var p cordon.Profile
		if whole(&p, both); len(p.Names[0].Full) <= maxJoined {
			out = append(out, p.Names[0])
		}
	}
	return out
}

// within reports whether all words of a part are words of a name.
func within(part, name string) bool {
	words := strings.Fields(strings.ToLower(name))
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(part)), func(w string) bool { return !slices.Contains(words, w) })
}

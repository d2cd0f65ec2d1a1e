package list

import "cordon"

// fillers are what the fill rates of a Source are named after: the properties
// of an entry, and finer ones that a renamed element takes away while the
// coarse ones stay filled (a birth with only a place is a birth).
var fillers = append(fields[:len(fields):len(fields)], []property{
	{"births.dated", func(e *cordon.Entry) []string {
		var out []string
		for _, b := range e.Profile.Births {
			out = append(out, filled(b.Date.String())...)
		}
		return out
	}},
	{"births.place", func(e *cordon.Entry) []string {
		var out []string
		for _, b := range e.Profile.Births {
			out = append(out, filled(b.Place+b.Country)...)
		}
		return out
	}},
	{"names.script", func(e *cordon.Entry) []string {
		var out []string
		for _, n := range e.Profile.Names {
			if n.Script != "" && n.Script != "Latn" {
				out = append(out, n.Full)
			}
		}
		return out
	}},
	{"names.alias", func(e *cordon.Entry) []string {
		var out []string
		for _, n := range e.Profile.Names {
			if n.Use != cordon.Primary {
				out = append(out, n.Full)
			}
		}
		return out
	}},
}...)

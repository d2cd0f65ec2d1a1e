package store

import (
	"context"
	"database/sql"
	"regexp"
	"slices"
	"strings"
)

// created finds what a migration creates; none deletes anything.
var created = regexp.MustCompile(`(?mi)^create\s+(table|index|unique index)\s+(\w+)`)

// An object is a table, an index or a trigger of the schema.
type object struct{ kind, name string }

// checkSchema compares the kinds and names of the database's objects with those that
// the migrations create: without an index of its own a rule of the database no longer
// holds, and a trigger changes what is stored. Other tables and indexes may be there.
func checkSchema(ctx context.Context, c *check) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	there, err := collect(ctx, c.read, func(rows *sql.Rows) (o object, err error) {
		err = rows.Scan(&o.kind, &o.name)
		return o, err
	}, c.dialect.objects)
	if err != nil {
		return err
	}
	for _, step := range steps {
		for _, m := range created.FindAllStringSubmatch(step.sql, -1) {
			o := object{strings.ToLower(m[1]), m[2]}
			c.Count++
			if !slices.Contains(there, o) {
				c.fault(Fault{Rule: "schema/missing", Where: o.kind + " " + o.name, Found: "it is not there, or of another kind"})
			}
		}
	}
	for _, o := range there {
		if o.kind == "trigger" {
			c.fault(Fault{Rule: "schema/foreign", Where: o.kind + " " + o.name, Found: "cordon has none: it may change what is stored"})
		}
	}
	return nil
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"cordon"
)

// A Fault is one thing in the store that is not as it must be.
type Fault struct {
	Rule    string `json:"rule"`    // the rule that it breaks: "party/missing"
	Where   string `json:"where"`   // "entry un-sc/6908555, version 2"
	Found   string `json:"found"`   // what is wrong
	Derived bool   `json:"derived"` // it is derived state: recomputing the parties mends it
}

// A Checked is how much of one kind Check examined, and how many faults it
// found.
type Checked struct {
	What   string `json:"what"` // "entries", "audit lines"
	Count  int64  `json:"count"`
	Faults int64  `json:"faults"`
}

// Check examines everything that must hold in a store, in one state of it, and
// reports each fault as it is found. It changes nothing and holds few rows at a
// time in memory. A table that cannot be read is a fault, not an error.
//
// Parties that are behind the entries are one fault (party/behind), whatever
// follows from it.
func (s *Store) Check(ctx context.Context, tell func(Fault)) (done []Checked, err error) {
	defer cordon.Wrap(&err, "store.Check()")
	err = s.View(ctx, func(view *Store) error {
		for _, sub := range subjects {
			c := &check{Store: view, tell: tell, Checked: Checked{What: sub.what}}
			err := c.examine(ctx, sub)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				c.fault(Fault{Rule: sub.what + "/unread", Where: sub.what, Found: err.Error()})
			}
			done = append(done, c.Checked)
			if err != nil && s.dialect.lock != "" { // PostgreSQL answers nothing more in this transaction
				c.fault(Fault{Rule: "database/unread", Where: "database", Found: "what comes after " + sub.what + " was not examined"})
				return nil
			}
		}
		return nil
	})
	return done, err
}

// A check is one subject while it is examined.
type check struct {
	*Store
	Checked
	tell func(Fault)
}

func (c *check) fault(f Fault) {
	c.Faults++
	c.tell(f)
}

// A subject is one kind of thing that a store holds.
type subject struct {
	what  string
	count string // the query of how many there are
	rules []rule
	walk  func(context.Context, *check) error // for what SQL cannot see; may be nil
}

// A rule is a query of what breaks it: where, and what is wrong.
type rule struct {
	name    string
	derived bool
	query   string
}

func (c *check) examine(ctx context.Context, sub subject) error {
	if sub.count != "" {
		if err := c.read.QueryRowContext(ctx, sub.count).Scan(&c.Count); err != nil {
			return err
		}
	}
	for _, r := range sub.rules {
		if err := c.rule(ctx, r); err != nil {
			return err
		}
	}
	if sub.walk == nil {
		return nil
	}
	return sub.walk(ctx, c)
}

func (c *check) rule(ctx context.Context, r rule) (err error) {
	rows, err := c.read.QueryContext(ctx, r.query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		f := Fault{Rule: r.name, Derived: r.derived}
		if err := rows.Scan(&f.Where, &f.Found); err != nil {
			return err
		}
		c.fault(f)
	}
	return rows.Err()
}

// checkDatabase asks the database for the faults of its own files.
func checkDatabase(ctx context.Context, c *check) error {
	for _, q := range c.dialect.integrity {
		found, err := collect(ctx, c.read, func(rows *sql.Rows) (string, error) { return joinColumns(rows) }, q)
		if err != nil {
			return err
		}
		for _, f := range found {
			if f != "ok" {
				c.fault(Fault{Rule: "database/damaged", Where: "database", Found: q + ": " + f})
			}
		}
		c.Count++
	}
	return nil
}

// joinColumns is a row of any columns as one text.
func joinColumns(rows *sql.Rows) (text string, err error) {
	names, err := rows.Columns()
	if err != nil {
		return "", err
	}
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	if err := rows.Scan(into...); err != nil {
		return "", err
	}
	for i, v := range values {
		if i > 0 {
			text += " "
		}
		text += fmt.Sprint(v)
	}
	return text, nil
}

// checkParties examines the parties if they claim to be made of the entries.
func checkParties(ctx context.Context, c *check) error {
	_, err := c.Whole(ctx)
	if err != nil && !errors.Is(err, ErrNotWhole) {
		return err
	}
	if err == nil {
		for _, r := range partyRules {
			if err := c.rule(ctx, r); err != nil {
				return err
			}
		}
		return nil
	}
	var left int64
	if err := c.read.QueryRowContext(ctx, `select count(*) from (`+entriesWithoutParty+`) w`).Scan(&left); err != nil {
		return err
	}
	c.fault(Fault{
		Rule: "party/behind", Derived: true, Where: "parties",
		Found: fmt.Sprintf("they are not made of the newest entries; %d entries have no party and cannot be screened", left),
	})
	return nil
}

func checkAudit(ctx context.Context, c *check) error {
	_, err := verifyAudit(ctx, c.read)
	if errors.Is(err, cordon.ErrConflict) {
		c.fault(Fault{Rule: "audit/chain", Where: "audit log", Found: err.Error()})
		return nil
	}
	return err
}

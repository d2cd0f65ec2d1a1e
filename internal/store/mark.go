package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"cordon"
)

// ErrNotWhole is the error of a question that needs the parties while they are
// not made of the entries that the store holds: an answer could miss listed
// parties. It is a cordon.ErrConflict.
var ErrNotWhole = fmt.Errorf("the parties are not made of the newest entries: %w", cordon.ErrConflict)

// The names of the marks.
const (
	PartiesMark  = "parties"  // which entries are one party
	StarterMark  = "starter"  // the starter is loaded
	ExamplesMark = "examples" // the example reports are read
)

// A Mark says what a derived state was made from. It is written in the
// transaction that makes that state.
type Mark struct {
	Generation int64  // the store's generation at the end of that transaction
	Engine     string // the version of what made it, or the digest of what was loaded
}

// PutStarterMark records that a starter with those judgements was loaded in this
// transaction: the mark has their digest.
func (t *Tx) PutStarterMark(judged []cordon.Judgement) error {
	engine, err := starterEngine(judged)
	if err != nil {
		return err
	}
	return t.PutMark(StarterMark, engine)
}

// OfStarter reports whether the mark is that of a starter with those judgements. One
// of before the digest says "starter", and is that of none.
func (m Mark) OfStarter(judged []cordon.Judgement) (bool, error) {
	engine, err := starterEngine(judged)
	return m.Engine == engine, err
}

// starterEngine is the digest of judgements, without the time of their loading.
func starterEngine(judged []cordon.Judgement) (string, error) {
	h := sha256.New()
	out := json.NewEncoder(h)
	for _, j := range judged {
		j.At = time.Time{}
		if err := out.Encode(j); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("sha256:%x", h.Sum(nil)), nil
}

// Mark is the mark of a name, or cordon.ErrNotFound.
func (s *Store) Mark(ctx context.Context, name string) (_ Mark, err error) {
	defer cordon.Wrap(&err, "store.Mark(%s)", name)
	return markOf(ctx, s.read, name)
}

// Mark is the mark of a name as the transaction sees it, or cordon.ErrNotFound.
func (t *Tx) Mark(name string) (_ Mark, err error) {
	defer cordon.Wrap(&err, "store.Tx.Mark(%s)", name)
	return markOf(t.ctx, t.tx, name)
}

func markOf(ctx context.Context, q querier, name string) (Mark, error) {
	return first(ctx, q, func(rows *sql.Rows) (m Mark, err error) {
		err = rows.Scan(&m.Generation, &m.Engine)
		return m, err
	}, `select generation, engine from derived where name = $1`, name)
}

// PutMark records that what a name stands for was made in this transaction, by
// an engine of a version or from data of a digest. PutParties does it for
// PartiesMark.
func (t *Tx) PutMark(name, engine string) (err error) {
	defer cordon.Wrap(&err, "store.PutMark(%s)", name)
	if err := checkID("mark", name); err != nil {
		return err
	}
	b := t.into(`derived (name, generation, engine)`,
		`on conflict (name) do update set generation = excluded.generation, engine = excluded.engine`)
	gen, err := t.Generation()
	return errors.Join(err, b.add(name, gen, plain(engine)), b.flush())
}

const counterValue = `select value from counter where name = $1`

// Generation grows with every change of the entries, the judgements or the
// parties. It does not show whether the parties are made of the entries; Whole
// does.
func (s *Store) Generation(ctx context.Context) (n int64, err error) {
	defer cordon.Wrap(&err, "store.Generation()")
	err = s.read.QueryRowContext(ctx, counterValue, "generation").Scan(&n)
	return n, err
}

// Generation is the generation as the transaction sees it. Others that change
// it wait until the transaction ends.
func (t *Tx) Generation() (n int64, err error) {
	defer cordon.Wrap(&err, "store.Tx.Generation()")
	if err := t.lock(lockEntries); err != nil {
		return 0, err
	}
	err = t.tx.QueryRowContext(t.ctx, counterValue, "generation").Scan(&n)
	return n, err
}

// Whole is the generation, if the parties are made of the entries and the
// judgements of that very generation; else ErrNotWhole.
func (s *Store) Whole(ctx context.Context) (n int64, err error) {
	defer cordon.Wrap(&err, "store.Whole()")
	if err := s.file.same(); err != nil {
		return 0, err
	}
	var made, newest sql.NullInt64
	err = s.read.QueryRowContext(ctx, `select c.value, (select d.generation from derived d where d.name = $1),
		(select max(fetched) from snapshot) from counter c where c.name = 'generation'`, PartiesMark).Scan(&n, &made, &newest)
	switch {
	case err != nil:
		return 0, err
	case !made.Valid || made.Int64 != n:
		return n, ErrNotWhole
	}
	return n, s.file.still(n, newest.Int64)
}

// Complete is ErrNotWhole when an entry is in no party although the mark says
// that the parties are made of all: rows were lost since, by another hand than ours.
func (s *Store) Complete(ctx context.Context) (err error) {
	defer cordon.Wrap(&err, "store.Complete()")
	left, err := collect(ctx, s.read, text[cordon.EntryID], entriesWithoutParty+` limit 1`)
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("entry %s is in no party: %w", left[0], ErrNotWhole)
	}
	return err
}

func (t *Tx) nextGeneration() error {
	return t.exec(`update counter set value = value + 1 where name = 'generation'`)
}

// Documents grows with every reading that is stored.
func (s *Store) Documents(ctx context.Context) (n int64, err error) {
	defer cordon.Wrap(&err, "store.Documents()")
	err = s.read.QueryRowContext(ctx, counterValue, "documents").Scan(&n)
	return n, err
}

// Documents is the number that Store.Documents gives, as the transaction sees
// it. Others that store readings wait until the transaction ends.
func (t *Tx) Documents() (n int64, err error) {
	defer cordon.Wrap(&err, "store.Tx.Documents()")
	if err := t.lock(lockDocuments); err != nil {
		return 0, err
	}
	err = t.tx.QueryRowContext(t.ctx, counterValue, "documents").Scan(&n)
	return n, err
}

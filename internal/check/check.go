// Package check examines whether a store and its archive are sound, and rebuilds
// derived state.
//
// Check changes nothing. Repair rebuilds the parties and their redirects, and
// removes temporary files that stopped programs left in the archive. It never
// touches what the lists said, what was asked or read, or the audit log: of those
// a fault is told with its remedy.
package check

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cordon"
	"cordon/internal/archive"
	"cordon/internal/resolve"
	"cordon/internal/store"
)

// A Service examines one store and its archive.
type Service struct {
	Store   *store.Store
	Archive *archive.Archive
	// Resolve rebuilds the parties, and calls also in the transaction that stores them.
	Resolve func(ctx context.Context, also func(*store.Tx) error) error
	// Ahead reports the lists of which the archive holds newer publications than the
	// store ever loaded, and how many publications it holds; nil: that is not examined.
	Ahead func(context.Context) (publications int, behind []store.Fault, err error)
	// Judged are the judgements that the starter brings; nil: they are not examined.
	Judged func() ([]cordon.Judgement, error)
	Now    func() time.Time
}

// A Fault is one thing that is not as it must be.
type Fault struct {
	Rule       string `json:"rule"`       // the rule that it breaks: "party/missing", "archive/changed"
	Where      string `json:"where"`      // "entry un-sc/6908555, version 2"
	Found      string `json:"found"`      // what is wrong
	Repairable bool   `json:"repairable"` // Repair mends it
	Remedy     string `json:"remedy"`     // what to do
	stray      archive.File
}

// A Report says what was examined, and how many faults were found.
type Report struct {
	Checked  []store.Checked `json:"checked"`
	Faults   int64           `json:"faults"`
	Repaired []string        `json:"repaired,omitempty"` // what Repair did
}

// actor is who the audit log says did it.
const actor = "check"

// Check examines the store and the archive, and tells each fault as it is found.
func (s *Service) Check(ctx context.Context, tell func(Fault)) (_ *Report, err error) {
	defer cordon.Wrap(&err, "check.Check()")
	r := &Report{}
	add := func(f Fault) {
		f.Remedy = remedy(f)
		tell(f)
	}
	stored := func(f store.Fault) { add(Fault{Rule: f.Rule, Where: f.Where, Found: f.Found, Repairable: f.Derived}) }
	if r.Checked, err = s.Store.Check(ctx, stored); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context, func(Fault)) (store.Checked, error){
		s.engine, s.derived, s.recorded, s.firstStart, s.files, s.named, s.ahead,
	} {
		c, err := step(ctx, add)
		if err != nil {
			return nil, err
		}
		r.Checked = append(r.Checked, c)
	}
	for _, c := range r.Checked {
		r.Faults += c.Faults
	}
	return r, nil
}

// Repair examines all, mends what it can, and examines all again. It tells the
// faults that it found first; the report is of what is left.
func (s *Service) Repair(ctx context.Context, tell func(Fault)) (_ *Report, err error) {
	defer cordon.Wrap(&err, "check.Repair()")
	parties := false
	var strays []archive.File
	before, err := s.Check(ctx, func(f Fault) {
		tell(f)
		switch {
		case f.stray.Key != "":
			strays = append(strays, f.stray)
		case f.Repairable:
			parties = true
		}
	})
	if err != nil || !parties && len(strays) == 0 {
		return before, err
	}
	did, err := s.mend(ctx, parties, strays)
	if err != nil {
		return nil, err
	}
	after, err := s.Check(ctx, func(Fault) {})
	if err != nil {
		return nil, err
	}
	after.Repaired = did
	return after, nil
}

// mend rebuilds the parties and removes stray files, with an audit line of each:
// that of the parties in the transaction that stores them. What failed of one does
// not keep the other from being done.
func (s *Service) mend(ctx context.Context, parties bool, strays []archive.File) (did []string, err error) {
	line := func(what string) func(*store.Tx) error {
		return func(tx *store.Tx) error { return tx.Audit(s.Now(), actor, "check.repaired", what) }
	}
	if parties {
		const what = "parties and redirects rebuilt"
		if rerr := s.Resolve(ctx, line(what)); rerr != nil {
			err = fmt.Errorf("the parties cannot be rebuilt: %w", rerr)
		} else {
			did = append(did, what)
		}
	}
	swept := 0
	for _, f := range strays {
		if serr := s.Archive.Sweep(ctx, f); serr != nil {
			err = errors.Join(err, serr)
			continue
		}
		swept++
	}
	if swept > 0 { // files have no transaction: the line says what is done already
		what := fmt.Sprintf("%d temporary files removed from the archive", swept)
		did = append(did, what)
		err = errors.Join(err, s.Store.Tx(ctx, line(what)))
	}
	return did, err
}

// engine examines whether the parties were made by this version of the engine.
func (s *Service) engine(ctx context.Context, tell func(Fault)) (store.Checked, error) {
	c := store.Checked{What: "marks", Count: 1}
	mark, err := s.Store.Mark(ctx, store.PartiesMark)
	if errors.Is(err, cordon.ErrNotFound) || err == nil && (mark.Engine == resolve.Version || mark.Generation == 0) {
		return c, nil // without a mark they are behind, which Store.Check tells
	}
	if err != nil {
		return c, err
	}
	c.Faults++
	tell(Fault{
		Rule: "party/engine", Where: "parties", Repairable: true,
		Found: fmt.Sprintf("they were made by version %s of the engine, this is %s", mark.Engine, resolve.Version),
	})
	return c, nil
}

// firstStart examines whether the first start was finished.
func (s *Service) firstStart(ctx context.Context, tell func(Fault)) (store.Checked, error) {
	c := store.Checked{What: "first start", Count: 1}
	_, err := s.Store.Mark(ctx, store.StarterMark)
	if errors.Is(err, cordon.ErrNotFound) {
		return c, nil // a store that no command has opened has no examples to have
	}
	if err == nil {
		_, err = s.Store.Mark(ctx, store.ExamplesMark)
	}
	if !errors.Is(err, cordon.ErrNotFound) {
		return c, err
	}
	c.Faults++
	tell(Fault{Rule: "start/unfinished", Where: "example reports", Found: "the first start was cut short before all of them were read"})
	return c, nil
}

// files examines every file of the archive.
func (s *Service) files(ctx context.Context, tell func(Fault)) (store.Checked, error) {
	c := store.Checked{What: "archived files"}
	for f, err := range s.Archive.Verify(ctx, s.Now()) {
		if err != nil {
			return c, err
		}
		c.Count++
		if f.Condition == archive.Sound {
			continue
		}
		c.Faults++
		fault := Fault{Rule: "archive/" + string(f.Condition), Where: "archived file " + f.Key, Found: f.Found}
		if f.Condition == archive.Temporary {
			fault.Repairable, fault.stray = true, f
		}
		tell(fault)
	}
	return c, nil
}

// named examines whether the archive has every file that a snapshot or a document names.
func (s *Service) named(ctx context.Context, tell func(Fault)) (store.Checked, error) {
	c := store.Checked{What: "named files"}
	for r, err := range s.Store.Raws(ctx) {
		if err != nil {
			return c, err
		}
		c.Count++
		there, err := s.Archive.Has(ctx, r.Digest)
		if err != nil && !errors.Is(err, cordon.ErrInvalid) {
			return c, err
		}
		if there {
			continue
		}
		c.Faults++
		tell(Fault{Rule: "archive/missing", Where: r.Of, Found: fmt.Sprintf("the archive lacks its file %s", r.Digest)})
	}
	return c, nil
}

// ahead examines whether the store is older than its archive.
func (s *Service) ahead(ctx context.Context, tell func(Fault)) (store.Checked, error) {
	c := store.Checked{What: "archived publications"}
	if s.Ahead == nil {
		return c, nil
	}
	n, faults, err := s.Ahead(ctx)
	c.Count = int64(n)
	for _, f := range faults {
		c.Faults++
		tell(Fault{Rule: f.Rule, Where: f.Where, Found: f.Found})
	}
	return c, err
}

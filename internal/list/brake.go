package list

import (
	"context"
	"errors"
	"fmt"

	"cordon"
	"cordon/internal/store"
)

// A Refused is an update that the brake stopped. It is a cordon.ErrRefused.
type Refused struct {
	List cordon.ListID
	Rule string // "min-entries", "max-entries", "max-removed", "fill:births", "problems", "announced", "future"
	Got  float64
	Want float64 // the limit that Got broke: a number of entries, or a share
	// Reason is set for the rules "missing:…", which have no numbers.
	Reason string
	// For the rule "future", which no force overrides: the day that the
	// publication says it is of, and the day that it was handed in.
	Published, Today cordon.Date
}

// Error says which rule stopped what.
func (r *Refused) Error() string {
	if r.Rule == "future" {
		return fmt.Sprintf("%s: update refused by rule future: it says that it was published on %s, and today is %s by this machine's clock; --force does not help, since every later file would count as older", r.List, r.Published, r.Today)
	}
	if r.Reason != "" {
		return fmt.Sprintf("%s: update refused by rule %s: %s", r.List, r.Rule, r.Reason)
	}
	if r.Rule == "min-entries" || r.Rule == "max-entries" || r.Rule == "announced" {
		return fmt.Sprintf("%s: update refused by rule %s: %.0f entries, the limit is %.0f", r.List, r.Rule, r.Got, r.Want)
	}
	return fmt.Sprintf("%s: update refused by rule %s: a share of %.3f, the limit is %.3f", r.List, r.Rule, r.Got, r.Want)
}

// Unwrap makes a Refused an ErrRefused.
func (r *Refused) Unwrap() error { return cordon.ErrRefused }

func isRefusal(err error) bool {
	var r *Refused
	return errors.As(err, &r)
}

// Limits that hold for every list. Real files have a problem in at most one
// record of fifty; a format that changed has one in nearly all. A file that
// says how many records it has is off by a few when one was removed while it
// was made.
const (
	maxBad       = 0.10 // share of records with a problem
	minAnnounced = 0.99 // of the records that the file says it has
)

// brake refuses what a broken file, a broken reader or a half-published list
// looks like; nil when the update is plausible.
func brake(src *Source, in *input, old *held, d *difference, announced int) *Refused {
	n := float64(len(in.entries))
	refuse := func(rule string, got, want float64) *Refused {
		return &Refused{List: src.ID, Rule: rule, Got: got, Want: want}
	}
	switch {
	case len(in.entries) < src.MinEntries:
		return refuse("min-entries", n, float64(src.MinEntries))
	case src.MaxEntries > 0 && len(in.entries) > src.MaxEntries:
		return refuse("max-entries", n, float64(src.MaxEntries))
	case n < minAnnounced*float64(announced):
		return refuse("announced", n, float64(announced))
	}
	if r := spoilt(src, in); r != nil {
		return r
	}
	if gone := float64(d.left) / float64(max(old.full, 1)); src.MaxRemoved > 0 && gone > src.MaxRemoved {
		return refuse("max-removed", gone, src.MaxRemoved)
	}
	bad := len(in.bad)
	if in.bad[""] != nil {
		bad-- // of the file as a whole
	}
	if share := float64(bad) / max(n, 1); share > maxBad {
		return refuse("problems", share, maxBad)
	}
	for _, f := range fillers {
		want, ok := src.Fill[f.name]
		if !ok {
			continue
		}
		have := 0
		for _, e := range in.entries {
			if len(f.values(e)) > 0 {
				have++
			}
		}
		if got := float64(have) / max(n, 1); got < want {
			return refuse("fill:"+f.name, got, want)
		}
	}
	return nil
}

// early refuses a publication of a day that has not come, nil when it has:
// stored, it would make every genuine file that follows "older". One day is
// left for publishers east of UTC.
func (u *Updater) early(p *publication) *Refused {
	today := cordon.DateOf(u.now())
	if p.Published.IsZero() || !today.AddDays(1).Before(p.Published) {
		return nil
	}
	return &Refused{List: p.List, Rule: "future", Published: p.Published, Today: today}
}

// refuse records that the brake stopped a publication, and returns the refusal.
func (u *Updater) refuse(ctx context.Context, p *publication, r *Refused) error {
	err := u.Store.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.Audit(u.now(), actor, "list.refused", fmt.Sprintf("%s %s: %v", r.List, p.files[0].digest, r)); err != nil {
			return err
		}
		return tx.Raise(&cordon.Alert{
			ID:   cordon.AlertID(fmt.Sprintf("%s/%s/%s", cordon.UpdateRefused, r.List, p.files[0].digest)),
			Kind: cordon.UpdateRefused, Raised: u.now(), Summary: r.Error(),
		})
	})
	return errors.Join(r, err)
}

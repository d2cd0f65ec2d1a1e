package list

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"cordon"
	"cordon/internal/store"
)

// A Refused is what the safety checks stopped: a whole publication, or with Held
// its removals only. It is a cordon.ErrRefused.
type Refused struct {
	List   cordon.ListID
	Rule   string        // "min-entries", "removals", "programme", "end-mark", "restored", "fill:births", "lost:names", "future" …
	Got    float64       // a number of entries or values, or a share
	Want   float64       // the limit that Got broke
	Reason string        // Got and Want in words
	Held   bool          // everything but the removals is loaded
	Digest cordon.Digest // accepts it (Updater.Accept); empty for "future", which nothing overrides

	Reasons []cordon.Reason // of a whole publication: all that accepting it overrides, this rule first
	Unseen  []string        // what of these was not shown to the person who accepts it, and how many removals
}

// Error names what was stopped, the rule, and what to do.
func (r *Refused) Error() string {
	switch {
	case r.Held:
		return fmt.Sprintf("%s: removals held by rule %s: %s; these entries stay in force until a later publication confirms the removal; "+
			"to remove them now: cordon update --accept %s", r.List, r.Rule, r.Reason, r.Digest)
	case len(r.Unseen) > 0:
		return fmt.Sprintf("%s: not accepted: update refused by %s; not shown before: %s; nothing of it is loaded; "+
			"to load it all the same: cordon update --accept %s once more", r.List, r.broken(), strings.Join(r.Unseen, ", "), r.Digest)
	case r.Digest != "":
		return fmt.Sprintf("%s: update refused by %s; nothing of it is loaded; to load it all the same: cordon update --accept %s",
			r.List, r.broken(), r.Digest)
	}
	return fmt.Sprintf("%s: update refused by %s", r.List, r.broken())
}

// broken are the rules that accepting it overrides, each with its reason.
func (r *Refused) broken() string {
	if len(r.Reasons) < 2 {
		return fmt.Sprintf("rule %s: %s", r.Rule, r.Reason)
	}
	return fmt.Sprintf("%d rules: %s", len(r.Reasons), inWords(r.Reasons))
}

// reason is what is stored and shown of it.
func (r *Refused) reason() cordon.Reason { return cordon.Reason{Rule: r.Rule, Text: r.Reason} }

// inWords are reasons on one line.
func inWords(reasons []cordon.Reason) string {
	var out []string
	for _, r := range reasons {
		out = append(out, r.Rule+": "+r.Text)
	}
	return strings.Join(out, "; ")
}

// Unwrap makes a Refused an ErrRefused.
func (r *Refused) Unwrap() error { return cordon.ErrRefused }

func isRefusal(err error) bool {
	var r *Refused
	return errors.As(err, &r)
}

// refuse records that a publication was refused and does not wait, and returns
// the refusal; an error of the store when that cannot be recorded: the refusal is
// then no answer, since another attempt may end otherwise.
func (u *Updater) refuse(ctx context.Context, p *publication, r *Refused) error {
	at := u.now()
	err := u.Store.Tx(ctx, func(tx *store.Tx) error { return alarm(tx, cordon.UpdateRefused, r, p.files[0].digest, at) })
	if err != nil {
		return err
	}
	return r
}

// refuseAll records that a publication was refused as a whole and waits, and
// returns the refusal; one that waited and is not accepted waits with the reasons of
// now, which the person is shown. errMoved when another program changed the store in the
// meantime: compared with the new state it may be plausible, or older. When the
// refusal cannot be stored, that is the error, and nothing waits.
func (u *Updater) refuseAll(ctx context.Context, g *generation, p *publication, r *Refused, w *cordon.PendingUpdate, out *Outcome) error {
	at := u.now()
	err := u.Store.Tx(ctx, func(tx *store.Tx) error {
		if err := g.checkPresent(tx); err != nil {
			return err
		}
		record := tx.PutPending
		if len(r.Unseen) > 0 {
			record = tx.AmendPending
		}
		if err := record(w); err != nil {
			return err
		}
		return alarm(tx, cordon.UpdateRefused, r, p.files[0].digest, at)
	})
	if err != nil {
		return err // nothing waits
	}
	out.Pending = w
	return r
}

// alarm raises the alert of a refusal and leaves a line in the audit log.
func alarm(tx *store.Tx, kind cordon.AlertKind, r *Refused, d cordon.Digest, at time.Time) error {
	action := "list.refused"
	if r.Held {
		action = "list.held"
	}
	if err := tx.Audit(at, actor, action, fmt.Sprintf("%s %s: %v", r.List, d, r)); err != nil {
		return err
	}
	id := fmt.Sprintf("%s/%s/%s", kind, r.List, d)
	if len(r.Unseen) > 0 {
		id += "/" + strings.Join(r.Unseen, ",")
	}
	return tx.Raise(&cordon.Alert{ID: cordon.AlertID(id), Kind: kind, Raised: at, Summary: r.Error()})
}

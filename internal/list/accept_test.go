package list

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/store"
)

// rules are the rules that are shown of the one update that waits.
func rules(t *testing.T, u *Updater) []string {
	t.Helper()
	ws, err := u.Pending(t.Context())
	if err != nil || len(ws) != 1 {
		t.Fatalf("%d updates wait, %v", len(ws), err)
	}
	var out []string
	for _, r := range ws[0].Shown() {
		out = append(out, r.Rule)
	}
	return out
}

// doubtful loads a list and refuses a later publication of it by two rules: fewer
// entries than are expected, and three of five gone.
func doubtful(t *testing.T) (*Updater, cordon.Digest) {
	t.Helper()
	src := unSource()
	src.Fill = nil
	u := updater(t, src)
	loaded(t, u, unFile("2026-01-01", some()[:5]...))
	o := one(t, u, false, map[string]string{"un.xml": unFile("2026-02-01", some()[:2]...)})
	if o.State != Rejected || o.Pending == nil {
		t.Fatalf("%s, %v", o.State, o.Err)
	}
	return u, o.Pending.Files[0].Digest
}

// TestAllRulesShown: a refusal names every rule that accepting it would override.
func TestAllRulesShown(t *testing.T) {
	u, d := doubtful(t)
	want := []string{"min-entries", "max-removed"}
	if got := rules(t, u); !slices.Equal(got, want) {
		t.Errorf("shown are %v, want %v", got, want)
	}
	all, err := u.Store.Alerts(t.Context(), 0)
	says := "update refused by 2 rules: min-entries: it has 2 entries, at least 3 are expected; " +
		"max-removed: it lacks 3 of 5 entries (60.0%), at most 30.0% is plausible; nothing of it is loaded; " +
		"to load it all the same: cordon update --accept " + string(d)
	if err != nil || !slices.ContainsFunc(all, func(a cordon.Alert) bool { return strings.Contains(a.Summary, says) }) {
		t.Errorf("alerts %+v, %v", all, err)
	}
	outs, err := u.Accept(t.Context(), d)
	if err != nil || outs[0].State != Loaded || outs[0].Snapshot.Removed != 3 || states(t, u) != "accepted" {
		t.Fatalf("%+v, %v, %s", outs, err, states(t, u))
	}
	if a := audit(t, u); !strings.Contains(a, "list.accepted") || !strings.Contains(a, "max-removed: it lacks 3 of 5 entries") {
		t.Errorf("audit\n%s", a)
	}
}

// TestAcceptWhatWasShown: a rule that was not shown is not overridden: the
// publication waits on, with that rule shown too, until it is accepted with it.
// What an update finds later is not shown: nobody may have seen it.
func TestAcceptWhatWasShown(t *testing.T) {
	u, d := doubtful(t)
	before := dump(t, u)
	u.Sources[0].Fill = map[string]float64{"deaths": 0.5} // a later version has one more rule
	o := one(t, u, false, map[string]string{"un.xml": unFile("2026-02-01", some()[:2]...)})
	if o.State != Rejected || !strings.Contains(o.Error, "fill:deaths") || len(rules(t, u)) != 2 {
		t.Fatalf("%s, %v, shown %v", o.State, o.Err, rules(t, u))
	}
	since := pendingSince(t, u)

	var r *Refused
	outs, err := u.Accept(t.Context(), d)
	if !errors.As(err, &r) || outs[0].State != Rejected || !slices.Equal(r.Unseen, []string{"rule fill:deaths"}) || dump(t, u) != before {
		t.Fatalf("%+v, %v", outs, err)
	}
	if says := "not shown before: rule fill:deaths"; !strings.Contains(err.Error(), says) {
		t.Errorf("%v does not say %q", err, says)
	}
	want := []string{"min-entries", "max-removed", "fill:deaths"}
	if got := rules(t, u); !slices.Equal(got, want) || !pendingSince(t, u).Equal(since) {
		t.Errorf("shown are %v, want %v; since %s, before %s", got, want, pendingSince(t, u), since)
	}
	if as, err := u.Store.Alerts(t.Context(), 0); err != nil ||
		!slices.ContainsFunc(as, func(a cordon.Alert) bool { return strings.Contains(a.Summary, "not shown before") }) {
		t.Errorf("alerts %+v, %v", as, err)
	}
	outs, err = u.Accept(t.Context(), d)
	if err != nil || outs[0].State != Loaded || states(t, u) != "accepted" {
		t.Errorf("%+v, %v, %s", outs, err, states(t, u))
	}
}

func pendingSince(t *testing.T, u *Updater) time.Time {
	t.Helper()
	ws, err := u.Pending(t.Context())
	if err != nil || len(ws) != 1 {
		t.Fatalf("%d updates wait, %v", len(ws), err)
	}
	return ws[0].At
}

// TestAcceptSameRuleWorse: a rule that was shown with other figures was not shown,
// nor was the removal of an entry that was not listed then.
func TestAcceptSameRuleWorse(t *testing.T) {
	u, d := doubtful(t)
	loaded(t, u, unFile("2026-01-15", some()[:7]...)) // two more, of a day before
	outs, err := u.Accept(t.Context(), d)
	var r *Refused
	if !errors.As(err, &r) || outs[0].State != Rejected || !slices.Equal(r.Unseen, []string{"rule max-removed", "2 removals"}) {
		t.Fatalf("%+v, %v, unseen %v", outs, err, r)
	}
	outs, err = u.Accept(t.Context(), d)
	if err != nil || outs[0].State != Loaded || outs[0].Snapshot.Removed != 5 {
		t.Errorf("%+v, %v", outs, err)
	}
}

// TestAcceptOldRecord: a record of an older version has one rule, the first that
// refused: accepting it shows the others.
func TestAcceptOldRecord(t *testing.T) {
	u, d := doubtful(t)
	ws, err := u.Pending(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ws[0].Reasons = nil
	if err := u.Store.Tx(t.Context(), func(tx *store.Tx) error { return tx.AmendPending(&ws[0]) }); err != nil {
		t.Fatal(err)
	}
	if _, err := u.Accept(t.Context(), d); !errors.Is(err, cordon.ErrRefused) || len(rules(t, u)) != 2 {
		t.Errorf("%v, shown %v", err, rules(t, u))
	}
}

// TestAcceptPlausibleNow: what no rule stops any more is loaded as an update would
// load it, without being overridden.
func TestAcceptPlausibleNow(t *testing.T) {
	u, d := doubtful(t)
	u.Sources[0].MinEntries, u.Sources[0].MaxRemoved = 1, 0
	outs, err := u.Accept(t.Context(), d)
	if err != nil || outs[0].State != Loaded || outs[0].Snapshot.Removed != 0 || outs[0].Pending == nil {
		t.Fatalf("%+v, %v", outs[0], err)
	}
	if got := rules(t, u); !slices.Equal(got, []string{"removals"}) || !inForce(t, u, "un-sc/KPi.904") {
		t.Errorf("waiting: %v", got)
	}
}

// TestAcceptStopped: wherever accepting is stopped, it is done with its record, or
// nothing is and it still waits.
func TestAcceptStopped(t *testing.T) {
	for stopAt := 1; ; stopAt++ {
		u, d := doubtful(t)
		before := dump(t, u)
		ctx, stop := context.WithCancel(t.Context())
		now, calls := u.Now, 0
		u.Now = func() time.Time {
			if calls++; calls == stopAt {
				stop()
			}
			return now()
		}
		_, err := u.Accept(ctx, d)
		stop()
		switch got := states(t, u); {
		case err == nil && got == "accepted" && dump(t, u) != before:
			if calls < stopAt {
				return // it was not stopped
			}
		case err != nil && got == "pending" && dump(t, u) == before:
		default:
			t.Fatalf("stopped at %d: %v, %s", stopAt, err, got)
		}
	}
}

// TestAcceptTwice: of two programs that accept the same, one does.
func TestAcceptTwice(t *testing.T) {
	u, d := doubtful(t)
	other := &Updater{Store: u.Store, Archive: u.Archive, Sources: u.Sources, Now: u.Now}
	now, calls := u.Now, 0
	u.Now = func() time.Time {
		if calls++; calls == 2 { // it has read what waits
			if _, err := other.Accept(t.Context(), d); err != nil {
				t.Error(err)
			}
		}
		return now()
	}
	_, err := u.Accept(t.Context(), d)
	if err != nil && !errors.Is(err, cordon.ErrConflict) || states(t, u) != "accepted" || inForce(t, u, "un-sc/KPi.904") {
		t.Errorf("%v, %s", err, states(t, u))
	}
	if ss, err := u.Store.Snapshots(t.Context(), "un-sc"); err != nil || len(ss) != 2 {
		t.Errorf("%d snapshots, %v", len(ss), err)
	}
}

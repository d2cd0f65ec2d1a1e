package check

import (
	"context"
	"fmt"
	"strings"

	"cordon"
	"cordon/internal/store"
)

// auditPage is how many lines of the audit log are read at a time.
const auditPage = 10_000

// recorded examines whether the alerts and the updates that wait are there of which a
// snapshot or the audit log says that they were made: each was stored in one
// transaction with the other.
func (s *Service) recorded(ctx context.Context, tell func(Fault)) (c store.Checked, err error) {
	c.What = "recorded acts"
	err = s.Store.View(ctx, func(view *store.Store) error {
		acts, err := readActs(ctx, view)
		if err != nil {
			return err
		}
		c.Count, c.Faults = acts.examine(tell)
		return nil
	})
	if err != nil && ctx.Err() == nil {
		c.Faults++
		tell(Fault{Rule: "recorded/unread", Where: "alerts", Found: err.Error()})
		err = nil
	}
	return c, err
}

// acts are what was done with the lists, and what should have been stored with it.
type acts struct {
	snapshots []cordon.Snapshot
	stopped   []cordon.AuditEntry // lines of publications that were refused or held in part
	alerts    map[cordon.AlertID]bool
	waited    map[string]bool // a list and the digest of a file of a publication that waits or waited
}

func readActs(ctx context.Context, view *store.Store) (*acts, error) {
	a := &acts{alerts: map[cordon.AlertID]bool{}, waited: map[string]bool{}}
	alerts, err := view.Alerts(ctx, 0)
	if err != nil {
		return nil, err
	}
	for _, alert := range alerts {
		parts := strings.Split(string(alert.ID), "/")
		if alert.Kind == cordon.UpdateRefused && len(parts) > 3 {
			parts = parts[:3] // what a person had not been shown follows
		}
		a.alerts[cordon.AlertID(strings.Join(parts, "/"))] = true
	}
	waiting, err := view.PendingUpdates(ctx)
	if err != nil {
		return nil, err
	}
	for i := range waiting {
		for _, d := range waiting[i].Digests() {
			a.waited[string(waiting[i].List)+" "+string(d)] = true
		}
	}
	if a.snapshots, err = view.Snapshots(ctx, ""); err != nil {
		return nil, err
	}
	for after := int64(0); ; {
		lines, err := view.AuditLog(ctx, after, auditPage)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			if l.Action == "list.held" || l.Action == "list.refused" {
				a.stopped = append(a.stopped, l)
			}
			after = l.Seq
		}
		if len(lines) < auditPage {
			return a, nil
		}
	}
}

// examine reports what is missing, and returns how many acts there were and how much
// is missing.
func (a *acts) examine(tell func(Fault)) (acts, missing int64) {
	lost := func(rule, where, found string) {
		missing++
		tell(Fault{Rule: rule, Where: where, Found: found})
	}
	for _, s := range a.snapshots {
		if s.Added+s.Amended+s.Removed+s.Restored == 0 {
			continue
		}
		acts++
		if id := cordon.AlertID(fmt.Sprintf("%s/%s", cordon.ListChanged, s.ID)); !a.alerts[id] {
			lost("alert/lost", "snapshot "+string(s.ID), "it changed entries, and its alert is not there")
		}
	}
	for _, l := range a.stopped {
		acts++
		of, _, _ := strings.Cut(l.Object, ": ") // the list and the digest of the file
		kind, where := cordon.UpdateRefused, fmt.Sprintf("audit line %d", l.Seq)
		if l.Action == "list.held" {
			kind = cordon.RemovalsHeld
			if !a.waited[of] {
				lost("pending/lost", where, "it says that removals of "+of+" were held, and nothing of them is there")
			}
		}
		if id := cordon.AlertID(string(kind) + "/" + strings.Replace(of, " ", "/", 1)); !a.alerts[id] {
			lost("alert/lost", where, fmt.Sprintf("its alert %s is not there", id))
		}
	}
	return acts, missing
}

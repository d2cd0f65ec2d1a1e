package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"cordon"
)

// Alerts are the newest alerts, newest first; limit 0 gives all.
func (s *Store) Alerts(ctx context.Context, limit int) ([]cordon.Alert, error) {
	return s.AlertsFrom(ctx, 0, limit)
}

// AlertsFrom is Alerts without the newest offset ones.
func (s *Store) AlertsFrom(ctx context.Context, offset, limit int) (_ []cordon.Alert, err error) {
	defer cordon.Wrap(&err, "store.AlertsFrom(%d, %d)", offset, limit)
	var w where
	query := `select doc from alert order by raised desc, alert desc` + w.page(offset, limit)
	return collect(ctx, s.read, fromDoc[cordon.Alert], query, w.args...)
}

// CountAlerts is how many alerts there are.
func (s *Store) CountAlerts(ctx context.Context) (n int, err error) {
	defer cordon.Wrap(&err, "store.CountAlerts()")
	err = s.read.QueryRowContext(ctx, `select count(*) from alert`).Scan(&n)
	return n, err
}

// Raise stores an alert; one with the same ID is left as it is.
func (t *Tx) Raise(a *cordon.Alert) (err error) {
	defer cordon.Wrap(&err, "store.Raise(%s)", a.ID)
	if err := checkID("alert", a.ID); err != nil {
		return err
	}
	doc := *a
	doc.Raised = kept(a.Raised)
	b := t.into(`alert (alert, kind, raised, party, entry, document, doc)`, `on conflict (alert) do nothing`)
	err = b.add(a.ID, plain(a.Kind), micros(a.Raised), plain(a.Party), plain(a.Entry), plain(a.Document), inDoc{doc})
	return errors.Join(err, b.flush())
}

// Screening is one stored screening, or cordon.ErrNotFound.
func (s *Store) Screening(ctx context.Context, id cordon.ScreeningID) (_ *cordon.Screening, err error) {
	defer cordon.Wrap(&err, "store.Screening(%s)", id)
	sc, err := first(ctx, s.read, fromDoc[cordon.Screening], `select doc from screening where screening = $1`, id)
	if err != nil {
		return nil, err
	}
	return &sc, nil
}

// PutScreening stores a screening. It is never changed afterwards: a second one
// with its ID is cordon.ErrConflict. Without an ID it is given one that sorts
// by sc.At.
func (t *Tx) PutScreening(sc *cordon.Screening) (err error) {
	defer cordon.Wrap(&err, "store.PutScreening(%s)", sc.ID)
	if sc.At.IsZero() {
		return fmt.Errorf("the screening has no instant: %w", cordon.ErrInvalid)
	}
	if sc.ID == "" {
		sc.ID = newScreeningID(sc.At)
	}
	if err := checkID("screening", sc.ID); err != nil {
		return err
	}
	doc := *sc
	doc.At = kept(sc.At)
	return t.exec(`insert into screening (screening, at, author, doc) values ($1, $2, $3, $4)`,
		sc.ID, micros(sc.At), plain(sc.By), inDoc{doc})
}

// newScreeningID is the instant in 13 hex digits (microseconds, enough until
// the year 2112) and 8 random bytes.
func newScreeningID(at time.Time) cordon.ScreeningID {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return cordon.ScreeningID(fmt.Sprintf("scr-%013x%s", max(micros(at), 0), hex.EncodeToString(b[:])))
}

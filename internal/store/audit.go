package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"cordon"
)

const auditColumns = `select seq, at, actor, action, object, digest, prev from audit`

func scanAudit(rows *sql.Rows) (a cordon.AuditEntry, err error) {
	var at int64
	err = rows.Scan(&a.Seq, &at, &a.Actor, &a.Action, &a.Object, &a.Digest, &a.Prev)
	a.At = time.UnixMicro(at).UTC()
	return a, err
}

// AuditLog is the audit log from sequence number after on, oldest first.
func (s *Store) AuditLog(ctx context.Context, after int64, limit int) (_ []cordon.AuditEntry, err error) {
	defer cordon.Wrap(&err, "store.AuditLog(%d)", after)
	var w where
	w.add("seq > %s", after)
	query := auditColumns + w.String() + ` order by seq` + w.limit(limit)
	return collect(ctx, s.read, scanAudit, query, w.args...)
}

// Audit appends a line to the audit log. at is the caller's clock. Lines form
// one chain, so on PostgreSQL other transactions wait with theirs until this
// one ends: call it last.
func (t *Tx) Audit(at time.Time, actor, action, object string) (err error) {
	defer cordon.Wrap(&err, "store.Audit(%s, %s)", action, object)
	if err := t.lock(lockAudit); err != nil {
		return err
	}
	last, err := first(t.ctx, t.tx, scanAudit, auditColumns+` order by seq desc limit 1`)
	if err != nil && !errors.Is(err, cordon.ErrNotFound) {
		return err
	}
	a := cordon.AuditEntry{
		Seq: last.Seq + 1, At: kept(at), Actor: plain(actor), Action: plain(action), Object: plain(object), Prev: last.Digest,
	}
	a.Digest = auditDigest(a)
	if err := t.exec(`insert into audit (seq, at, actor, action, object, digest, prev) values ($1, $2, $3, $4, $5, $6, $7)`,
		a.Seq, micros(a.At), a.Actor, a.Action, a.Object, a.Digest, a.Prev); err != nil {
		return err
	}
	return t.exec(`update counter set value = $1 where name = 'audit'`, a.Seq)
}

// auditDigest is the digest of a line: of the JSON array of the digest of the
// line before, its number, its instant in microseconds, actor, action, object.
func auditDigest(a cordon.AuditEntry) cordon.Digest {
	b, err := json.Marshal([]any{a.Prev, a.Seq, micros(a.At), a.Actor, a.Action, a.Object})
	if err != nil {
		panic(err) // unreachable: text and numbers
	}
	return cordon.DigestOf(b)
}

// VerifyAudit walks the audit log's chain and returns the number of its lines.
// A line that was changed, put in, or taken out, at the end too, is
// cordon.ErrConflict with the number of the first line that does not fit.
func (s *Store) VerifyAudit(ctx context.Context) (lines int64, err error) {
	defer cordon.Wrap(&err, "store.VerifyAudit()")
	err = s.view(ctx, func(tx querier) error {
		lines, err = verifyAudit(ctx, tx)
		return err
	})
	return lines, err
}

func verifyAudit(ctx context.Context, tx querier) (int64, error) {
	var written int64
	if err := tx.QueryRowContext(ctx, `select value from counter where name = 'audit'`).Scan(&written); err != nil {
		return 0, err
	}
	rows, err := tx.QueryContext(ctx, auditColumns+` order by seq`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var last cordon.AuditEntry
	for rows.Next() {
		a, err := scanAudit(rows)
		if err != nil {
			return last.Seq, err
		}
		switch {
		case a.Seq != last.Seq+1:
			return last.Seq, fmt.Errorf("line %d is missing: %w", last.Seq+1, cordon.ErrConflict)
		case a.Prev != last.Digest || a.Digest != auditDigest(a):
			return last.Seq, fmt.Errorf("line %d was changed: %w", a.Seq, cordon.ErrConflict)
		}
		last = a
	}
	if err := rows.Err(); err != nil {
		return last.Seq, err
	}
	if last.Seq != written {
		return last.Seq, fmt.Errorf("line %d is missing: %w", last.Seq+1, cordon.ErrConflict)
	}
	return last.Seq, nil
}

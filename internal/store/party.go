package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"cordon"
)

// A PartyRow is a party with the current versions of its entries. An entry that
// is off its list is still named in Party.Entries, but not in Current.
type PartyRow struct {
	ID      cordon.PartyID
	Entries []cordon.EntryID
	Current []*cordon.Entry
}

// A memberRow is one entry of a party; doc is nil when it is off its list.
type memberRow struct {
	party   cordon.PartyID
	entry   cordon.EntryID
	since   sql.NullString
	doc     []byte
	current *cordon.Entry
}

const members = `select m.party, m.entry, v.since, v.doc from member m left join entry_version v on v.entry = m.entry and v.until is null`

func scanMember(rows *sql.Rows) (m memberRow, err error) {
	err = rows.Scan(&m.party, &m.entry, &m.since, &m.doc)
	return m, err
}

func (m memberRow) decode() (memberRow, error) {
	if m.doc == nil {
		return m, nil
	}
	m.current = new(cordon.Entry)
	if err := json.Unmarshal(m.doc, m.current); err != nil {
		return m, fmt.Errorf("entry %s: %w", m.entry, err)
	}
	m.current.Since, m.doc = cordon.SnapshotID(m.since.String), nil
	return m, nil
}

func (p *PartyRow) add(m memberRow) {
	p.Entries = append(p.Entries, m.entry)
	if m.current != nil {
		p.Current = append(p.Current, m.current)
	}
}

// Parties streams all parties, ordered by ID.
func (s *Store) Parties(ctx context.Context) iter.Seq2[*PartyRow, error] {
	return func(yield func(*PartyRow, error) bool) {
		var p *PartyRow
		for m, err := range stream(ctx, s.read, scanMember, memberRow.decode, members+` order by m.party, m.n`) {
			if err != nil {
				yield(nil, fmt.Errorf("store.Parties: %w", err))
				return
			}
			if p != nil && p.ID != m.party {
				if !yield(p, nil) {
					return
				}
				p = nil
			}
			if p == nil {
				p = &PartyRow{ID: m.party}
			}
			p.add(m)
		}
		if p != nil {
			yield(p, nil)
		}
	}
}

// Party is one party; an ID that was merged into another leads to that one.
// There is cordon.ErrNotFound when neither is known.
func (s *Store) Party(ctx context.Context, id cordon.PartyID) (_ *PartyRow, err error) {
	defer cordon.Wrap(&err, "store.Party(%s)", id)
	rows, err := collect(ctx, s.read, scanMember,
		members+` where m.party = coalesce((select party from redirect where former = $1), $1) order by m.n`, id)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, cordon.ErrNotFound
	}
	p := &PartyRow{ID: rows[0].party}
	for _, m := range rows {
		if m, err = m.decode(); err != nil {
			return nil, err
		}
		p.add(m)
	}
	return p, nil
}

// PartyOf is the party of an entry, or cordon.ErrNotFound.
func (s *Store) PartyOf(ctx context.Context, id cordon.EntryID) (_ cordon.PartyID, err error) {
	defer cordon.Wrap(&err, "store.PartyOf(%s)", id)
	return first(ctx, s.read, text[cordon.PartyID], `select party from member where entry = $1`, id)
}

// A place is where an entry stands: the n-th of a party.
type place struct {
	entry cordon.EntryID
	party cordon.PartyID
	n     int
}

func scanPlace(rows *sql.Rows) (p place, err error) {
	err = rows.Scan(&p.entry, &p.party, &p.n)
	return p, err
}

// PutParties replaces the parties, moves the generation on and marks the
// parties as made of it by an engine of that version. Former party IDs that are
// gone become redirects to the party that has their entry now. Only ID and
// Entries of a row count. Parties that leave out an entry of the store are
// refused with cordon.ErrConflict, since no query could find them.
func (t *Tx) PutParties(engine string, ps []PartyRow) (err error) {
	defer cordon.Wrap(&err, "store.PutParties(%d parties)", len(ps))
	if err := t.lock(lockEntries); err != nil {
		return err
	}
	now, err := placesOf(ps)
	if err != nil {
		return err
	}
	was, err := collect(t.ctx, t.tx, scanPlace, `select entry, party, n from member order by party, n`)
	if err != nil {
		return err
	}
	if err := t.putMembers(was, now); err != nil {
		return err
	}
	if err := t.putRedirects(was, ps, now); err != nil {
		return err
	}
	if err := t.noneLeftOut(); err != nil {
		return err
	}
	if err := t.nextGeneration(); err != nil {
		return err
	}
	return t.PutMark(PartiesMark, engine)
}

// noneLeftOut refuses parties that do not have every entry.
func (t *Tx) noneLeftOut() error {
	left, err := collect(t.ctx, t.tx, text[cordon.EntryID], entriesWithoutParty+` limit 1`)
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("entry %s would belong to no party: %w", left[0], cordon.ErrConflict)
	}
	return err
}

const entriesWithoutParty = `select v.entry from entry_version v where v.n = 1
	and not exists (select 1 from member m where m.entry = v.entry)`

func placesOf(ps []PartyRow) (map[cordon.EntryID]place, error) {
	now := make(map[cordon.EntryID]place, len(ps))
	ids := make(map[cordon.PartyID]bool, len(ps))
	for _, p := range ps {
		if err := checkID("party", p.ID); err != nil {
			return nil, err
		}
		if ids[p.ID] || len(p.Entries) == 0 {
			return nil, fmt.Errorf("party %s is given twice or has no entry: %w", p.ID, cordon.ErrInvalid)
		}
		ids[p.ID] = true
		for i, e := range p.Entries {
			if err := checkID("entry", e); err != nil {
				return nil, err
			}
			if o, ok := now[e]; ok {
				return nil, fmt.Errorf("entry %s is in party %s and in %s: %w", e, o.party, p.ID, cordon.ErrInvalid)
			}
			now[e] = place{e, p.ID, i}
		}
	}
	return now, nil
}

// putMembers writes only what differs.
func (t *Tx) putMembers(was []place, now map[cordon.EntryID]place) error {
	held := make(map[cordon.EntryID]place, len(was))
	var gone []cordon.EntryID
	for _, w := range was {
		held[w.entry] = w
		if _, ok := now[w.entry]; !ok {
			gone = append(gone, w.entry)
		}
	}
	if err := t.exec(`delete from member where `+t.dialect.in("entry", "$1"), list(gone)); err != nil {
		return err
	}
	b := t.into(`member (entry, party, n)`, `on conflict (entry) do update set party = excluded.party, n = excluded.n`)
	for _, p := range now {
		if h, ok := held[p.entry]; ok && h == p {
			continue
		}
		if err := b.add(p.entry, p.party, p.n); err != nil {
			return err
		}
	}
	return b.flush()
}

// putRedirects leads the IDs of vanished parties to the parties that have their
// entries now: the entry that the party was named after, else the first that
// still has a party. Redirects to a vanished party move along.
func (t *Tx) putRedirects(was []place, ps []PartyRow, now map[cordon.EntryID]place) error {
	live := make(map[cordon.PartyID]bool, len(ps))
	ids := make([]cordon.PartyID, 0, len(ps))
	for _, p := range ps {
		live[p.ID] = true
		ids = append(ids, p.ID)
	}
	to := map[cordon.PartyID]cordon.PartyID{}
	for _, w := range was { // in the order of their places
		if p, ok := now[w.entry]; ok && !live[w.party] && (to[w.party] == "" || cordon.PartyID(w.entry) == w.party) {
			to[w.party] = p.party
		}
	}
	if err := t.exec(`delete from redirect where `+t.dialect.in("former", "$1"), list(ids)); err != nil {
		return err
	}
	b := t.into(`redirect (former, party)`, `on conflict (former) do update set party = excluded.party`)
	for former, party := range to {
		if err := t.exec(`update redirect set party = $1 where party = $2`, party, former); err != nil {
			return err
		}
		if err := b.add(former, party); err != nil {
			return err
		}
	}
	if err := b.flush(); err != nil {
		return err
	}
	// A party whose entries have all gone leaves nothing to lead to.
	return t.exec(`delete from redirect where party not in (select party from member)`)
}

// Judgements are all judgements, oldest first.
func (s *Store) Judgements(ctx context.Context) (_ []cordon.Judgement, err error) {
	defer cordon.Wrap(&err, "store.Judgements()")
	return collect(ctx, s.read, fromDoc[cordon.Judgement], `select doc from judgement order by at, a, b, author`)
}

// ReplaceJudgements puts judgements in the place of all whose author begins
// with the prefix: the judgements of a rule that no longer applies must go.
func (t *Tx) ReplaceJudgements(prefix string, js []cordon.Judgement) (err error) {
	defer cordon.Wrap(&err, "store.ReplaceJudgements(%s, %d)", prefix, len(js))
	for _, j := range js {
		if prefix == "" || !strings.HasPrefix(j.By, prefix) {
			return fmt.Errorf("a judgement of %q in place of those of %q: %w", j.By, prefix, cordon.ErrInvalid)
		}
	}
	// "like" minds the case of letters in one of the databases only.
	if err := t.exec(`delete from judgement where substr(author, 1, length($1)) = $1`, prefix); err != nil {
		return err
	}
	return t.PutJudgements(js)
}

// PutJudgements adds judgements; one on the same pair, in either order, by the
// same author is replaced. The generation moves on: the parties have to be
// recomputed, best in the same transaction.
func (t *Tx) PutJudgements(js []cordon.Judgement) (err error) {
	defer cordon.Wrap(&err, "store.PutJudgements(%d)", len(js))
	if err := t.lock(lockEntries); err != nil {
		return err
	}
	type key struct {
		a, b cordon.EntryID
		by   string
	}
	last := map[key]int{} // one statement must not touch a row twice
	for i, j := range js {
		if err := errors.Join(checkID("entry", j.A), checkID("entry", j.B), checkID("author", j.By)); err != nil {
			return err
		}
		last[key{min(j.A, j.B), max(j.A, j.B), j.By}] = i
	}
	b := t.into(`judgement (a, b, author, at, doc)`, `on conflict (a, b, author) do update set at = excluded.at, doc = excluded.doc`)
	for i, j := range js {
		k := key{min(j.A, j.B), max(j.A, j.B), j.By}
		if last[k] != i {
			continue
		}
		j.At = kept(j.At)
		if err := b.add(k.a, k.b, k.by, micros(j.At), inDoc{j}); err != nil {
			return err
		}
	}
	if err := b.flush(); err != nil {
		return err
	}
	return t.nextGeneration()
}

package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"cordon"
)

//go:embed schema/*.sql
var schema embed.FS

// Several programs may open a new SQLite file at once. SQLite does not always
// wait for the one that sets the file up, so the others try again: about 5 s.
const (
	openTries = 100
	openPause = 50 * time.Millisecond
)

// A migration is one step of the schema; its version is its place, from 1 on.
type migration struct {
	version int64
	name    string
	sql     string
	fill    func(*Store, *Tx) error // derives what the new tables hold from what is stored; may be nil
}

// fills are the migrations that SQL alone cannot do, by their names.
var fills = map[string]func(*Store, *Tx) error{
	"schema/0007_moments.sql": (*Store).fillMoments,
}

// migrate brings the schema up to this program's version, in order.
func (s *Store) migrate(ctx context.Context) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	for range openTries {
		if err = s.up(ctx, steps); !busy(err) {
			return unreadable(err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(openPause):
		}
	}
	return err
}

// migrations are the files of the schema in the order of their names: 0001_….sql is version 1.
func migrations() ([]migration, error) {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var steps []migration
	for i, name := range names {
		text, err := schema.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, migration{int64(i + 1), name, string(text), fills[name]})
	}
	return steps, nil
}

// up applies the steps that the database lacks. One that is up to date is only read.
func (s *Store) up(ctx context.Context, steps []migration) error {
	has, err := s.schemaVersion(ctx)
	if err != nil {
		return err
	}
	if wants := int64(len(steps)); has > wants {
		return fmt.Errorf("the database has schema %d, this program knows up to %d; use a newer cordon: %w", has, wants, cordon.ErrConflict)
	}
	for _, step := range steps[has:] {
		if err := s.apply(ctx, step); err != nil {
			return fmt.Errorf("migration %s: %w", step.name, err)
		}
	}
	return nil
}

// schemaVersion is the newest migration that was applied; 0 for an empty database.
func (s *Store) schemaVersion(ctx context.Context) (n int64, err error) {
	var there bool
	if err := s.write.QueryRowContext(ctx, s.dialect.versioned).Scan(&there); err != nil || !there {
		return 0, err
	}
	err = s.write.QueryRowContext(ctx, newestMigration).Scan(&n)
	return n, err
}

const newestMigration = `select coalesce(max(version_id), 0) from schema_version`

// apply applies one migration in one transaction, under a lock, and only if no
// other program has: the version is read again under the lock.
func (s *Store) apply(ctx context.Context, step migration) error {
	return s.Tx(ctx, func(t *Tx) error {
		if err := t.lock(lockSchema); err != nil {
			return err
		}
		if err := t.exec(`create table if not exists schema_version (version_id bigint not null, is_applied boolean not null)`); err != nil {
			return err
		}
		var has int64
		if err := t.tx.QueryRowContext(ctx, newestMigration).Scan(&has); err != nil || has >= step.version {
			return err
		}
		if s.dialect.prepare != "" {
			if err := t.exec(s.dialect.prepare); err != nil {
				return err
			}
		}
		if err := t.exec(step.sql); err != nil {
			return err
		}
		if step.fill != nil {
			if err := step.fill(s, t); err != nil {
				return err
			}
		}
		return t.exec(`insert into schema_version (version_id, is_applied) values ($1, $2)`, step.version, true)
	})
}

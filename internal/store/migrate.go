package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"

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

// migrate brings the schema up to this program's version, in order.
func (s *Store) migrate(ctx context.Context) (err error) {
	p, err := s.provider()
	if err != nil {
		return err
	}
	for range openTries {
		if err = s.up(ctx, p); !busy(err) {
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

func (s *Store) provider() (*goose.Provider, error) {
	dir, err := fs.Sub(schema, "schema")
	if err != nil {
		return nil, err
	}
	opts, err := s.dialect.options()
	if err != nil {
		return nil, err
	}
	opts = append(opts, goose.WithTableName("schema_version"), goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	return goose.NewProvider(s.dialect.goose, s.write, dir, opts...)
}

func (s *Store) up(ctx context.Context, p *goose.Provider) error {
	if err := s.write.PingContext(ctx); err != nil {
		return err
	}
	if s.dialect.prepare != "" {
		if _, err := s.write.ExecContext(ctx, s.dialect.prepare); err != nil {
			return err
		}
	}
	has, wants, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if has > wants {
		return fmt.Errorf("the database has schema %d, this program knows up to %d; use a newer cordon: %w", has, wants, cordon.ErrConflict)
	}
	if _, err := p.Up(ctx); err != nil {
		// Another program may have done the same work in between.
		if has, wants, again := p.GetVersions(ctx); again != nil || has != wants {
			return err
		}
	}
	return nil
}

// Package input opens what a person hands in: local files and standard input.
//
// A local file is a regular file. A FIFO, a device or a socket where a file is
// wanted is refused, without waiting for whoever may write into it. Every read
// honours its context, also one of standard input that blocks, so that a signal
// ends a command at once.
package input

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"cordon"
)

// Open opens a regular file, or what a symbolic link to one names. A file that
// is not there is cordon.ErrNotFound; a folder, FIFO, device or socket is
// cordon.ErrInvalid. Reading fails once the context has ended.
func Open(ctx context.Context, path string) (_ io.ReadCloser, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, missing(err)
	}
	if err := regular(path, info); err != nil {
		return nil, err
	}
	// Another process may have put a FIFO there since: opening one that nobody
	// writes to would wait for ever, but for O_NONBLOCK.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, missing(err)
	}
	if info, err = f.Stat(); err == nil {
		err = regular(path, info)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &file{ctx, f}, nil
}

// missing gives an absent file its kind, and says so without the system's call.
func missing(err error) error {
	if at := (*fs.PathError)(nil); errors.Is(err, fs.ErrNotExist) && errors.As(err, &at) {
		return &absent{at}
	}
	return err
}

// An absent file is cordon.ErrNotFound and fs.ErrNotExist.
type absent struct{ err *fs.PathError }

func (a *absent) Error() string { return a.err.Path + ": no such file" }

func (a *absent) Unwrap() []error { return []error{cordon.ErrNotFound, a.err} }

// regular refuses everything but a regular file.
func regular(path string, info fs.FileInfo) error {
	if info.Mode().IsRegular() {
		return nil
	}
	return cordon.Problem{File: path, Reason: kind(info.Mode())}
}

// kind says what a file that is not regular is, and what to do instead.
func kind(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "a folder, not a file"
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe (FIFO), not a regular file: pipe it to standard input (-) instead"
	case m&fs.ModeSocket != 0:
		return "a socket, not a regular file"
	case m&fs.ModeDevice != 0:
		return "a device, not a regular file"
	}
	return "not a regular file"
}

// A file is a regular file whose reads end with its context. A read of a
// regular file does not block for long, so that a check before each is enough.
type file struct {
	ctx context.Context
	f   *os.File
}

func (f *file) Read(p []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return f.f.Read(p)
}

func (f *file) Close() error { return f.f.Close() }

// streamed is how many bytes of a stream are read at a time.
const streamed = 64 << 10

// Stream reads from r, which may block for ever, until ctx ends: standard
// input. A read that was under way when ctx ended is left behind; r must not be
// read by anybody else.
func Stream(ctx context.Context, r io.Reader) io.Reader {
	return &stream{ctx: ctx, r: r, buf: make([]byte, streamed), done: make(chan error, 1)}
}

type stream struct {
	ctx  context.Context
	r    io.Reader
	buf  []byte     // filled by one read at a time
	n    int        // bytes of buf that the last read filled; set before done
	done chan error // the end of the read under way
	rest []byte     // of buf, not handed out yet
	err  error      // comes after rest
}

func (s *stream) Read(p []byte) (int, error) {
	if len(s.rest) == 0 && s.err == nil && len(p) > 0 {
		s.fill()
	}
	if len(s.rest) == 0 {
		return 0, s.err
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

// fill waits for one read or for the end of the context, after which buf
// belongs to the read that was left behind.
func (s *stream) fill() {
	if s.err = s.ctx.Err(); s.err != nil {
		return
	}
	go func() {
		n, err := s.r.Read(s.buf)
		s.n = n
		s.done <- err
	}()
	select {
	case s.err = <-s.done:
		s.rest = s.buf[:s.n]
	case <-s.ctx.Done():
		s.err = s.ctx.Err()
	}
}

// All reads r to its end. More than limit bytes are cordon.ErrInvalid.
func All(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, TooLong(limit)
	}
	return b, nil
}

// TooLong is the error for input of more than limit bytes.
func TooLong(limit int64) error {
	return cordon.Problem{Reason: fmt.Sprintf("longer than %d MB", limit>>20)}
}

// Walk calls visit for every file below root in the order of their names, or
// for root itself if it is one. err says why a file cannot be opened: it is not
// a regular file, or its folder cannot be read. Hidden folders below root are
// passed over.
func Walk(ctx context.Context, root string, visit func(path string, err error) error) error {
	if _, err := os.Stat(root); err != nil {
		return missing(err)
	}
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return visit(path, err)
		case d.IsDir() && path != root && d.Name()[0] == '.':
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		info, err := os.Stat(path) // what a symbolic link names
		if err == nil {
			err = regular(path, info)
		}
		return visit(path, missing(err))
	})
}

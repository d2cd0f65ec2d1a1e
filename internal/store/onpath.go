package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"cordon"
)

// errMoved is the error of a store whose files are not on their paths any more: what is
// there now, if anything is, was written by others, and the open files tell nothing of
// it. It is a cordon.ErrConflict.
var errMoved = fmt.Errorf("a file of the database was deleted, moved or replaced while it was open; start the program again: %w",
	cordon.ErrConflict)

// An onPath is a database file as it was when it was opened, and the two files that
// SQLite keeps beside it. Nil is none.
type onPath struct {
	path string
	real string // absolute and without links, as the system names open files
	file os.FileInfo

	mu     sync.Mutex
	beside [len(sides)]os.FileInfo // as last seen; nil when not there

	generation, newest int64 // the last generation seen and when its newest snapshot was fetched; 0 before
}

// sides are the endings of the log, which holds what was committed last, and of its
// index, by which programs see each other's commits.
var sides = [...]string{"-wal", "-shm"}

func onPathOf(path string) (*onPath, error) {
	p := &onPath{path: path}
	var err error
	if p.file, err = os.Stat(path); err == nil {
		p.real, err = filepath.EvalSymlinks(path)
	}
	if err == nil {
		p.real, err = filepath.Abs(p.real)
	}
	for i, end := range sides {
		p.beside[i], _ = os.Stat(p.real + end)
	}
	return p, err
}

// same is errMoved when another file, or none, is on the path, or when a file beside
// it was deleted that is still open.
func (p *onPath) same() error {
	if p == nil {
		return nil
	}
	now, err := os.Stat(p.path)
	if errors.Is(err, os.ErrNotExist) || err == nil && !os.SameFile(p.file, now) {
		return fmt.Errorf("%s: %w", p.path, errMoved)
	}
	if err != nil {
		return err
	}
	end, err := p.deleted()
	if end != "" {
		return fmt.Errorf("%s%s: %w", p.path, end, errMoved)
	}
	return err
}

// still is errMoved when a generation has another newest snapshot than it had before:
// another database was copied over the file.
func (p *onPath) still(generation, newest int64) error {
	if p == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if generation == p.generation && newest != p.newest {
		return fmt.Errorf("%s: %w", p.path, errMoved)
	}
	p.generation, p.newest = generation, newest
	return nil
}

// deleted is the ending of a file beside it that was deleted and is still open; empty
// when there is none.
func (p *onPath) deleted() (string, error) {
	if p == nil {
		return "", nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, end := range sides {
		now, _ := os.Stat(p.real + end)
		if was := p.beside[i]; was == nil || now != nil && os.SameFile(was, now) {
			p.beside[i] = now
			continue
		}
		switch open, err := openDeleted(p.real + end); {
		case err != nil:
			return "", err
		case open:
			return end, nil
		}
		p.beside[i] = now // the last connection closed it, SQLite removed it, and another made it anew
	}
	return "", nil
}

// openDeleted reports whether this process has a file open that was deleted. It is
// never so where the system does not tell (other than Linux). That it cannot be told
// now, since too many files are open, is an error.
func openDeleted(file string) (bool, error) {
	const fds = "/proc/self/fd"
	open, err := os.ReadDir(fds)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return false, err
	}
	for _, fd := range open {
		name, _ := os.Readlink(filepath.Join(fds, fd.Name()))
		if name == file+" (deleted)" {
			return true, nil
		}
	}
	return false, nil
}

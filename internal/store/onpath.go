package store

import (
	"errors"
	"fmt"
	"os"

	"cordon"
)

// errMoved is the error of a store whose file is not on its path any more: what is
// there now, if anything is, was written by others, and the open file tells nothing of
// it. It is a cordon.ErrConflict.
var errMoved = fmt.Errorf("the database's file was deleted, moved or replaced while it was open; start the program again: %w",
	cordon.ErrConflict)

// An onPath is a file as it was when it was opened. The zero one is none.
type onPath struct {
	path string
	file os.FileInfo
}

func onPathOf(path string) (onPath, error) {
	info, err := os.Stat(path)
	return onPath{path, info}, err
}

// same is errMoved when another file, or none, is on the path.
func (p onPath) same() error {
	if p.path == "" {
		return nil
	}
	now, err := os.Stat(p.path)
	if errors.Is(err, os.ErrNotExist) || err == nil && !os.SameFile(p.file, now) {
		return fmt.Errorf("%s: %w", p.path, errMoved)
	}
	return err
}

// Package output writes what a person asked for so that nothing is half there:
// a file takes its name only when it is whole and on the disk, and standard
// output that cannot be written is an error.
package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"cordon"
)

// A File is written under a temporary name beside the target. Commit gives it
// the target's name, Close without Commit removes it.
type File struct {
	f      *os.File
	target string
	mode   fs.FileMode
	done   bool
}

// The name of a temporary file is ".TARGET.cordon-NUMBER.part".
const (
	tempMark = ".cordon-"
	tempEnd  = ".part"
)

// attempts is how often Create tries anew when another process swept its file
// away between its making and its locking, which takes microseconds.
const attempts = 10

// Create begins a file that shall replace path. What a killed run left of the
// same target is removed first. A folder, device or pipe at path is
// cordon.ErrInvalid: it could not be replaced as a whole. A symbolic link is
// followed, and a file that is there keeps its permissions.
func Create(path string) (_ *File, err error) {
	defer cordon.Wrap(&err, "output.Create(%s)", path)
	target, mode := path, fs.FileMode(0o644)
	if real, err := filepath.EvalSymlinks(path); err == nil {
		target = real
	}
	switch info, err := os.Stat(target); {
	case err == nil && !info.Mode().IsRegular():
		return nil, cordon.Problem{Reason: "not a regular file; write to standard output (-) and redirect it"}
	case err == nil:
		mode = info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	sweep(target)
	for range attempts {
		f, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target)+tempMark+"*"+tempEnd)
		if err != nil {
			return nil, err
		}
		if lock(f) && still(f) {
			return &File{f: f, target: target, mode: mode}, nil
		}
		f.Close()
	}
	return nil, fmt.Errorf("no temporary file could be locked: %w", cordon.ErrConflict)
}

// sweep removes the temporary files of target that no live process holds. What
// cannot be removed stays: it is in nobody's way.
func sweep(target string) {
	names, _ := os.ReadDir(filepath.Dir(target))
	for _, d := range names {
		if !d.Type().IsRegular() || !tempOf(filepath.Base(target), d.Name()) {
			continue
		}
		f, err := os.Open(filepath.Join(filepath.Dir(target), d.Name()))
		if err != nil {
			continue
		}
		if lock(f) { // held until it is removed, so that nobody takes it up meanwhile
			os.Remove(f.Name())
		}
		f.Close()
	}
}

// tempOf reports whether name is that of a temporary file for base.
func tempOf(base, name string) bool {
	number, ok := strings.CutPrefix(name, "."+base+tempMark)
	number, end := strings.CutSuffix(number, tempEnd)
	return ok && end && number != "" && strings.Trim(number, "0123456789") == ""
}

// still reports whether the open file is the one that its name means.
func still(f *os.File) bool {
	a, err := f.Stat()
	b, berr := os.Stat(f.Name())
	return err == nil && berr == nil && os.SameFile(a, b)
}

// Write writes to the temporary file.
func (f *File) Write(p []byte) (int, error) { return f.f.Write(p) }

// Commit puts what was written on the disk and gives it the target's name.
func (f *File) Commit() (err error) {
	defer cordon.Wrap(&err, "output.Commit(%s)", f.target)
	if err := f.f.Chmod(f.mode); err != nil {
		return err
	}
	if err := f.f.Sync(); err != nil { // else a power cut leaves the name with no bytes
		return err
	}
	if err := f.rename(); err != nil {
		return err
	}
	f.done = true
	return syncFolder(filepath.Dir(f.target))
}

// Close ends the writing; what was not committed is removed.
func (f *File) Close() error {
	if f.done {
		return nil
	}
	f.done = true
	return errors.Join(os.Remove(f.f.Name()), f.f.Close())
}

// A Checked writer keeps its first error, for commands that print line by line
// and look at no error: what a person asked for and did not get is a failure.
type Checked struct {
	w   io.Writer
	err error
}

// Check wraps standard output.
func Check(w io.Writer) *Checked { return &Checked{w: w} }

// Write writes through; after an error it writes no more.
func (c *Checked) Write(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.w.Write(p)
	c.err = err
	return n, err
}

// Err is the first error, or nil.
func (c *Checked) Err() error { return c.err }

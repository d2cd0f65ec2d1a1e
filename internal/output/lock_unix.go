//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"errors"
	"os"
	"syscall"
)

// lock takes the file for this process until it is closed, or reports that
// another one has it. The system drops the lock of a process that ends.
func lock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// rename keeps the file locked until it has its new name.
func (f *File) rename() error {
	return errors.Join(os.Rename(f.f.Name(), f.target), f.f.Close())
}

// syncFolder puts the new name on the disk.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) { // a file system that cannot
		err = nil
	}
	return errors.Join(err, d.Close())
}

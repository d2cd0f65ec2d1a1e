//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package output

import "os"

// lock needs to do nothing: Windows removes no file that is open.
func lock(*os.File) bool { return true }

// rename closes the file first: Windows renames no file that is open.
func (f *File) rename() error {
	if err := f.f.Close(); err != nil {
		return err
	}
	return os.Rename(f.f.Name(), f.target)
}

func syncFolder(string) error { return nil }

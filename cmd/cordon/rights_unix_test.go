//go:build linux || darwin

package main

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// withoutRights has the superuser run a command as nobody: rights bind him too.
func withoutRights(cmd *exec.Cmd) {
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
}

// freeBytes is how much may still be written to the file system of a folder.
func freeBytes(t *testing.T, dir string) int64 {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		t.Fatal(err)
	}
	return int64(s.Bavail) * int64(s.Bsize)
}

package kill

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"cordon/internal/need"
)

// buildTime bounds one build of the program, runTime one run of it: far more
// than either takes on a busy machine.
const (
	buildTime = 10 * time.Minute
	runTime   = 5 * time.Minute
)

// build builds the program and returns its path.
func build(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "cordon")
	ctx, cancel := context.WithTimeout(t.Context(), buildTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "build", "-o", bin, "./cmd/cordon")
	cmd.Dir = need.Root(t)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// A result is what came of one process.
type result struct {
	code   int // -1 when it was killed
	out    string
	errs   string
	cpu    time.Duration // user and system time
	wall   time.Duration
	killed bool
}

func (r result) String() string {
	return fmt.Sprintf("exit code %d, stdout %.300q, stderr %.600q", r.code, r.out, r.errs)
}

// A house is one database with its archive, and the program that opens it.
type house struct {
	bin, dir, db string
}

// command is one call of the program on this house.
func (h *house) command(ctx context.Context, args ...string) *exec.Cmd {
	all := append([]string{"--db", h.db, "--archive", filepath.Join(h.dir, "archive")}, args...)
	cmd := exec.CommandContext(ctx, h.bin, all...)
	cmd.Dir = h.dir
	cmd.Env = append(os.Environ(), "HOME="+h.dir, "XDG_DATA_HOME="+h.dir, "XDG_CONFIG_HOME="+h.dir, "CORDON_DB=", "CORDON_ARCHIVE=")
	return cmd
}

// run runs a command to its end.
func (h *house) run(t testing.TB, args ...string) result { return h.runKilled(t, 0, args...) }

// runKilled runs a command and kills it, as a power cut would, when it has used
// so much CPU time; 0 lets it run to its end.
func (h *house) runKilled(t testing.TB, after time.Duration, args ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), runTime)
	defer cancel()
	cmd := h.command(ctx, args...)
	var out, errs bytes.Buffer
	began := time.Now()
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	if after > 0 {
		go killAfter(cmd.Process, after, ended)
	}
	err := cmd.Wait()
	close(ended)
	if ctx.Err() != nil {
		t.Fatalf("cordon %s did not end in %s", strings.Join(args, " "), runTime)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	state := cmd.ProcessState
	status, _ := state.Sys().(syscall.WaitStatus)
	return result{
		code: state.ExitCode(), out: out.String(), errs: errs.String(),
		cpu: state.UserTime() + state.SystemTime(), wall: time.Since(began),
		killed: status.Signaled() && status.Signal() == syscall.SIGKILL,
	}
}

// killAfter kills a process once it has used so much CPU time.
func killAfter(p *os.Process, after time.Duration, ended <-chan struct{}) {
	for {
		if used, err := need.CPU(p.Pid); err == nil && used >= after {
			break
		}
		select {
		case <-ended:
			return
		case <-time.After(time.Millisecond):
		}
	}
	_ = p.Kill() // it may have ended just now
}

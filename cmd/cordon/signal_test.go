package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"cordon/internal/need"
)

// patience is how long a process may take that must not hang: far more than a
// loaded machine needs, so that only a hang reaches it.
const patience = 3 * time.Minute

// A process is a real cordon with a database of its own that has had its first
// start.
type process struct {
	*exec.Cmd
	out, errs bytes.Buffer
	kill      context.CancelFunc
}

// home is a folder with a furnished database, and the environment for it.
func home(t *testing.T, made string) (dir string, env []string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "cordon"), os.DirFS(made)); err != nil {
		t.Fatal(err)
	}
	return dir, append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+filepath.Join(dir, "config"))
}

func command(t *testing.T, dir string, env []string, args ...string) *process {
	t.Helper()
	ctx, kill := context.WithTimeout(t.Context(), patience)
	t.Cleanup(kill)
	p := &process{Cmd: exec.CommandContext(ctx, "cordon", args...), kill: kill}
	p.Dir, p.Env, p.Stdout, p.Stderr = dir, env, &p.out, &p.errs
	return p
}

// end waits for the process and returns how it ended: "exit 130" or "killed by
// SIGINT".
func (p *process) end(t *testing.T) string {
	t.Helper()
	err := p.Wait()
	if ws, ok := p.ProcessState.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return "killed by " + ws.Signal().String()
	}
	if p.ProcessState.ExitCode() < 0 {
		t.Fatal(err)
	}
	return fmt.Sprintf("exit %d", p.ProcessState.ExitCode())
}

// feed gives the process more input than a pipe holds and leaves the pipe open:
// once that is written, the process is reading and waits for more.
func (p *process) feed(t *testing.T, row string) {
	t.Helper()
	w, err := p.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, strings.Repeat(row, 400_000/len(row))); err != nil {
		t.Fatal(err, p.errs.String())
	}
}

// TestSignals: a command that waits for input ends at the first signal.
func TestSignals(t *testing.T) {
	made := furnished(t)
	for name, c := range map[string]struct {
		args []string
		row  string
		sig  syscall.Signal
		want string
	}{
		"screen":       {[]string{"screen", "--in", "-", "--out", "out.jsonl"}, "name,\n", syscall.SIGINT, "exit 130"},
		"read":         {[]string{"read", "-"}, "Moscow denied it.\n", syscall.SIGTERM, "exit 143"},
		"read records": {[]string{"read", "--dry-run", "-"}, `{"doc":"x","text":""}` + "\n", syscall.SIGINT, "exit 130"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, env := home(t, made)
			p := command(t, dir, env, c.args...)
			p.feed(t, c.row)
			if err := p.Process.Signal(c.sig); err != nil {
				t.Fatal(err)
			}
			if got := p.end(t); got != c.want || !strings.Contains(p.errs.String(), "stopped: "+c.sig.String()) {
				t.Errorf("%s, want %s: %s", got, c.want, lastLine(p.errs.String()))
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "*out.jsonl*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func lastLine(s string) string {
	s = strings.TrimRight(s, "\n")
	return s[strings.LastIndexByte(s, '\n')+1:]
}

// reading is the CPU time after which the document of TestLongDocument is surely
// being analysed: the start takes a tenth of it, the whole analysis ten times as much.
const reading = time.Second

// TestLongDocument: a document that takes long to read does not hold up a signal.
func TestLongDocument(t *testing.T) {
	dir, env := home(t, furnished(t))
	text := strings.Repeat("North Korea shipped weapons to Russia, said Maria Zakharova in Moscow on 2 March 2024.\n", 80_000)
	p := command(t, dir, env, "read", "--dry-run", "-")
	w, err := p.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err, p.errs.String())
	}
	w.Close()
	for {
		spent, err := need.CPU(p.Process.Pid)
		if err != nil {
			t.Fatal(err, p.errs.String())
		}
		if spent >= reading {
			break
		}
		time.Sleep(need.Tick)
	}
	p.Process.Signal(syscall.SIGINT)
	if got := p.end(t); got != "exit 130" {
		t.Errorf("%s: %s", got, lastLine(p.errs.String()))
	}
}

// TestSecondSignal: a server that waits for a client to finish ends at once at
// the second signal.
func TestSecondSignal(t *testing.T) {
	dir, env := home(t, furnished(t))
	p := command(t, dir, env, "serve", "--addr", "127.0.0.1:0")
	r, err := p.pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 200)
	n, err := r.Read(line)
	_, addr, ok := strings.Cut(strings.TrimSpace(string(line[:n])), "http://")
	if err != nil || !ok {
		t.Fatalf("%q, %v", line[:n], err)
	}
	conn, err := net.Dial("tcp", addr) // says nothing: an orderly end waits for it
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	resp, err := http.Get("http://" + addr + "/") // answered: so the one before is accepted too
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	done := make(chan string, 1)
	go func() { done <- p.end(t) }()
	for {
		p.Process.Signal(syscall.SIGINT)
		select {
		case got := <-done:
			if got != "killed by interrupt" {
				t.Errorf("%s: %s", got, lastLine(p.errs.String()))
			}
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// pipe is standard output as a pipe instead of a buffer.
func (p *process) pipe() (io.ReadCloser, error) {
	p.Stdout = nil
	return p.StdoutPipe()
}

// inside runs a command line in this process; it must not hang.
func inside(t *testing.T, dir string, stdout io.Writer, args ...string) (code int, errs string) {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "config"))
	var stderr bytes.Buffer
	done := make(chan int, 1)
	args = append([]string{"--db", filepath.Join(dir, "cordon", "cordon.db")}, args...)
	go func() { done <- run(t.Context(), args, strings.NewReader(""), stdout, &stderr) }()
	select {
	case code := <-done:
		return code, stderr.String()
	case <-time.After(patience):
		t.Fatalf("%v hangs", args)
	}
	return 0, ""
}

// TestNoFiles: what is not a regular file is refused, and nothing waits for it.
func TestNoFiles(t *testing.T) {
	dir, _ := home(t, furnished(t))
	t.Chdir(dir)
	for _, folder := range []string{"lists", "news"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, pipe := range []string{"pipe", "lists/pipe", "news/pipe"} {
		if err := syscall.Mkfifo(filepath.Join(dir, pipe), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"screen", "--in", "pipe"}, "pipe: a named pipe (FIFO), not a regular file: pipe it to standard input (-) instead"},
		{[]string{"screen", "--in", "/dev/zero"}, "/dev/zero: a device"},
		{[]string{"screen", "--in", "lists"}, "lists: a folder"},
		{[]string{"read", "pipe"}, "pipe: a named pipe"},
		{[]string{"read", "/dev/zero"}, "/dev/zero: a device"},
		{[]string{"read", "news"}, "news/pipe: a named pipe"},
		{[]string{"update", "--from", "lists"}, "nothing in lists"},
		{[]string{"update", "--from", "pipe"}, "nothing in pipe"},
		{[]string{"--config", "pipe", "lists"}, "pipe: a named pipe"},
		{[]string{"--config", "/dev/zero", "lists"}, "/dev/zero: a device"},
	} {
		if code, errs := inside(t, dir, io.Discard, c.args...); code != exitUsage || !strings.Contains(errs, c.want) {
			t.Errorf("%v: exit %d: %s, want %s", c.args, code, lastLine(errs), c.want)
		}
	}
}

// TestKilledOutput: what a killed run left goes at the next run.
func TestKilledOutput(t *testing.T) {
	dir, env := home(t, furnished(t))
	p := command(t, dir, env, "screen", "--in", "-", "--out", "out.jsonl")
	p.feed(t, "name,\n")
	p.Process.Kill()
	p.end(t)
	parts := func() []string {
		left, err := filepath.Glob(filepath.Join(dir, ".out.jsonl*"))
		if err != nil {
			t.Fatal(err)
		}
		return left
	}
	if len(parts()) != 1 {
		t.Fatalf("nothing to sweep: %v", parts())
	}
	p = command(t, dir, env, "screen", "--in", "-", "--out", "out.jsonl")
	p.Stdin = strings.NewReader("name\nZzyzx Qqrst\n")
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	if got := p.end(t); got != "exit 0" || len(parts()) > 0 {
		t.Errorf("%s, left behind: %v: %s", got, parts(), p.errs.String())
	}
}

// TestOutputLost: an answer that could not be written is an error, whatever it is.
func TestOutputLost(t *testing.T) {
	dir, env := home(t, furnished(t))
	t.Chdir(dir)
	for name, text := range map[string]string{
		"in.csv": "name\nRi Pyong Chol\n",
		"a.txt":  "Moscow denied that it had bought shells from Pyongyang.\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		need.Missing(t, "no device that is always full: %v", err)
	}
	defer full.Close()
	for _, line := range []string{
		"--help", "--version", "help screen", "lists", "lists --json", "screen Ri", "screen --json Zzyzx", "screen --in in.csv",
		"screen --in in.csv --out-format csv", "read --dry-run a.txt", "read --dry-run --json a.txt", "gaps", "gaps --json", "gaps --csv",
		"dossier un-sc/KPi.076", "dossier --json un-sc/KPi.076", "timeline", "timeline --json",
	} {
		if code, errs := inside(t, dir, full, strings.Fields(line)...); code != exitError || !strings.Contains(errs, "no space left on device") {
			t.Errorf("%s: exit %d: %s", line, code, lastLine(errs))
		}
	}
	r, w, err := os.Pipe() // that nobody reads
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	defer w.Close()
	p := command(t, dir, env, "lists")
	p.Stdout = w
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	if got := p.end(t); got != "exit 1" || !strings.Contains(p.errs.String(), "write /dev/stdout: broken pipe") {
		t.Errorf("closed pipe: %s: %s", got, lastLine(p.errs.String()))
	}
}

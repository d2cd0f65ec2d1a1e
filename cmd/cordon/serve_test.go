package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// TestServe starts the server on a free port, gets the first page from the
// address that it prints, and ends it: all that it started has ended then.
func TestServe(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, in := io.Pipe()
	code := make(chan int, 1)
	var errs strings.Builder
	go func() {
		code <- run(ctx, []string{"--db", filepath.Join(t.TempDir(), "cordon.db"), "serve", "--addr", "127.0.0.1:0"},
			strings.NewReader(""), in, &errs)
		in.Close()
	}()
	first, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("no address: %v, %s", err, &errs)
	}
	_, address, ok := strings.Cut(strings.TrimSpace(first), ": ")
	if !ok || !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("printed %q", first)
	}
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Get(address + "/")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(body), "<html") {
		t.Errorf("first page: %v, %s", err, res.Status)
	}
	stop()
	select {
	case got := <-code:
		if got != exitDone {
			t.Errorf("exit code %d: %s", got, &errs)
		}
	case <-time.After(time.Minute):
		t.Fatal("still serving after the end")
	}
	if _, err := client.Get(address + "/"); err == nil {
		t.Error("still answering after the end")
	}
}

package archive_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"cordon"
	"cordon/internal/archive"
)

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "when missing")
	exam(t, dir, func() []string { return files(t, dir) }, func(key string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, key), data, 0o644); err != nil {
			t.Fatal(err)
		}
	})
}

func TestFileURL(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b")
	a := open(t, "file://"+strings.ReplaceAll(filepath.ToSlash(dir), " ", "%20"))
	if _, err := a.Put(t.Context(), strings.NewReader("x"), 0); err != nil {
		t.Fatal(err)
	}
	if got := files(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
}

// TestS3 speaks with a server over HTTP, as any S3-compatible one.
func TestS3(t *testing.T) {
	backend := s3mem.New()
	srv := httptest.NewServer(gofakes3.New(backend).Server())
	defer srv.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	if err := backend.CreateBucket("raw"); err != nil {
		t.Fatal(err)
	}
	query := "?region=eu-central-1&endpoint=" + srv.URL
	keys := func() []string {
		l, err := backend.ListBucket("raw", &gofakes3.Prefix{}, gofakes3.ListBucketPage{})
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, c := range l.Contents {
			all = append(all, c.Key)
		}
		return all
	}
	exam(t, "s3://raw"+query, keys, func(key string, data []byte) {
		if _, err := backend.PutObject("raw", key, map[string]string{}, bytes.NewReader(data), int64(len(data)), nil); err != nil {
			t.Fatal(err)
		}
	})
	if _, err := archive.Open(t.Context(), "s3://nobody"+query); !errors.Is(err, cordon.ErrNotFound) {
		t.Errorf("a missing bucket: %v", err)
	}
}

// exam is what any archive must do. keys lists what it holds, overwrite spoils it.
func exam(t *testing.T, url string, keys func() []string, overwrite func(string, []byte)) {
	ctx := t.Context()
	a := open(t, url)
	data := bytes.Repeat([]byte("lists "), 1<<18) // 1.5 MB
	want := cordon.DigestOf(data)
	wantKey := "sha256/" + string(want[7:9]) + "/" + string(want[9:])

	for range 2 { // the second time changes nothing
		d, err := a.Put(ctx, iotest.HalfReader(bytes.NewReader(data)), int64(len(data)))
		if err != nil || d != want {
			t.Fatalf("Put: %s, %v; want %s", d, err, want)
		}
		if got := keys(); len(got) != 1 || got[0] != wantKey {
			t.Fatalf("the archive holds %v, want %s", got, wantKey)
		}
	}
	if got, err := read(ctx, a, want); err != nil || !bytes.Equal(got, data) {
		t.Errorf("Get: %d bytes, %v", len(got), err)
	}
	if d, err := a.Put(ctx, strings.NewReader(""), 0); err != nil || d != cordon.DigestOf(nil) {
		t.Errorf("Put of nothing: %s, %v", d, err)
	} else if got, err := read(ctx, a, d); err != nil || len(got) != 0 {
		t.Errorf("Get of nothing: %q, %v", got, err)
	}
	n := len(keys())
	refusals(t, a)
	if got := keys(); len(got) != n {
		t.Errorf("after refusals the archive holds %v", got)
	}
	together(t, a)
	if got := keys(); len(got) != n+1 {
		t.Errorf("after one text put by eight at once the archive holds %v", got)
	}
	overwrite(wantKey, data[:len(data)-1])
	if _, err := read(ctx, a, want); !errors.Is(err, cordon.ErrInvalid) {
		t.Errorf("spoiled bytes: %v", err)
	}
	verified(t, a, map[string]archive.Condition{wantKey: archive.Changed})
	flipped := bytes.Clone(data)
	flipped[1000] ^= 1
	overwrite(wantKey, flipped)
	verified(t, a, map[string]archive.Condition{wantKey: archive.Changed})

	// The true bytes, put once more, take the place of the spoiled ones.
	if d, err := a.Put(ctx, bytes.NewReader(data), 0); err != nil || d != want {
		t.Errorf("Put over spoiled bytes: %s, %v", d, err)
	}
	if got, err := read(ctx, a, want); err != nil || !bytes.Equal(got, data) {
		t.Errorf("after Put over spoiled bytes: %d bytes, %v", len(got), err)
	}
	verified(t, a, nil)
	strays(t, a, wantKey, overwrite)
	if got := keys(); len(got) != n+2 { // the foreign file stays
		t.Errorf("after sweeping the archive holds %v", got)
	}
	listed := names(t, a)
	if !slices.Contains(listed, archive.Name{Digest: want, Size: int64(len(data))}) || len(listed) != n+1 {
		t.Errorf("listed: %v", listed)
	}
}

// tomorrow is an instant at which every temporary file of a test is stray.
func tomorrow() time.Time { return time.Now().Add(24 * time.Hour) }

// verified wants just these files to be other than sound.
func verified(t *testing.T, a *archive.Archive, want map[string]archive.Condition) {
	t.Helper()
	got := map[string]archive.Condition{}
	for f, err := range a.Verify(t.Context(), tomorrow()) {
		if err != nil {
			t.Fatal(err)
		}
		if f.Condition != archive.Sound {
			got[f.Key] = f.Condition
		}
		if (f.Found == "") != (f.Condition == archive.Sound) {
			t.Errorf("%s is %s: %q", f.Key, f.Condition, f.Found)
		}
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("not sound (-want +got):\n%s", d)
	}
}

// strays: a temporary file of a stopped program can be swept, nothing else can.
func strays(t *testing.T, a *archive.Archive, wantKey string, overwrite func(string, []byte)) {
	temp, foreign := wantKey+".18c0ffee.tmp", "sha256/README.txt"
	overwrite(temp, []byte("half"))
	overwrite(foreign, []byte("not ours"))
	verified(t, a, map[string]archive.Condition{temp: archive.Temporary, foreign: archive.Foreign})
	for f, err := range a.Verify(t.Context(), time.Now()) {
		if err != nil || f.Key == temp {
			t.Errorf("a file that may still be written: %+v, %v", f, err)
		}
	}
	for f, err := range a.Verify(t.Context(), tomorrow()) {
		if err != nil {
			t.Fatal(err)
		}
		if serr := a.Sweep(t.Context(), f); (serr == nil) != (f.Key == temp) {
			t.Errorf("Sweep(%s): %v", f.Key, serr)
		}
	}
	verified(t, a, map[string]archive.Condition{foreign: archive.Foreign})
}

func refusals(t *testing.T, a *archive.Archive) {
	ctx := t.Context()
	if _, err := a.Put(ctx, strings.NewReader("12345"), 4); !errors.Is(err, cordon.ErrRefused) {
		t.Errorf("over the limit: %v", err)
	}
	broken := errors.New("broken")
	if _, err := a.Put(ctx, io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)), 0); !errors.Is(err, broken) {
		t.Errorf("a broken reader: %v", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := a.Put(ended, strings.NewReader("late"), 0); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
	if _, err := a.Get(ctx, cordon.DigestOf([]byte("never put"))); !errors.Is(err, cordon.ErrNotFound) {
		t.Errorf("missing: %v", err)
	}
	for _, d := range []cordon.Digest{
		"", "sha256:", "md5:00", "sha256:../../../etc/passwd",
		cordon.Digest("sha256:" + strings.Repeat("Z", 64)),
	} {
		if _, err := a.Get(ctx, d); !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("digest %q: %v", d, err)
		}
	}
}

func together(t *testing.T, a *archive.Archive) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := a.Put(t.Context(), strings.NewReader("one text"), 0); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestOpenRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{"", "\x00", "ftp://x", "file://host/dir", "file:///x?y=z", "s3://", "s3://b/dir", "s3://b?nonsense=1", file} {
		a, err := archive.Open(t.Context(), url)
		if err == nil {
			t.Errorf("Open(%q) is taken", url)
			a.Close()
		} else if url != file && !errors.Is(err, cordon.ErrInvalid) {
			t.Errorf("Open(%q): %v", url, err)
		}
	}
}

func open(t *testing.T, url string) *archive.Archive {
	t.Helper()
	a, err := archive.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

func read(ctx context.Context, a *archive.Archive, d cordon.Digest) ([]byte, error) {
	r, err := a.Get(ctx, d)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func files(t *testing.T, dir string) []string {
	var all []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// names are the digests that the archive lists, sorted.
func names(t *testing.T, a *archive.Archive) (out []archive.Name) {
	t.Helper()
	for n, err := range a.Names(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b archive.Name) int { return strings.Compare(string(a.Digest), string(b.Digest)) })
	return out
}

package archive

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"cordon"
)

func digestOf(data []byte) cordon.Digest {
	return cordon.Digest(fmt.Sprintf("sha256:%x", sha256.Sum256(data)))
}

// FuzzPut: what is kept is read again as it was, and nothing of what is over the
// limit is kept.
func FuzzPut(f *testing.F) {
	f.Add([]byte("some bytes"), int64(0))
	f.Add([]byte("some bytes"), int64(9))
	f.Add([]byte{}, int64(10))
	a, err := Open(f.Context(), f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	defer a.Close()
	f.Fuzz(func(t *testing.T, data []byte, limit int64) {
		over := limit > 0 && int64(len(data)) > limit
		want := digestOf(data)
		held, err := a.Has(t.Context(), want)
		if err != nil {
			t.Fatal(err)
		}
		d, err := a.Put(t.Context(), bytes.NewReader(data), limit)
		if over {
			if now, herr := a.Has(t.Context(), want); !errors.Is(err, cordon.ErrRefused) || herr != nil || now != held {
				t.Fatalf("over the limit: %v; kept: %v, %v", err, now, herr)
			}
			return
		}
		if err != nil || d != want {
			t.Fatalf("kept as %s, want %s: %v", d, want, err)
		}
		r, err := a.Get(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes came back as %d: %v", len(data), len(got), err)
		}
	})
}

// FuzzDigest: what is no digest is refused, and never read as the name of a file.
func FuzzDigest(f *testing.F) {
	good := string(digestOf([]byte("held")))
	for _, s := range []string{good, "", "sha256:", "sha256:../../x", good + "0", good[1:], "md5:" + good[7:], "sha256:" + good[7:70] + "G"} {
		f.Add(s)
	}
	a, err := Open(f.Context(), f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	defer a.Close()
	if _, err := a.Put(f.Context(), bytes.NewReader([]byte("held")), 0); err != nil {
		f.Fatal(err)
	}
	form := regexp.MustCompile(`\Asha256:[0-9a-f]{64}\z`)
	f.Fuzz(func(t *testing.T, s string) {
		want := error(cordon.ErrInvalid)
		switch {
		case s == good:
			want = nil
		case form.MatchString(s):
			want = cordon.ErrNotFound
		}
		r, err := a.Get(t.Context(), cordon.Digest(s))
		if !errors.Is(err, want) {
			t.Fatalf("Get(%q): %v, want %v", s, err, want)
		}
		if err == nil {
			r.Close()
		}
		if has, err := a.Has(t.Context(), cordon.Digest(s)); has != (s == good) || (err != nil) != (want == cordon.ErrInvalid) {
			t.Fatalf("Has(%q) = %v, %v", s, has, err)
		}
	})
}

// FuzzVerify puts any file into the folder of an archive: it is found sound if it
// bears the digest of its bytes as its name, and only then.
func FuzzVerify(f *testing.F) {
	held := []byte("held")
	good := Key(digestOf(held))
	for _, name := range []string{
		good, good + ".0a.tmp", "sha256/ab/cdef", "notes.txt", "sha256/" + good[7:9] + good[10:], good[:len(good)-1] + "g",
	} {
		f.Add(name, held)
	}
	f.Add(good, []byte("other"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		dir := t.TempDir()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if !filepath.IsLocal(name) || os.MkdirAll(filepath.Dir(path), 0o755) != nil || os.WriteFile(path, data, 0o644) != nil {
			return // no file can have this name
		}
		a, err := Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		sound := 0
		for file, err := range a.Verify(t.Context(), time.Now().Add(2*strayAfter)) {
			if err != nil {
				t.Fatal(err)
			}
			if file.Condition != Sound {
				if file.Found == "" {
					t.Errorf("%+v: nothing is said of it", file)
				}
				continue
			}
			sound++
		}
		if want := filepath.ToSlash(filepath.Clean(name)) == Key(digestOf(data)); want != (sound == 1) || sound > 1 {
			t.Fatalf("%q with %d bytes: %d sound", name, len(data), sound)
		}
	})
}

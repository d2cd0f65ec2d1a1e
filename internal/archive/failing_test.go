package archive_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"cordon"
)

// A failing server answers as S3 does until it is told how to fail.
type failing struct {
	http.Handler
	how atomic.Value // a func(http.ResponseWriter, *http.Request, http.Handler)
}

type failure func(http.ResponseWriter, *http.Request, http.Handler)

func (f *failing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.how.Load().(failure)(w, r, f.Handler)
}

func sound(w http.ResponseWriter, r *http.Request, s3 http.Handler) { s3.ServeHTTP(w, r) }

// when fails the requests of a method in a way of its own, and no other.
func when(method string, how failure) failure {
	return func(w http.ResponseWriter, r *http.Request, s3 http.Handler) {
		if r.Method == method {
			how(w, r, s3)
		} else {
			s3.ServeHTTP(w, r)
		}
	}
}

// TestS3Fails: a server that fails half-way makes Put and Get fail, however it fails;
// no bytes are taken for whole that are not, and what was not kept is kept the next time.
func TestS3Fails(t *testing.T) {
	backend := s3mem.New()
	if err := backend.CreateBucket("raw"); err != nil {
		t.Fatal(err)
	}
	server := &failing{Handler: gofakes3.New(backend).Server()}
	server.how.Store(failure(sound))
	srv := httptest.NewServer(server)
	defer srv.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	a := open(t, "s3://raw?region=eu-central-1&endpoint="+srv.URL)
	held := bytes.Repeat([]byte("held "), 1<<18)
	old, err := a.Put(t.Context(), bytes.NewReader(held), 0)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ put, get failure }{
		"error of the server": {answer(500), answer(503)},
		"no right":            {answer(403), answer(403)},
		"breaks off":          {breakOff, breakOff},
		"half of the bytes":   {halfIn, halfOut},
		"other bytes":         {otherIn, otherOut},
	} {
		t.Run(name, func(t *testing.T) {
			data := append([]byte(name), held...)
			want := cordon.DigestOf(data)
			server.how.Store(when(http.MethodPut, c.put))
			_, err := a.Put(t.Context(), bytes.NewReader(data), 0)
			server.how.Store(failure(sound))
			if got, readErr := read(t.Context(), a, want); err == nil && (readErr != nil || !bytes.Equal(got, data)) {
				t.Errorf("Put reported no error and the archive gives %d bytes, %v", len(got), readErr)
			} else if err != nil && readErr == nil {
				t.Errorf("Put failed (%v) and the archive has it", err)
			}
			if d, err := a.Put(t.Context(), bytes.NewReader(data), 0); err != nil || d != want {
				t.Errorf("the next Put: %s, %v", d, err)
			}
			server.how.Store(when(http.MethodGet, c.get))
			got, err := read(t.Context(), a, old)
			server.how.Store(failure(sound))
			if err == nil || errors.Is(err, cordon.ErrNotFound) {
				t.Errorf("Get: %d bytes, %v", len(got), err)
			}
			if got, err := read(t.Context(), a, want); err != nil || !bytes.Equal(got, data) {
				t.Errorf("the next Get: %d bytes, %v", len(got), err)
			}
		})
	}
}

func answer(status int) failure {
	return func(w http.ResponseWriter, r *http.Request, _ http.Handler) { w.WriteHeader(status) }
}

// breakOff ends the connection after some bytes of the request were read.
func breakOff(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
	_, _ = io.CopyN(io.Discard, r.Body, 1000)
	panic(http.ErrAbortHandler)
}

// halfIn keeps half of the bytes and says that it is done.
func halfIn(w http.ResponseWriter, r *http.Request, s3 http.Handler) {
	replaceBody(w, r, s3, func(b []byte) []byte { return b[:len(b)/2] })
}

// otherIn keeps other bytes of the same number and says that it is done.
func otherIn(w http.ResponseWriter, r *http.Request, s3 http.Handler) {
	replaceBody(w, r, s3, func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
}

func replaceBody(w http.ResponseWriter, r *http.Request, s3 http.Handler, change func([]byte) []byte) {
	b, _ := io.ReadAll(r.Body)
	b = change(b)
	r = r.Clone(r.Context())
	r.Header.Del("Content-Md5")
	r.Header.Set("Content-Length", strconv.Itoa(len(b)))
	r.ContentLength, r.Body = int64(len(b)), io.NopCloser(bytes.NewReader(b))
	s3.ServeHTTP(w, r)
}

// halfOut gives half of the bytes that it announces.
func halfOut(w http.ResponseWriter, r *http.Request, s3 http.Handler) {
	rec := httptest.NewRecorder()
	s3.ServeHTTP(rec, r)
	w.Header().Set("Content-Length", strconv.Itoa(rec.Body.Len()))
	_, _ = w.Write(rec.Body.Bytes()[:rec.Body.Len()/2])
	panic(http.ErrAbortHandler)
}

// otherOut gives as many bytes as were asked for, one of them another one.
func otherOut(w http.ResponseWriter, r *http.Request, s3 http.Handler) {
	rec := httptest.NewRecorder()
	s3.ServeHTTP(rec, r)
	b := rec.Body.Bytes()
	b[len(b)/2] ^= 1
	_, _ = w.Write(b)
}

package list

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"cordon"
)

// blocks packs data into an xz of blocks of 10 kB.
func blocks(t testing.TB, data string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := xz.WriterConfig{DictCap: 1 << 16, BlockSize: 10_000}.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// headers are the places of the block headers in an xz: where a checksum is right.
func headers(data string) (at []int) {
	for i := 12; i+12 <= len(data); i += 4 {
		n := (int(data[i]) + 1) * 4
		if data[i] == 0 || i+n > len(data) || !strings.Contains(data[i:i+n], "\x21\x01") {
			continue
		}
		if crc32.ChecksumIEEE([]byte(data[i:i+n-4])) == binary.LittleEndian.Uint32([]byte(data[i+n-4:])) {
			at = append(at, i)
		}
	}
	return at
}

// hungry makes the n-th block of an xz ask for a dictionary of 1.5 GiB.
func hungry(t testing.TB, data string, n int) string {
	t.Helper()
	at := headers(data)
	if n >= len(at) {
		t.Fatalf("only %d blocks", len(at))
	}
	b := []byte(data)
	h := b[at[n] : at[n]+(int(b[at[n]])+1)*4]
	h[bytes.Index(h, []byte("\x21\x01"))+2] = 37
	binary.LittleEndian.PutUint32(h[len(h)-4:], crc32.ChecksumIEEE(h[:len(h)-4]))
	return string(b)
}

// noise is text that packs badly, so that chunks of all kinds appear.
func noise(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.IntN(256))
	}
	copy(b[n/2:], bytes.Repeat([]byte("abc "), n/8))
	return string(b)
}

func unpackAll(t testing.TB, data string) (string, error) {
	t.Helper()
	f := &file{name: "packed", member: -1, raw: opener([]byte(data))}
	r, err := f.open(t.Context())
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	return string(b), err
}

// TestXZ: the limit of the dictionary holds for every block of every stream, and
// what keeps to it is unpacked whatever its blocks and streams.
func TestXZ(t *testing.T) {
	text, more := noise(300_000), strings.Repeat("name\n", 3000)
	many, one, none := blocks(t, text), xzip(t, more, 1<<16), xzip(t, "", 1<<16)
	if n := len(headers(many)); n < 30 {
		t.Fatalf("%d blocks", n)
	}
	padding := strings.Repeat("\x00", 8)
	for name, c := range map[string]struct{ data, want string }{
		"blocks": {many, text}, "streams": {many + one, text + more}, "padding": {one + padding + none + many + padding, more + text},
		"nothing": {none, ""},
	} {
		if got, err := unpackAll(t, c.data); err != nil || got != c.want {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(c.want), err)
		}
	}
	for name, data := range map[string]string{
		"first block": hungry(t, many, 0), "second block": hungry(t, many, 1), "last block": hungry(t, many, len(headers(many))-1),
		"second stream": many + hungry(t, one, 0), "behind padding": one + padding + hungry(t, many, 2), "behind nothing": none + hungry(t, one,
			0),
		"in a gz": gz(t, many+hungry(t, one, 0)),
	} {
		if got, err := unpackAll(t, data); !errors.Is(err, cordon.ErrRefused) || !strings.Contains(err.Error(), "dictionary") {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
	for n := range many {
		if _, err := unpackAll(t, many[:n]); n > 6 && n%97 == 0 && err == nil {
			t.Errorf("cut at %d of %d: no error", n, len(many))
		}
		if n > 2000 {
			break
		}
	}
}

// TestWindows: a zstd frame asks for its window in its header.
func TestWindows(t *testing.T) {
	for size, ok := range map[int]bool{maxWindow: true, 2 * maxWindow: false} {
		var b bytes.Buffer
		w, err := zstd.NewWriter(&b, zstd.WithWindowSize(size), zstd.WithSingleSegment(false), zstd.WithEncoderConcurrency(1))
		if err != nil {
			t.Fatal(err)
		}
		for range 3 { // not known to be short
			if _, err := w.Write([]byte(noise(1000))); err != nil {
				t.Fatal(err)
			}
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := unpackAll(t, b.String()); (err == nil) != ok {
			t.Errorf("window of %d: %v", size, err)
		}
		if _, err := unpackAll(t, zst(t, "a")+b.String()); (err == nil) != ok {
			t.Errorf("window of %d in the second frame: %v", size, err)
		}
	}
}

func TestMembers(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for range maxMembers + 1 {
		if _, err := w.Create("a"); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f := &file{name: "a.zip", member: -1, raw: opener(b.Bytes())}
	if _, _, err := f.members(t.Context()); !errors.Is(err, cordon.ErrRefused) {
		t.Errorf("got %v", err)
	}
}

// FuzzUnpack: whatever the bytes, unpacking ends, with at most its limit; and
// what the frames of an xz are read as is what the decoder makes of them.
func FuzzUnpack(f *testing.F) {
	small := xzip(f, "name\n", 1<<16)
	for _, s := range []string{
		small, small + small, gz(f, "name\n"), zst(f, "name\n"), zipped(f, map[string]string{"a": "name\n"}),
		"name\n", blocks(f, "ab"),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		whole := &file{name: "packed", member: -1, raw: opener(b)}
		members, _, err := whole.members(t.Context())
		if err != nil {
			return
		}
		for _, m := range members {
			r, err := m.open(t.Context())
			if err != nil {
				continue
			}
			n, err := io.Copy(io.Discard, io.LimitReader(r, 1<<20))
			r.Close()
			if err == nil && n > int64(len(b)+1)*maxRatio && n > ratioFrom {
				t.Fatalf("%d bytes of %d", n, len(b))
			}
		}
		if !bytes.HasPrefix(b, []byte(xzMagic)) {
			return
		}
		if plain, err := xz.NewReader(bytes.NewReader(b)); err == nil {
			want, err := io.ReadAll(io.LimitReader(plain, 1<<20))
			if got, gerr := unpackAll(t, string(b)); err == nil && len(want) < 1<<20 && !errors.Is(gerr, cordon.ErrRefused) && !looksPacked(want) {
				// The decoder takes a file that ends within the header of a block for
				// one that ends before it. A cut file is not read.
				if errors.Is(gerr, io.ErrUnexpectedEOF) {
					return
				}
				if gerr != nil || got != string(want) {
					t.Fatalf("the decoder reads %d bytes, we %d: %v", len(want), len(got), gerr)
				}
			}
		}
	})
}

// looksPacked reports whether a further layer would be taken off.
func looksPacked(b []byte) bool {
	for _, m := range []string{"\x1f\x8b\x08", xzMagic, "\x28\xb5\x2f\xfd"} {
		if bytes.HasPrefix(b, []byte(m)) {
			return true
		}
	}
	return false
}

// TestEncryptedZip: a member that is encrypted is named as such.
func TestEncryptedZip(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	text := unFile("2026-01-10", some()...)
	m, err := w.CreateRaw(&zip.FileHeader{
		Name: "un.xml", Flags: 1, CompressedSize64: uint64(len(text)), UncompressedSize64: uint64(len(text)),
	})
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(m, text)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	outs, err := from(t, updater(t, unSource()), true, map[string]string{"un.zip": b.String()})
	if len(outs) != 1 || outs[0].State == Loaded || !errors.Is(err, cordon.ErrInvalid) || !strings.Contains(outs[0].Error, "encrypted") {
		t.Errorf("%+v, %v", outs, err)
	}
}

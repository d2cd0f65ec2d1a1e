package list

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"cordon"
)

// Limits of unpacking. The largest list (OFAC's Advanced XML) unpacks to some
// 120 MB; real lists pack 3 to 30 times smaller, null bytes 1000 times and more.
const (
	maxRaw      = 512 << 20 // bytes of one file as received
	maxZip      = 256 << 20 // bytes of a zip, which is held in memory while it is read
	maxUnpacked = 2 << 30   // bytes of one file unpacked
	maxRatio    = 250       // unpacked to packed, once more than ratioFrom bytes came out
	ratioFrom   = 32 << 20
	maxMembers  = 1000             // files in a zip
	maxWindow   = 128 << 20        // memory for the dictionary of xz and zstd: "zstd --long=27"
	maxLayers   = 3                // a .gz of a .xz …
	maxTime     = 10 * time.Minute // reading one publication
)

// A file is one local or downloaded file, or one member of a zip.
type file struct {
	name   string // for messages: the path as given, the address; "a.zip!b/c.xml" for a member
	dir    string // the folder, or the zip and the folder in it: files of one dir may be one publication
	raw    func(context.Context) (io.ReadCloser, error)
	zip    string        // the name of the zip that it is in, empty for a plain file
	member int           // index in the zip, -1 for a plain file
	alone  bool          // its zip has several publications of its list: it is archived without the zip
	digest cordon.Digest // of the raw bytes, once they are archived
	etag   string
	stamp  string // Last-Modified
}

// offices are documents that are zips and not lists, recognised by a member's name.
var offices = []struct{ member, what string }{
	{"xl/workbook.xml", "an Excel workbook"},
	{"xl/workbook.bin", "an Excel workbook"},
	{"word/document.xml", "a Word document"},
	{"META-INF/manifest.xml", "an OpenDocument file"},
}

// zipMark are the first bytes of a zip.
const zipMark = "PK\x03\x04"

// members are the files in a zip, or the file itself; what is set when it is an
// office document. The names in a zip are for messages only: nothing is written.
func (f *file) members(ctx context.Context) (all []*file, what string, err error) {
	r, err := f.raw(ctx)
	if err != nil {
		return nil, "", err
	}
	defer r.Close()
	b := bufio.NewReader(r)
	if head, _ := b.Peek(4); string(head) != zipMark {
		return []*file{f}, "", nil
	}
	z, err := readZip(b)
	if err != nil {
		return nil, "", f.problem(err)
	}
	for i, m := range z.File {
		for _, o := range offices {
			if m.Name == o.member {
				return nil, o.what, nil
			}
		}
		if m.FileInfo().IsDir() {
			continue
		}
		name := path.Clean("/" + strings.ToValidUTF8(strings.ReplaceAll(m.Name, `\`, "/"), "?"))
		c := *f
		c.name, c.dir, c.zip, c.member = f.name+"!"+name[1:], path.Join(f.name, path.Dir(name)), f.name, i
		all = append(all, &c)
	}
	return all, "", nil
}

func readZip(r io.Reader) (*zip.Reader, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxZip+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxZip {
		return nil, fmt.Errorf("%w: a zip of more than %d bytes", cordon.ErrRefused, maxZip)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	if len(z.File) > maxMembers {
		return nil, fmt.Errorf("%w: a zip of %d files, at most %d are examined", cordon.ErrRefused, len(z.File), maxMembers)
	}
	return z, nil
}

// head are the first bytes of the unpacked file.
func (f *file) head(ctx context.Context, n int) ([]byte, error) {
	r, err := f.open(ctx)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, int64(n)))
	return b, f.problem(err)
}

// open opens the unpacked bytes from the start.
func (f *file) open(ctx context.Context) (io.ReadCloser, error) {
	r, err := f.raw(ctx)
	if err != nil {
		return nil, err
	}
	out, err := f.unpack(ctx, r)
	if err != nil {
		r.Close()
		return nil, f.problem(err)
	}
	return out, nil
}

func (f *file) unpack(ctx context.Context, raw io.ReadCloser) (io.ReadCloser, error) {
	u := &unpacked{ctx: ctx, file: f, in: &counter{r: raw}, closers: []func(){func() { raw.Close() }}}
	u.r = u.in
	if err := u.enter(); err != nil {
		return nil, err
	}
	for range maxLayers {
		more, err := u.layer()
		if err != nil {
			u.Close()
			return nil, err
		}
		if !more {
			break
		}
	}
	return u, nil
}

// packed opens a member of a zip from the start, as it was before it was put there.
func (f *file) packed(ctx context.Context) (io.ReadCloser, error) {
	raw, err := f.raw(ctx)
	if err != nil {
		return nil, err
	}
	u := &unpacked{ctx: ctx, file: f, in: &counter{r: raw}, closers: []func(){func() { raw.Close() }}}
	u.r = u.in
	if err := u.enter(); err != nil {
		raw.Close()
		return nil, err
	}
	return u, nil
}

// enter opens the member of the zip, if the file is one.
func (u *unpacked) enter() error {
	if u.file.member < 0 {
		return nil
	}
	z, err := readZip(u.in)
	if err != nil {
		return err
	}
	m := z.File[u.file.member]
	if m.Flags&1 != 0 {
		return fmt.Errorf("%w: it is encrypted in the zip; unpack it first", cordon.ErrInvalid)
	}
	rc, err := m.Open()
	if err != nil {
		return err
	}
	u.r, u.in.n = rc, min(u.in.n, int64(m.CompressedSize64))
	u.closers = append(u.closers, func() { rc.Close() })
	return nil
}

// An unpacked stream counts what goes in and what comes out.
type unpacked struct {
	ctx     context.Context
	file    *file
	r       io.Reader
	in      *counter
	out     int64
	closers []func()
}

type counter struct {
	r io.Reader
	n int64
}

// layer removes one layer of packing, recognised by its first bytes.
func (u *unpacked) layer() (bool, error) {
	b := bufio.NewReaderSize(u.r, 64<<10)
	head, err := b.Peek(64)
	u.r = b
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b\x08")):
		u.r, err = gzip.NewReader(b)
	case bytes.HasPrefix(head, []byte("\xfd7zXZ\x00")):
		u.r, err = xz.ReaderConfig{DictCap: 1 << 16}.NewReader(newXZFrames(b))
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		var z *zstd.Decoder
		z, err = zstd.NewReader(b, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderMaxMemory(maxUnpacked))
		if err == nil {
			u.r = z
			u.closers = append(u.closers, z.Close)
		}
	default:
		return false, nil
	}
	return err == nil, err
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (u *unpacked) Read(p []byte) (int, error) {
	if u.ctx.Err() != nil {
		return 0, u.file.problem(context.Cause(u.ctx)) // the signal, the time that is up
	}
	n, err := u.r.Read(p)
	u.out += int64(n)
	switch {
	case u.out > maxUnpacked:
		err = fmt.Errorf("%w: unpacks to more than %d bytes", cordon.ErrRefused, int64(maxUnpacked))
	case u.out > ratioFrom && u.out/max(u.in.n, 1) > maxRatio:
		err = fmt.Errorf("%w: %d bytes unpack to more than %d: a bomb, not a list", cordon.ErrRefused, u.in.n, u.out)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, u.file.problem(err)
	}
	return n, err
}

func (u *unpacked) Close() error {
	for _, c := range slices.Backward(u.closers) {
		c()
	}
	return nil
}

// problem gives an error of unpacking its place.
func (f *file) problem(err error) error {
	var p cordon.Problem
	if err == nil || errors.As(err, &p) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("%s: %w", f.name, err)
}

package list

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"cordon"
)

// An xzFrames reader passes an xz file through and refuses it before a block
// reaches the decoder whose dictionary is larger than maxWindow: the decoder
// allocates whatever a block asks for. A file has any number of streams, each
// with any number of blocks, and where one ends is only known from the frames of
// the LZMA2 chunks in it. By the file format's specification 1.2.1.
type xzFrames struct {
	r      *bufio.Reader
	left   int64 // bytes to pass through before the next frame
	next   func() error
	check  int   // bytes of the check behind each block of this stream
	packed int64 // bytes of this block's compressed data so far
}

// newXZFrames reads from r, whose buffer must hold a block's header.
func newXZFrames(r io.Reader) *xzFrames {
	x := &xzFrames{r: bufio.NewReaderSize(r, xzMaxHeader)}
	x.next = x.stream
	return x
}

const (
	xzMagic     = "\xfd7zXZ\x00"
	xzMaxHeader = 1024 // bytes of a block's header
	xzEnds      = 12   // bytes of a stream's header and of its footer
)

// xzChecks are the sizes of the checks by their number in a stream's header.
var xzChecks = [16]int{0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64}

var errXZ = errors.New("broken xz")

func (x *xzFrames) Read(p []byte) (int, error) {
	for x.left == 0 {
		if err := x.next(); err != nil {
			return 0, err
		}
	}
	n, err := x.r.Read(p[:min(int64(len(p)), x.left)])
	x.left -= int64(n)
	return n, err
}

// peek looks at the next n bytes. At the end of the file it is io.EOF, within
// the bytes io.ErrUnexpectedEOF.
func (x *xzFrames) peek(n int) ([]byte, error) {
	b, err := x.r.Peek(n)
	if errors.Is(err, io.EOF) && len(b) > 0 {
		err = io.ErrUnexpectedEOF
	}
	return b, err
}

// stream is at a stream's header, or at the padding between two streams.
func (x *xzFrames) stream() error {
	head, err := x.peek(4)
	if err != nil {
		return err
	}
	if binary.LittleEndian.Uint32(head) == 0 {
		x.left = 4
		return nil
	}
	if head, err = x.peek(xzEnds); err != nil {
		return err
	}
	if string(head[:len(xzMagic)]) != xzMagic || head[7] >= byte(len(xzChecks)) {
		return errXZ
	}
	x.check, x.left, x.next = xzChecks[head[7]], xzEnds, x.block
	return nil
}

// block is at a block's header, or at the index behind the last block.
func (x *xzFrames) block() error {
	head, err := x.peek(1)
	if err != nil {
		return err
	}
	if head[0] == 0 {
		return x.index()
	}
	if head, err = x.peek((int(head[0]) + 1) * 4); err != nil {
		return err
	}
	size, err := xzDictionary(head)
	if err != nil {
		return err
	}
	if size > maxWindow {
		return fmt.Errorf("%w: the xz asks for a dictionary of %d bytes", cordon.ErrRefused, size)
	}
	x.left, x.packed, x.next = int64(len(head)), 0, x.chunk
	return nil
}

// xzDictionary is the dictionary size in a block's header: behind its size and
// flags and up to two lengths stands the filter's ID, which must be LZMA2, its
// size, which is 1, and the dictionary as two bits of mantissa and an exponent.
func xzDictionary(head []byte) (uint64, error) {
	const lzma2 = 0x21
	flags, rest := head[1], head[2:]
	for _, present := range []byte{0x40, 0x80} {
		if flags&present == 0 {
			continue
		}
		_, n := binary.Uvarint(rest)
		if n <= 0 {
			return 0, errXZ
		}
		rest = rest[n:]
	}
	if flags&0x3f != 0 || len(rest) < 3 || rest[0] != lzma2 || rest[1] != 1 || rest[2] > 40 {
		return 0, fmt.Errorf("%w: a filter other than LZMA2", errXZ)
	}
	bits := rest[2]
	return uint64(2|bits&1) << (bits/2 + 11), nil
}

// chunk is at an LZMA2 chunk of a block, or at the byte that ends them.
func (x *xzFrames) chunk() error {
	head, err := x.peek(1)
	if err != nil {
		return err
	}
	control, size := head[0], 0
	switch {
	case control == 0: // the end: padding to a multiple of 4, and the check
		x.packed++
		x.left = 1 + (4-x.packed%4)%4 + int64(x.check)
		x.next = x.block
		return nil
	case control <= 2: // not compressed
		if head, err = x.peek(3); err != nil {
			return err
		}
		size = 3 + int(binary.BigEndian.Uint16(head[1:])) + 1
	case control >= 0x80:
		if head, err = x.peek(5); err != nil {
			return err
		}
		size = 5 + int(binary.BigEndian.Uint16(head[3:])) + 1
		if control >= 0xc0 { // new properties
			size++
		}
	default:
		return errXZ
	}
	x.left = int64(size)
	x.packed += x.left
	return nil
}

// index is at the index: a byte 0, the number of records, two numbers a record,
// padding and a checksum, and behind it the stream's footer. Its numbers are
// read one by one, since an index may be long.
func (x *xzFrames) index() error {
	size, numbers := int64(1), uint64(1)
	x.left = 1
	x.next = func() error {
		if numbers == 0 {
			x.left, x.next = (4-size%4)%4+4+xzEnds, x.stream
			return nil
		}
		b, _ := x.r.Peek(binary.MaxVarintLen64)
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return io.ErrUnexpectedEOF
		}
		if size == 1 {
			numbers += 2 * min(v, 1<<60)
		}
		numbers--
		size += int64(n)
		x.left = int64(n)
		return nil
	}
	return nil
}

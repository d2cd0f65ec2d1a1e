package input

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func lines(t testing.TB, r io.Reader, limit int, cr bool) (out []Line) {
	t.Helper()
	ls := NewLines(bufio.NewReaderSize(r, 16), limit, cr)
	for {
		l, err := ls.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
}

func TestLines(t *testing.T) {
	long := strings.Repeat("x", 40)
	for _, c := range []struct {
		name, text string
		cr         bool
		want       []Line
	}{
		{"LF", "a\n\nb\n", true, []Line{{Text: "a", Number: 1, Ended: true}, {Number: 2, Ended: true}, {Text: "b", Number: 3, Ended: true}}},
		{"CRLF", "a\r\nb", true, []Line{{Text: "a", Number: 1, Ended: true}, {Text: "b", Number: 2}}},
		{"CR", "a\rb\r", true, []Line{{Text: "a", Number: 1, CR: true, Ended: true}, {Text: "b", Number: 2, CR: true, Ended: true}}},
		{"CR as a character", "a\rb\r\n", false, []Line{{Text: "a\rb", Number: 1, Ended: true}}},
		{"long", long + "\rb\n" + long, true, []Line{{Text: long[:30], Number: 1, Long: true, CR: true, Ended: true}, {
			Text: "b", Number: 2,
			Ended: true,
		}, {Text: long[:30], Number: 3, Long: true}}},
		{"CRLF across buffers", long[:15] + "\r\n" + long[:14] + "\r\nb", true, []Line{
			{Text: long[:15], Number: 1, Ended: true},
			{Text: long[:14], Number: 2, Ended: true},
			{Text: "b", Number: 3},
		}},
		{"nothing", "", true, nil},
	} {
		for how, r := range map[string]io.Reader{
			"at once":      strings.NewReader(c.text),
			"byte by byte": iotest.OneByteReader(strings.NewReader(c.text)),
		} {
			if diff := cmp.Diff(c.want, lines(t, r, 30, c.cr)); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", c.name, how, diff)
			}
		}
	}
}

// FuzzLines: no byte is lost but those of the line ends.
func FuzzLines(f *testing.F) {
	for _, s := range []string{"a\nb\r\nc\rd", "\r\r\n\n", "\n"} {
		f.Add([]byte(s), true)
	}
	strip := func(b []byte) string { return strings.NewReplacer("\r", "", "\n", "").Replace(string(b)) }
	f.Fuzz(func(t *testing.T, b []byte, cr bool) {
		var got bytes.Buffer
		for i, l := range lines(t, bytes.NewReader(b), len(b)+1, cr) {
			if l.Number != i+1 || strings.Contains(l.Text, "\n") || cr && strings.Contains(l.Text, "\r") {
				t.Fatalf("line %d: %+v", i, l)
			}
			got.WriteString(l.Text)
		}
		if strip(got.Bytes()) != strip(b) {
			t.Fatalf("got %q of %q", got.Bytes(), b)
		}
	})
}

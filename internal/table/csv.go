package table

import (
	"bufio"
	"io"
	"iter"
	"strings"

	"cordon"
)

// maxLines is over how many lines a quoted field may run. A quote that is not
// closed by then is a stray one: its row is reported and reading goes on with
// the next line, so that one bad row does not eat the file.
const maxLines = 50

// csvRows reads the header and streams the rows below it.
func csvRows(r *bufio.Reader, mapping map[string]string) (iter.Seq2[Row, error], error) {
	l := &lines{r: r}
	head, _ := r.Peek(sniffed)
	delim := delimiter(string(head))
	header, _, err := record(l, delim)
	for err == nil && blank(header) {
		header, _, err = record(l, delim)
	}
	if err != nil {
		return nil, err
	}
	fields, err := columns(header, mapping)
	if err != nil {
		return nil, err
	}
	return func(yield func(Row, error) bool) {
		number := 0
		for {
			cells, line, err := record(l, delim)
			if err == io.EOF {
				return
			}
			if err == nil && blank(cells) {
				continue
			}
			number++
			row := Row{Number: number, Line: line}
			if p, ok := err.(cordon.Problem); ok {
				row.Err = p
			} else if err != nil {
				yield(row, err)
				return
			} else {
				row.Query, row.Err = rowQuery(cells, fields, line)
			}
			if !yield(row, nil) {
				return
			}
		}
	}, nil
}

func rowQuery(cells, fields []string, line int) (cordon.Query, error) {
	var more error
	if len(cells) > len(fields) {
		more = cordon.Problem{Reason: "more cells than the header has columns"}
		cells = cells[:len(fields)]
	}
	var vs []value
	for i, c := range cells {
		if fields[i] != "" {
			vs = append(vs, value{fields[i], c})
		}
	}
	q, err := query(vs)
	return q, at(both(more, err), line)
}

// at gives a problem its line.
func at(err error, line int) error {
	if p, ok := err.(cordon.Problem); ok {
		p.Line = line
		return p
	}
	return err
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// delimiter is the one of , ; tab | that stands most often in the first line,
// outside of quotes.
func delimiter(head string) byte {
	line, _, _ := strings.Cut(strings.TrimLeft(head, "\r\n"), "\n")
	best, most := byte(','), 0
	for _, d := range []byte(",;\t|") {
		n, quoted := 0, false
		for i := range len(line) {
			switch line[i] {
			case '"':
				quoted = !quoted
			case d:
				if !quoted {
					n++
				}
			}
		}
		if n > most {
			best, most = d, n
		}
	}
	return best
}

// record reads one record and the line it begins on.
func record(l *lines, delim byte) ([]string, int, error) {
	text, long, err := l.next()
	if err != nil {
		return nil, 0, err
	}
	first, head := l.n, text
	if long {
		return nil, first, cordon.Problem{Line: first, Reason: "longer than 4 MB"}
	}
	var more []string
	for {
		cells, open := cut(text, delim, false)
		if !open {
			return cells, first, nil
		}
		line, long, err := l.next()
		if err != nil && err != io.EOF {
			return nil, first, err
		}
		if err == io.EOF || long || len(more) == maxLines || len(text)+len(line) > MaxRow {
			if err == nil {
				more = append(more, line)
			}
			l.unread(more)
			if cells, open := cut(head, delim, true); !open {
				return cells, first, nil
			}
			return nil, first, cordon.Problem{Line: first, Value: text[:min(len(text), 80)], Reason: "a quote that is not closed"}
		}
		more = append(more, line)
		text += "\n" + line
	}
}

// cut splits a record into cells; open says that a quote is not closed. A quote
// within a cell that no delimiter follows is a letter of the cell. Loose reads
// two quotes before a delimiter as a letter and the end: "ООО "Ромашка"",RU.
func cut(s string, delim byte, loose bool) (cells []string, open bool) {
	var b strings.Builder
	for {
		b.Reset()
		if !strings.HasPrefix(strings.TrimLeft(s, " "), `"`) {
			i := strings.IndexByte(s, delim)
			if i < 0 {
				return append(cells, s), false
			}
			cells, s = append(cells, s[:i]), s[i+1:]
			continue
		}
		s = strings.TrimLeft(s, " ")[1:]
		for {
			i := strings.IndexByte(s, '"')
			if i < 0 {
				return append(cells, b.String()+s), true
			}
			b.WriteString(s[:i])
			s = s[i+1:]
			rest := strings.TrimLeft(s, " ")
			switch {
			case loose && strings.HasPrefix(s, `"`) && (len(s) == 1 || s[1] == delim):
				b.WriteByte('"')
				s = s[1:]
				if s == "" {
					return append(cells, b.String()), false
				}
				s = s[1:]
			case strings.HasPrefix(s, `"`):
				b.WriteByte('"')
				s = s[1:]
				continue
			case rest == "":
				return append(cells, b.String()), false
			case rest[0] == delim:
				s = rest[1:]
			default:
				b.WriteByte('"')
				continue
			}
			break
		}
		cells = append(cells, b.String())
	}
}

package watch

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/extract"
)

// longLimit is what no linear reading of a few megabytes comes near on any machine;
// the texts of TestReadLongLine took more than that, or minutes, when one step of
// the chain was quadratic.
const longLimit = 5 * time.Minute

// TestReadLongLine reads texts of one long line, each of a kind that a step that
// looks back over the whole line, or over all names, would be slow on.
func TestReadLongLine(t *testing.T) {
	const lead = "The US sanctioned firms over an arms transfer from North Korea to Russia, an official said on Monday. "
	for name, unit := range map[string]func(i int) string{
		"quotations":     func(int) string { return `"We will sanction arms," he said. "It is so." ` },
		"open marks":     func(int) string { return "« so he said " },
		"no full stop":   func(int) string { return "the minister said on Monday that North Korea sent shells and denied it " },
		"tied sentences": func(int) string { return "“a and b. We go on” said the “minister. And so " },
		"namesakes":      func(i int) string { return fmt.Sprintf("Minister John X%s said so. ", letters(i)) },
		"ships":          func(i int) string { return fmt.Sprintf("The vessel Ab%s Cd%s sailed. ", letters(i), letters(i)) },
		"targets": func(i int) string {
			return fmt.Sprintf("The US sanctioned Jan Ab%s and blacklisted Cd%s Trading. ", letters(i), letters(i))
		},
		"days": func(i int) string { return fmt.Sprintf("a strike on %d May %d after ", i%28+1, 1900+i%190) },
		"turns": func(i int) string {
			return fmt.Sprintf("MR X%s: we say so. Minister Jan X%s said. ", strings.ToUpper(letters(i)), letters(i))
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithTimeout(context.Background(), longLimit)
			defer stop()
			var b strings.Builder
			b.WriteString(lead)
			for i := 1; b.Len() < size(name); i++ {
				b.WriteString(unit(i))
			}
			r, err := (&Service{}).Read(ctx, extract.Input{Ref: name, MediaType: "text/plain", Raw: []byte(b.String())})
			if err != nil {
				t.Fatal(err)
			}
			if !r.Document.Relevant || len(r.Statements) == 0 {
				t.Errorf("relevant: %v, %d statements; the steps after the mentions have not run", r.Document.Relevant, len(r.Statements))
			}
			RecordOf(r)
		})
	}
}

// size is the length of a text: enough for its kind to pass the limit when a step is
// quadratic in it.
func size(kind string) int {
	if kind == "quotations" {
		return 6 << 20
	}
	return 1 << 20
}

// letters writes a number in letters.
func letters(i int) string {
	var b strings.Builder
	for ; i > 0; i /= 26 {
		b.WriteByte(byte('a' + i%26))
	}
	return b.String()
}

// TestReadStops holds that reading stops when its context is done, and keeps nothing.
func TestReadStops(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	s := &Service{}
	r, err := s.Read(ctx, extract.Input{Ref: "a.txt", Raw: []byte(shipment)})
	if !errors.Is(err, context.Canceled) || errors.Is(err, cordon.ErrInvalid) || r != nil {
		t.Errorf("got %+v, %v; want no reading and context.Canceled", r, err)
	}
}

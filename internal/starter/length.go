package starter

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"cordon"
)

//go:embed data/lengths.jsonl
var lengths []byte

// A Length is how many entries a list had in a file of it.
type Length struct {
	List    cordon.ListID `json:"list"`
	Entries int           `json:"entries"`
	Counted cordon.Date   `json:"counted"` // the day of the file
	Source  string        `json:"source"`  // the file
}

// Lengths are the lengths of the lists that the program reads, by list, as the command
// in make/ counted them in the newest files at hand.
var Lengths = mustLengths(lengths)

func mustLengths(data []byte) map[cordon.ListID]Length {
	out := map[cordon.ListID]Length{}
	for d := json.NewDecoder(bytes.NewReader(data)); ; {
		var l Length
		err := d.Decode(&l)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil || l.Entries <= 0 || l.Counted.IsZero() {
			panic(fmt.Sprintf("starter: lengths.jsonl: %+v, %v", l, err)) // embedded: a fault of the program's making
		}
		out[l.List] = l
	}
}

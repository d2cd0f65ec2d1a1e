// Command make writes the starter: the facts on DPRK and DPRK-Russia listings
// that the program has at its first start.
//
//	go run ./internal/starter/make --from ../shared
//
// It reads the newest files of the lists in that folder with the program's own
// readers, and the lists of authorities that the program does not read yet with
// the small readers beside this file; says which entries are one party; chooses
// the parties of the subject; and keeps names, dates, references, identifiers,
// programmes and measures. No publisher's prose is kept.
//
// The subject: every UN 1718 party and designated vessel; every party that any
// authority lists under a DPRK programme; and the parties listed for arms
// transfers between the DPRK and Russia, which no programme names. The last are
// those whose listing about Russia gives the DPRK in its reasons, and those of
// subject.csv, a table of the public announcements. What same.csv says of entries
// that are one party is kept as judgements.
package main

import (
	"flag"
	"fmt"
	"os"

	"cordon"
	"cordon/internal/resolve"
)

func main() {
	from := flag.String("from", "../shared", "folder with data/lists and domain")
	out := flag.String("out", "internal/starter/data/starter.jsonl", "file to write")
	flag.Parse()
	if err := run(*from, *out); err != nil {
		fmt.Fprintln(os.Stderr, "starter:", err)
		os.Exit(1)
	}
}

// run is the plot.
func run(from, out string) error {
	sets, err := readAll(from)
	if err != nil {
		return err
	}
	named, err := readSubject()
	if err != nil {
		return err
	}
	var all []*cordon.Entry
	for _, s := range sets {
		all = append(all, s.entries...)
	}
	parties, _ := resolve.Cluster(all, nil)
	chosen, subject := choose(all, parties, named)
	same, err := readSame(chosen)
	if err != nil {
		return err
	}
	if err := dateFromHistory(from, sets, chosen); err != nil {
		return err
	}
	dateFromAnnouncement(chosen, named)
	for _, e := range chosen {
		factsOnly(e)
	}
	return write(out, sets, chosen, subject, same)
}

// A set is what was read of one list.
type set struct {
	list    cordon.ListID
	asOf    cordon.Date
	source  string // what the facts were taken from
	entries []*cordon.Entry
}

// readAll reads the newest state of every list that the folder has.
func readAll(from string) ([]*set, error) {
	readers := []func(string) (*set, error){readUN, readUNVessels, readSDN, readUKSL, readEU, readEUVessels, readAU, readCA, readNZ, readJP, readAnnounced("kr-announced"), readAnnounced("ca-announced")}
	var sets []*set
	for _, read := range readers {
		s, err := read(from)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(os.Stderr, "%-18s %s %6d entries  %s\n", s.list, s.asOf, len(s.entries), s.source)
		sets = append(sets, s)
	}
	return sets, nil
}

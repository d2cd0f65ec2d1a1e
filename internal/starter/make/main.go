// Command make writes the starter: the facts on DPRK and DPRK-Russia listings
// that the program has at its first start.
//
//	go run ./internal/starter/make --from ../shared
//
// It reads the newest files of the lists in that folder with the program's own
// readers, and the lists of authorities that the program does not read yet with
// the small readers beside this file; says which entries are one party; chooses
// the parties of the subject; and keeps names, dates, references, identifiers,
// programmes and measures. No publisher's prose is kept. It also counts the entries
// of the lists that the program reads (lengths.jsonl), so that a first load of a
// list that was cut is noticed.
//
// The subject: every UN 1718 party and designated vessel; every party that any
// authority lists under a DPRK programme; and the parties listed for arms
// transfers between the DPRK and Russia, which no programme names. The last are
// those whose listing about Russia gives the DPRK in its reasons, and those of
// subject.csv, a table of the public announcements. What same.csv says of entries
// that are one party is kept as judgements.
//
// Three tables are kept by hand. A value with several parts has them apart by
// ";", an empty value is not known, dates are written 2024-02-22.
//
//   - subject.csv, a party a row: name, kind and aliases by which its entries are
//     found on the lists, whole, in any order of words and without legal forms;
//     imo, its ship number, which decides for a ship that has one; announced,
//     which authority named it and when, in words (only "US Treasury" and a date
//     is read: it dates OFAC's entry where no daily version of its list does).
//   - announced.csv, an act a row that no list file at hand has: list and ref make
//     the entry's ID; kind, name, aliases, imo; programme, the authority and its
//     code; listed, the day it took effect; announced, the day it was made public;
//     as_of, the day up to which the row is known to hold; measures and instrument
//     of the designation; source, for the reader of the table.
//   - same.csv, a party a row: entries, IDs apart by blanks, the first of which is
//     judged to be the same as each other one; why, in our words.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"cordon"
	"cordon/internal/resolve"
)

func main() {
	from := flag.String("from", "../shared", "folder with data/lists and domain")
	out := flag.String("out", "internal/starter/data", "folder of the files to write: starter.jsonl, lengths.jsonl")
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
	if err := writeLengths(filepath.Join(out, "lengths.jsonl"), from, sets); err != nil {
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
	known := groupsOf(parties, same)
	same = append(same, sameByNumber(sets, chosen, known)...)
	same = append(same, sameByName(chosen, known)...)
	if err := dateFromHistory(from, sets, chosen); err != nil {
		return err
	}
	if err := dateFromScreeningList(from, chosen); err != nil {
		return err
	}
	dateFromAnnouncement(chosen, named)
	for _, e := range chosen {
		factsOnly(e)
	}
	return write(filepath.Join(out, "starter.jsonl"), sets, chosen, subject, same)
}

// A set is what was read of one list.
type set struct {
	list    cordon.ListID
	asOf    cordon.Date
	source  string // what the facts were taken from
	counted string // the file that has all entries of the list; empty for a list that the program does not read
	entries []*cordon.Entry
	cross   [][2]cordon.EntryID // entries that the list itself says are one party
}

// readAll reads the newest state of every list that the folder has.
func readAll(from string) ([]*set, error) {
	readers := []func(string) (*set, error){
		readUN, readUNVessels, readSDN, readUKSL, readEU, readEUVessels, readAU, readCA, readNZ, readJP,
		readAnnounced("kr-announced"), readAnnounced("ca-announced"),
	}
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

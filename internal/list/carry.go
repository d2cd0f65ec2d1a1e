package list

import (
	"cmp"
	"slices"

	"cordon"
)

// parts are the parts of a publication in several files: what is told when one
// is missing, and how an entry keeps what the stored version has of it.
var parts = map[string]struct {
	name  string
	carry func(to, from *cordon.Entry)
}{
	"alt":      {"aliases", carryNames},
	"add":      {"addresses", carryAddresses},
	"comments": {"comments", nil}, // only for remarks that were cut: see carry
}

// carry gives the entries of a publication that lacks a part what the stored
// versions have of it: a part that was not handed in says nothing, so nothing
// is to be taken for deleted.
func carry(in *input, old *held, missing []string) {
	for _, role := range missing {
		for id, e := range in.entries {
			from := old.entries[id]
			if from == nil || from.Starter {
				continue // a fact of the starter gives way as a whole
			}
			if c := parts[role].carry; c != nil {
				c(e, from)
			}
			if role == "comments" && slices.Contains(in.bad[e.Ref], "remarks") {
				carryRemarks(e, from)
			}
		}
	}
}

func carryNames(to, from *cordon.Entry) {
	for _, n := range from.Profile.Names {
		same := func(m cordon.Name) bool { return m.Full == n.Full }
		if n.Use != cordon.Primary && !slices.ContainsFunc(to.Profile.Names, same) {
			to.Profile.Names = append(to.Profile.Names, n)
		}
	}
	asBefore(to.Profile.Names, from.Profile.Names, func(a, b cordon.Name) bool { return a.Full == b.Full })
	slices.SortStableFunc(to.Profile.Names, func(a, b cordon.Name) int { return cmp.Compare(secondary(a), secondary(b)) })
}

func secondary(n cordon.Name) int {
	if n.Use == cordon.Primary {
		return 0
	}
	return 1
}

func carryAddresses(to, from *cordon.Entry) {
	to.Profile.Addresses = union(to.Profile.Addresses, from.Profile.Addresses)
}

// asBefore puts values into the order that they had: what was carried over must
// not look like an amendment. What is new comes last.
func asBefore[T any](now, before []T, same func(a, b T) bool) {
	place := func(v T) int {
		if i := slices.IndexFunc(before, func(b T) bool { return same(v, b) }); i >= 0 {
			return i
		}
		return len(before)
	}
	slices.SortStableFunc(now, func(a, b T) int { return cmp.Compare(place(a), place(b)) })
}

// carryRemarks is for an entry whose remarks were cut and go on in a file that
// is missing: what stood behind the cut is kept.
func carryRemarks(to, from *cordon.Entry) {
	carryNames(to, from)
	p, q := &to.Profile, &from.Profile
	p.Identifiers = union(p.Identifiers, q.Identifiers)
	p.Births = union(p.Births, q.Births)
	p.Countries = union(p.Countries, q.Countries)
	p.Contacts = union(p.Contacts, q.Contacts)
	to.Relations = union(to.Relations, from.Relations)
	if len(from.Remarks) > len(to.Remarks) {
		to.Remarks = from.Remarks
	}
}

// union appends what b has and a has not.
func union[T comparable](a, b []T) []T {
	for _, v := range b {
		if !slices.Contains(a, v) {
			a = append(a, v)
		}
	}
	return a
}

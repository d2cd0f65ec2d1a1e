package list

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cordon"
)

// at is the UN's list made at that instant; one without a time of day is made at any.
func at(instant string, ps ...person) string {
	return strings.Replace(unFile("2026-01-10", ps...), "2026-01-10T23:00:03.110Z", instant, 1)
}

// orders are all orders of three.
var orders = [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}

// TestOneDayByInstant: files of one day are loaded in the order of their instants,
// however they are named, as an archive names them by their digests: a new database
// has the history of the first. The earlier of two changes nothing after the later.
func TestOneDayByInstant(t *testing.T) {
	ps := people(100)
	files := []string{
		at("2026-01-10T08:00:00.110Z", ps...), at("2026-01-10T13:00:00.110+02:00", ps[1:]...), at("2026-01-10T12:00:00Z", ps[2:]...),
	}
	for _, order := range orders {
		u := updater(t, longSource())
		named := map[string]string{}
		for i, f := range order {
			named[fmt.Sprintf("%d.xml", i)] = files[f]
		}
		outs, err := from(t, u, false, named)
		if err != nil || len(outs) != 3 {
			t.Fatal(err, outs)
		}
		for i, o := range outs {
			if o.State != Loaded || o.Snapshot.Entries != 100-i {
				t.Errorf("order %v: %d is %s, %+v", order, i, o.State, o.Snapshot)
			}
		}
		if o := one(t, u, false, map[string]string{"again.xml": files[1] + "\n"}); o.State != Older || len(waits(t, u)) != 0 {
			t.Errorf("order %v: the second once more is %s, waiting %v", order, o.State, waits(t, u))
		}
	}
}

// TestOneDayUnordered: of files of one day without an instant it is not known which is
// the last: in any order no entry and no name of any of them is lost.
func TestOneDayUnordered(t *testing.T) {
	ps := people(100)
	alias := func(file string) string {
		return strings.Replace(file, "<ALIAS_NAME/>", "<ALIAS_NAME>ZED ALIAS</ALIAS_NAME>", 1)
	}
	files := []string{at("2026-01-10", ps...), alias(at("2026-01-10", ps[1:]...)), at("2026-01-10T00:00:00Z", ps[2:]...)}
	for _, order := range orders {
		u := updater(t, longSource())
		for _, f := range order {
			loaded(t, u, files[f])
		}
		for _, id := range []cordon.EntryID{"un-sc/KPi.1000", "un-sc/KPi.1001", "un-sc/KPi.1002"} {
			if !inForce(t, u, id) {
				t.Errorf("order %v: %s is lost", order, id)
			}
		}
		e, err := u.Store.Entry(t.Context(), "un-sc/KPi.1001")
		if err != nil || !slices.ContainsFunc(e.Profile.Names, func(n cordon.Name) bool { return n.Full == "ZED ALIAS" }) {
			t.Errorf("order %v: names %+v, %v", order, e.Profile.Names, err)
		}
	}
}

// TestLargeOfOneDay: a file that may be the earlier one of its day confirms nothing,
// however much it lacks: one later file alone does not remove it.
func TestLargeOfOneDay(t *testing.T) {
	for name, n := range map[string]int{"held": 6, "refused": 30} {
		ps := people(100)
		u := updater(t, longSource())
		loaded(t, u, at("2026-01-09", ps[n:]...))
		loaded(t, u, at("2026-01-10", ps...))
		for _, day := range []string{"2026-01-10", "2026-01-11"} {
			one(t, u, false, map[string]string{"list": at(day, ps[n:]...)})
			if !inForce(t, u, "un-sc/KPi.1000") {
				t.Errorf("%s: %d entries are removed by the file of %s", name, n, day)
			}
		}
		one(t, u, false, map[string]string{"list": at("2026-01-12", ps[n:]...)})
		if inForce(t, u, "un-sc/KPi.1000") {
			t.Errorf("%s: the second file of a later day confirms nothing; waiting %v", name, waits(t, u))
		}
	}
}

// TestUndatedBetweenOneDay: a file without a date between two of one day changes nothing of
// that which of these is the newer is not known.
func TestUndatedBetweenOneDay(t *testing.T) {
	ps := people(100)
	u := updater(t, longSource())
	loaded(t, u, at("2026-01-10", ps...))
	one(t, u, false, map[string]string{"list": at("", ps...)})
	o := one(t, u, false, map[string]string{"list": at("2026-01-10", ps[2:]...)})
	if !inForce(t, u, "un-sc/KPi.1000") {
		t.Errorf("removed by a file that may be the earlier one: %+v", o.Snapshot)
	}
}

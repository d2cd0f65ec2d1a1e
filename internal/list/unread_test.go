package list

import (
	"strings"
	"testing"
)

// TestUndated: a local file without a date may be older than what is in force.
// It removes nothing, and its day, which is only that of loading, does not make
// a dated file old.
func TestUndated(t *testing.T) {
	u := updater(t, sdnSource())
	one(t, u, false, map[string]string{"sdn_2026-06-01.csv": sdnFile})
	first, rest, _ := strings.Cut(sdnFile, "\n")
	o := one(t, u, false, map[string]string{"sdn.csv": rest})
	if o.State != Loaded || o.Snapshot.Removed != 0 || !o.Snapshot.Undated || o.Pending == nil || o.Pending.Rule != "undated" {
		t.Fatalf("without a date, and without %.20q: %s, %+v, pending %+v, %v", first, o.State, o.Snapshot, o.Pending, o.Err)
	}
	if o := one(t, u, false, map[string]string{"sdn_2026-08-01.csv": strings.Replace(sdnFile, "GAMMA", "GAMMB", 1)}); o.State != Loaded {
		t.Errorf("a dated file after one without: %s, %v", o.State, o.Err)
	}
	if o := one(t, u, false, map[string]string{"sdn_2026-07-01.csv": strings.Replace(sdnFile, "GAMMA", "GAMMC", 1)}); o.State != Older {
		t.Errorf("a dated file that is older than another: %s, %v", o.State, o.Err)
	}
}

// TestUndatedBetween: a file without a date between two dated ones lets neither an
// older one in, nor what it lacked be accepted once a dated file has it.
func TestUndatedBetween(t *testing.T) {
	u := updater(t, sdnSource())
	one(t, u, false, map[string]string{"sdn_2026-06-01.csv": sdnFile})
	_, rest, _ := strings.Cut(sdnFile, "\n")
	held := one(t, u, false, map[string]string{"sdn.csv": rest})
	if held.Pending == nil {
		t.Fatalf("nothing is held: %+v, %v", held.Snapshot, held.Err)
	}
	if o := one(t, u, false, map[string]string{"sdn_2026-05-20.csv": strings.Replace(sdnFile, "GAMMA", "GAMMB", 1)}); o.State != Older {
		t.Errorf("older than the last dated file: %s, %+v", o.State, o.Snapshot)
	}
	if o := one(t, u, false, map[string]string{"sdn_2026-08-01.csv": strings.Replace(sdnFile, "GAMMA", "GAMMC", 1)}); o.State != Loaded {
		t.Errorf("newer than the last dated file: %s, %v", o.State, o.Err)
	}
	if outs, err := u.Accept(t.Context(), held.Pending.Files[0].Digest); err == nil {
		t.Errorf("removals that a later file has again were accepted: %+v", outs[0].Snapshot)
	}
}

// TestUnread: a record that is in the file and could not be read, or was left
// out, is not taken for a delisting. One record of a hundred is far below the
// limits of every other rule.
func TestUnread(t *testing.T) {
	whole := unFile("2026-01-01", people(100)...)
	later := unFile("2026-02-01", people(100)...)
	var record string
	for line := range strings.Lines(later) {
		if strings.Contains(line, "KPi.1002") {
			record = line
		}
	}
	for name, changed := range map[string]string{
		"under an unknown name":       strings.ReplaceAll(record, "INDIVIDUAL>", "INDIVIDUALX>"),
		"under the number of another": strings.Replace(record, "KPi.1002", "KPi.1003", 1),
		"without a number":            strings.Replace(record, "<REFERENCE_NUMBER>KPi.1002</REFERENCE_NUMBER>", "", 1),
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(later, record, changed, 1)
			if text == later {
				t.Fatal("the file is as it was")
			}
			u := updater(t, longSource())
			loaded(t, u, whole)
			o := loaded(t, u, text)
			if o.Snapshot.Removed != 0 || o.Pending == nil || o.Pending.Rule != "unread" || len(o.Pending.Removals) != 1 {
				t.Errorf("%+v, pending %+v, problems %v", o.Snapshot, o.Pending, o.Problems)
			}
			if e, err := u.Store.Entry(t.Context(), "un-sc/KPi.1002"); err != nil || e.Until != "" {
				t.Errorf("KPi.1002 is off the list: %+v, %v", e, err)
			}
			if p, err := u.Store.Party(t.Context(), "un-sc/KPi.1002"); err != nil || len(p.Current) != 1 {
				t.Errorf("party %+v, %v", p, err)
			}
		})
	}
}

// TestUndatedOlder: a file without a date neither restores what was removed nor
// overwrites what is in force; with its date it counts as older, accepted it is loaded.
func TestUndatedOlder(t *testing.T) {
	old := manySDN() + "\x1a"
	u := updater(t, sdnSource())
	one(t, u, false, map[string]string{"sdn_2026-01-01.csv": old})
	one(t, u, false, map[string]string{"sdn_2026-02-01.csv": manySDN("4") + "\x1a"})
	if inForce(t, u, "us-ofac-sdn/4") {
		t.Fatal("4 is not removed")
	}
	again := strings.Replace(old, "PARTY5 INVENTED", "PARTY5 FORMERLY", 1)
	o := one(t, u, false, map[string]string{"sdn.csv": again})
	if o.State != Rejected || o.Pending == nil || o.Pending.Rule != "restored" || inForce(t, u, "us-ofac-sdn/4") {
		t.Fatalf("%s, pending %+v, %v", o.State, o.Pending, o.Err)
	}
	if o := one(t, u, false, map[string]string{"sdn_2026-01-15.csv": again}); o.State != Older {
		t.Errorf("with its date: %s, %v", o.State, o.Err)
	}
	if _, err := u.Accept(t.Context(), o.Pending.Files[0].Digest); err != nil || !inForce(t, u, "us-ofac-sdn/4") {
		t.Errorf("accepted: %v", err)
	}
}

// TestUndatedAdds: of a file without a date the values are added to those in force.
func TestUndatedAdds(t *testing.T) {
	u := updater(t, sdnSource())
	one(t, u, false, map[string]string{"sdn_2026-01-01.csv": strings.Replace(sdnFile, "Tax ID No. 7718852163 (Russia).", "Gender Male.", 1)})
	o := one(t, u, false, map[string]string{"sdn.csv": strings.Replace(sdnFile, "ALPHA INVENTED", "ALPHA FORMERLY", 1)})
	e, err := u.Store.Entry(t.Context(), "us-ofac-sdn/1")
	if err != nil || o.State != Loaded {
		t.Fatalf("%s, %v, %v", o.State, o.Err, err)
	}
	if p := e.Profile; p.Name() != "ALPHA INVENTED" || len(p.Names) != 2 || len(p.Identifiers) != 1 || p.Gender == "" {
		t.Errorf("%+v, remarks %q", p, e.Remarks)
	}
}

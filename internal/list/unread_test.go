package list

import (
	"strings"
	"testing"

	"cordon"
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
// out, is not taken for a delisting.
func TestUnread(t *testing.T) {
	whole := unFile("2026-01-01", some()...)
	later := unFile("2026-02-01", some()...)
	for name, text := range map[string]string{
		"under an unknown name": strings.NewReplacer(
			"<INDIVIDUAL><FIRST_NAME>NAMEC<", "<INDIVIDUALX><FIRST_NAME>NAMEC<",
			"<DATE>1952-03-01</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>", "<DATE>1952-03-01</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUALX>",
		).Replace(later),
		"under the number of another": strings.Replace(later, "KPi.902", "KPi.903", 1),
		"without a number":            strings.Replace(later, "<REFERENCE_NUMBER>KPi.902</REFERENCE_NUMBER>", "", 1),
	} {
		t.Run(name, func(t *testing.T) {
			if text == later {
				t.Fatal("the file is as it was")
			}
			u := updater(t, unSource())
			one(t, u, false, map[string]string{"un.xml": whole})
			o := one(t, u, false, map[string]string{"un.xml": text})
			if o.State == Loaded && (o.Snapshot.Removed != 0 || o.Pending == nil) {
				t.Errorf("%+v, pending %+v, problems %v", o.Snapshot, o.Pending, o.Problems)
			}
			if e, err := u.Store.Entry(t.Context(), "un-sc/KPi.902"); err != nil || e.Until != "" {
				t.Errorf("KPi.902 is off the list: %+v, %v", e, err)
			}
			if p, err := u.Store.Party(t.Context(), cordon.PartyID("un-sc/KPi.902")); err != nil || len(p.Current) != 1 {
				t.Errorf("party %+v, %v", p, err)
			}
		})
	}
}

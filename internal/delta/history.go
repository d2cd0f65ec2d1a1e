package delta

import (
	"fmt"

	"cordon"
)

// A StepKind is what happened to an entry between two publications of its list.
type StepKind string

// The kinds of step. Only Added, Amended, Removed and Restored are the publisher's.
const (
	Fact     StepKind = "fact"       // of the starter: no publication of the list
	First    StepKind = "first-load" // in the first publication that is held; since when is not known from it
	Added    StepKind = "added"
	Amended  StepKind = "amended"
	Reread   StepKind = "not-compared" // read from another format, or beside one that lacks parts
	Removed  StepKind = "removed"
	Restored StepKind = "restored"
	Held     StepKind = "pending" // the last publication lacks it; the removal is held
)

// A Step is one step of an entry's history. Its day is that of the publication that
// shows it: the act is of that day or earlier.
type Step struct {
	Kind     StepKind             `json:"kind"`
	By       cordon.Date          `json:"by"`
	Undated  bool                 `json:"undated,omitempty"` // By is the day of loading
	Against  cordon.Date          `json:"against,omitzero"`  // day of the publication before, where it has one and proves the step
	Snapshot cordon.SnapshotID    `json:"snapshot,omitempty"`
	Fields   []cordon.FieldChange `json:"fields,omitempty"` // of an amendment: the old and the new values
	Note     string               `json:"note,omitempty"`
}

// A History is how one entry stood in the publications of its list that are held.
type History struct {
	Entry   cordon.EntryID `json:"entry"`
	List    cordon.ListID  `json:"list"`
	Name    string         `json:"name"`    // of its last version
	Current bool           `json:"current"` // it is in force as far as is known: also as a fact, or with its removal held
	Steps   []Step         `json:"steps"`   // oldest first
}

// Sources are what the history of an entry is made of.
type Sources struct {
	Versions  []*cordon.Entry                        // in the order of publication; at least one
	Snapshots map[cordon.SnapshotID]*cordon.Snapshot // of its list
	Amended   map[cordon.SnapshotID]bool             // publications of which an amendment of the entry was reported
	Held      []cordon.PendingUpdate                 // updates that hold its removal
}

// HistoryOf tells the versions of an entry as steps.
func HistoryOf(from Sources) History {
	last := from.Versions[len(from.Versions)-1]
	h := History{Entry: last.ID, List: last.List, Name: last.Profile.Name(), Current: last.Until == ""}
	for i, v := range from.Versions {
		var was *cordon.Entry
		if i > 0 {
			was = from.Versions[i-1]
		}
		if step, ok := from.begin(was, v); ok {
			h.Steps = append(h.Steps, step)
		}
		if v.Until != "" && (v == last || from.Versions[i+1].Since != v.Until) {
			h.Steps = append(h.Steps, from.end(v))
		}
	}
	for _, p := range from.Held {
		h.Steps = append(h.Steps, Step{Kind: Held, By: p.Published, Undated: p.Undated, Note: p.Reason})
	}
	return h
}

// begin is the step with which a version begins, after another one or none.
func (from Sources) begin(was, v *cordon.Entry) (Step, bool) {
	step := from.step(v.Since)
	next := was != nil && was.Until == v.Since // no publication between the two lacks the entry
	snap := from.Snapshots[v.Since]
	switch {
	case v.Starter && next && was.Starter:
		return step, false
	case v.Starter:
		step.Kind = Fact
	case was == nil || next && was.Starter:
		step.Against = from.wholeBefore(v.Since)
		if step.Kind = Added; snap != nil && snap.Previous == "" {
			step.Kind = First
		}
	case !next:
		step.Kind, step.Against = Restored, from.wholeBefore(v.Since)
	case from.Amended[v.Since]:
		step.Kind, step.Fields = Amended, Between(was, v)
	default:
		step.Kind = Reread
		if before := from.before(snap); before != nil && before.Format != snap.Format {
			step.Note = fmt.Sprintf("%s after %s", snap.Format, before.Format)
		}
	}
	return step, true
}

// end is the step with which an entry leaves its list.
func (from Sources) end(v *cordon.Entry) Step {
	step := from.step(v.Until)
	step.Kind, step.Against = Removed, from.wholeBefore(v.Until)
	if v.Starter {
		step.Against = cordon.Date{}
		step.Note = "only a fact of the starter had it before"
	}
	return step
}

func (from Sources) before(snap *cordon.Snapshot) *cordon.Snapshot {
	if snap == nil {
		return nil
	}
	return from.Snapshots[snap.Previous]
}

// wholeBefore is the day of the publication before, where that proves who is on the list
// and who is not; else zero. One of which removals are held, or records are missing, may
// lack what is in force, and one without a date may be older than the one before it.
func (from Sources) wholeBefore(id cordon.SnapshotID) cordon.Date {
	before := from.before(from.Snapshots[id])
	if before == nil || before.Starter || before.Partial() {
		return cordon.Date{}
	}
	return before.Stated()
}

// step is a step by a publication, without what it is.
func (from Sources) step(id cordon.SnapshotID) Step {
	step := Step{Snapshot: id}
	snap := from.Snapshots[id]
	if snap != nil {
		step.By, step.Undated = snap.Day(), snap.Undated
	}
	if before := from.before(snap); before != nil {
		step.Against = before.Stated()
	}
	return step
}

// stepTexts are the kinds of step for people, by the day %s.
var stepTexts = map[StepKind]string{
	Fact:     "a fact of the starter, as of %s",
	First:    "on the list by %s, in the first publication that is held",
	Added:    "added by %s",
	Amended:  "amended by %s",
	Reread:   "written otherwise by %s, not compared",
	Removed:  "removed by %s",
	Restored: "on the list again by %s",
	Held:     "not in the publication of %s; the removal is held and not made",
}

// String is the step for people.
func (s Step) String() string {
	text := fmt.Sprintf(stepTexts[s.Kind], cordon.DayText(s.By, s.Undated))
	switch {
	case s.Against.IsZero() || s.Kind == Fact:
	case s.Kind == Removed:
		text += ", last in that of " + s.Against.String()
	case s.Kind == Added || s.Kind == Restored:
		text += ", not in that of " + s.Against.String()
	case s.Kind == Amended:
		text += ", against that of " + s.Against.String()
	}
	if s.Note != "" {
		text += " (" + s.Note + ")"
	}
	return text
}

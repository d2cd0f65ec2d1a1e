package list

import (
	"fmt"

	"cordon"
)

// Limits on damaged data. Three of five real files of the UN have one record of
// a thousand with U+FFFD in a name, no other real file has any: so a few are an
// accident of the publisher's, whatever their share, and more are a broken copy.
const (
	maxDamaged = 0.001 // share of records
	fewDamaged = 2     // records
)

// spoilt refuses a publication in another form than its format always had, and
// one that was damaged on its way; nil when it is neither.
func spoilt(in *input) *Refused {
	for _, p := range in.drift {
		if p.Kind == cordon.MissingName {
			return &Refused{Rule: "missing:" + p.Field, Reason: p.Reason}
		}
	}
	n := len(in.damaged)
	if share := float64(n) / float64(max(len(in.entries), 1)); n > fewDamaged && share > maxDamaged {
		return &Refused{
			Rule: "damaged", Got: share, Want: maxDamaged,
			Reason: fmt.Sprintf("%d of %d records are damaged (%s), the limit is %s",
				n, len(in.entries), percent(share), percent(maxDamaged)),
		}
	}
	return nil
}

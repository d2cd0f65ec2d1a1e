package list

import "cordon"

// maxDamaged is the share of records with damaged data above which a file is
// refused. No real file has such a record, so a few are an accident of the
// publisher's, and more are a broken copy.
const maxDamaged = 0.001

// spoilt refuses a publication in another form than its format always had, and
// one that was damaged on its way; nil when it is neither.
func spoilt(src *Source, in *input) *Refused {
	for _, p := range in.drift {
		if p.Kind == cordon.MissingName {
			return &Refused{List: src.ID, Rule: "missing:" + p.Field, Reason: p.Reason}
		}
	}
	if share := float64(len(in.damaged)) / float64(max(len(in.entries), 1)); share > maxDamaged {
		return &Refused{List: src.ID, Rule: "damaged", Got: share, Want: maxDamaged}
	}
	return nil
}

package listing

// endLabels are what an end rests on that no list prints, for people.
var endLabels = map[string]string{
	fieldGone:   "first publication that lacks it",
	fieldClosed: "the list was closed, and its successor lacks it",
}

// String is a piece of evidence for people: its days, the kind of date, and where it
// stands: "2017-12-22: the authority’s own act (listed, un-sc@…)".
func (b Bound) String() string {
	label, ok := endLabels[b.Field]
	if !ok {
		label = KindOf(b.Kind).Label
	}
	text := Span{NotBefore: b.NotBefore, NotAfter: b.NotAfter}.String() + ": " + label
	if b.Words != "" {
		text += ", “" + b.Words + "”"
	}
	where := string(b.Snapshot)
	switch {
	case ok || b.Field == "":
	case where == "":
		where = b.Field
	default:
		where = b.Field + ", " + where
	}
	if where == "" {
		return text
	}
	return text + " (" + where + ")"
}

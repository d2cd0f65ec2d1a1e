package cordon

// A ChangeFilter selects publications and what they changed; zero fields do not
// restrict.
type ChangeFilter struct {
	List  ListID
	Since Date         // first day of publication
	Until Date         // last day of publication; of a month or a year its last day
	Kinds []ChangeKind // only publications with such a change, and these changes of them
}

// An Edit is a change that a publication made alike to several entries, or to one.
// Amendments are alike when they take the same values from the same fields and add
// the same; every other change is one of its own.
type Edit struct {
	Kind    ChangeKind    `json:"kind"`
	Count   int           `json:"count"`   // entries
	Entries []EntryNamed  `json:"entries"` // the first of them, by ID
	Fields  []FieldChange `json:"fields,omitempty"`
}

// An EntryNamed is an entry with its primary name.
type EntryNamed struct {
	ID   EntryID `json:"id"`
	Name string  `json:"name,omitempty"`
}

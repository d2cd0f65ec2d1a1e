// Package examples holds the reports that the program reads at its first start,
// so that there is something true to look at. They are our own words on real
// events, in outlets that do not exist; see README.md beside them.
package examples

import (
	"embed"
	"encoding/json"
	"fmt"

	"cordon"
)

//go:embed reports
var files embed.FS

// A Report is one example.
type Report struct {
	File    string      `json:"file"` // its name, and the document's Ref
	URL     string      `json:"url"`
	Fetched cordon.Date `json:"fetched"`
	Raw     []byte      `json:"-"`
}

// Reports are the examples, in the order of the events.
func Reports() ([]Report, error) {
	index, err := files.ReadFile("reports/index.json")
	if err != nil {
		return nil, err
	}
	var all []Report
	if err := json.Unmarshal(index, &all); err != nil {
		return nil, fmt.Errorf("reports/index.json: %w", err)
	}
	for i := range all {
		if all[i].Raw, err = files.ReadFile("reports/" + all[i].File); err != nil {
			return nil, err
		}
	}
	return all, nil
}

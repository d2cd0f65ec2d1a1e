package watch

import (
	"fmt"
	"strings"
	"time"

	"cordon"
	"cordon/internal/provision"
)

// alerts are what a reading asks a human to look at. The ID holds the cause and
// the story: further documents on one story raise the same alert, which the
// store then keeps as it is.
func alerts(r *cordon.Reading, at time.Time) []cordon.Alert {
	d := &r.Document
	if !d.Relevant {
		return nil
	}
	var out []cordon.Alert
	named := map[cordon.PartyID]bool{}
	for _, m := range r.Mentions {
		if m.Party == "" || named[m.Party] {
			continue
		}
		named[m.Party] = true
		out = append(out, cordon.Alert{
			ID:   cordon.AlertID(fmt.Sprintf("%s/%s/%s", cordon.PartyInNews, m.Party, d.Story)),
			Kind: cordon.PartyInNews, Raised: at, Party: m.Party, Document: d.ID,
			Summary: fmt.Sprintf("%s is named in %q", m.Name, titleOf(d)),
		})
	}
	seen := map[cordon.EventType]bool{}
	for _, e := range r.Events {
		if len(e.Breach) == 0 || seen[e.Type] {
			continue
		}
		seen[e.Type] = true
		p, _ := provision.ByID(e.Breach[0].Provision)
		out = append(out, cordon.Alert{
			ID:   cordon.AlertID(fmt.Sprintf("%s/%s/%s", cordon.BreachInNews, e.Type, d.Story)),
			Kind: cordon.BreachInNews, Raised: at, Document: d.ID,
			Summary: fmt.Sprintf("%s %s would breach %s %s and %d more: %q", e.Status, strings.ReplaceAll(string(e.Type), "_", " "),
				p.Basis.Instrument, p.Basis.Paragraph, len(e.Breach)-1, titleOf(d)),
		})
	}
	return out
}

func titleOf(d *cordon.Document) string {
	if d.Title != "" {
		return d.Title
	}
	return d.Ref
}

// Package provision knows the obligations that an event can breach.
package provision

import "cordon"

// All are the provisions that we know, ordered by ID.
func All() []cordon.Provision { panic("unwritten") }

// ByID finds a provision; the second result is false when there is none.
func ByID(id cordon.ProvisionID) (cordon.Provision, bool) { panic("unwritten") }

// Breached are the provisions that an event, if true, would breach.
func Breached(e *cordon.Event, published cordon.Date) []cordon.Breach { panic("unwritten") }

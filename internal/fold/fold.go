// Package fold recognises syndicated copies of one text, and documents on one story.
package fold

import "cordon"

// Of is the sketch of a document's own text.
func Of(d *cordon.Document) cordon.Sketch { panic("unwritten") }

// Containment estimates which share of a's text stands in b, 0 to 1.
func Containment(a, b cordon.Sketch) float64 { panic("unwritten") }

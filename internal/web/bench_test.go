package web

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"cordon"
)

// benchDocuments are about what a monitor of the subject reads in half a year.
const benchDocuments = 2000

// longReading is a report of about 6,000 bytes with three events, four
// statements and eight mentions.
func longReading(i int) *cordon.Reading {
	id := cordon.DocumentID(fmt.Sprintf("doc-%06d", i))
	on := cordon.MustDate("2023-01-01").AddDays(i % 600)
	line := "An envoy said on the day that the shipment had left the port of Rason. "
	r := &cordon.Reading{Document: cordon.Document{
		ID: id, Ref: string(id), Title: fmt.Sprint("Report ", i), Outlet: "An agency", Published: on, Lang: "en",
		Text: strings.Repeat(line, 85), Story: cordon.StoryID(id),
	}}
	for k := range 8 {
		at := cordon.Span{From: k * len(line), To: k*len(line) + 8}
		r.Mentions = append(r.Mentions, cordon.Mention{Span: at, Text: "An envoy", Name: "An envoy", Kind: cordon.Person})
	}
	for k := range 4 {
		r.Statements = append(r.Statements, cordon.Statement{
			Span: cordon.Span{From: k * len(line), To: (k+1)*len(line) - 1}, Speaker: "An envoy", Kind: cordon.Claim, Said: on,
		})
	}
	for k := range 3 {
		r.Events = append(r.Events, cordon.Event{
			ID: cordon.EventID(fmt.Sprintf("%s#e%d", id, k+1)), Type: cordon.ArmsTransfer, Status: cordon.Reported, Place: "Rason",
			When: cordon.Period{From: on, To: on}, Actors: []cordon.Actor{{Role: "supplier", Name: "A supplier", Country: "KP"}},
		})
	}
	return r
}

// BenchmarkPages is what one request of a page costs over many documents.
func BenchmarkPages(b *testing.B) {
	f := facts()
	for i := range benchDocuments {
		f.readings = append(f.readings, longReading(i))
	}
	s := empty(b)
	fill(b, s, f)
	for _, target := range []string{"/", "/timeline", "/timeline?page=50", "/documents"} {
		b.Run(target, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				s.Handler().ServeHTTP(w, httptest.NewRequest("GET", "http://localhost"+target, nil))
				if w.Code != 200 {
					b.Fatal(w.Code, w.Body)
				}
			}
		})
	}
}

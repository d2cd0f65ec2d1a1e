// Package cordon holds the words of an open sanctions-monitoring system: what a
// listing is, who is listed, what a document says, what a screening answered.
// It has no machinery; that is under internal/, and the program is cmd/cordon.
package cordon

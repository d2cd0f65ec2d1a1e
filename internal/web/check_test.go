package web

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// get asks a server for a page.
func get(t testing.TB, h http.Handler, method, target string) (*http.Response, string) {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, target, nil)
	r.Host = "localhost:8080"
	h.ServeHTTP(w, r)
	res := w.Result()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

// elements are all elements of a page in order.
func elements(t testing.TB, body string) []*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			out = append(out, n)
		}
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// wordsOf is the text of an element.
func wordsOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// faults are what is wrong with a page for those who read it with a keyboard, a
// screen reader or without scripts.
func faults(t testing.TB, body string) []string {
	all := elements(t, body)
	var out []string
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	ids, labelled, count := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, n := range all {
		count[n.Data]++
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				fault("the ID %s stands twice", id)
			}
			ids[id] = true
		}
		if n.Data == "label" {
			labelled[attr(n, "for")] = true
		}
	}
	for _, name := range []string{"h1", "main", "header", "title"} {
		if name == "header" && count[name] >= 1 {
			continue // articles have headers too
		}
		if count[name] != 1 && !(name == "title" && count[name] > 1) { // pictures have titles
			fault("%d elements %s", count[name], name)
		}
	}
	level := 0
	for _, n := range all {
		out = append(out, faultsOf(n, ids, labelled)...)
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			next := int(n.Data[1] - '0')
			if next > level+1 {
				fault("heading %q jumps from level %d to %d", wordsOf(n), level, next)
			}
			if wordsOf(n) == "" {
				fault("a heading of level %d is empty", next)
			}
			level = next
		}
	}
	return out
}

// faultsOf are what is wrong with one element.
func faultsOf(n *html.Node, ids, labelled map[string]bool) []string {
	var out []string
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	switch n.Data {
	case "html":
		if attr(n, "lang") == "" {
			fault("no language")
		}
	case "script", "style", "iframe", "object", "embed", "base":
		fault("an element %s", n.Data)
	case "th":
		if attr(n, "scope") == "" {
			fault("table head %q without a scope", wordsOf(n))
		}
	case "input", "select", "textarea":
		if !labelled[attr(n, "id")] {
			fault("field %s without a label", attr(n, "name"))
		}
	case "img":
		if !hasAttr(n, "alt") {
			fault("a picture without a text")
		}
	case "a":
		if wordsOf(n) == "" && attr(n, "aria-label") == "" {
			fault("the link to %s says nothing", attr(n, "href"))
		}
		if strings.HasPrefix(attr(n, "href"), "http") && attr(n, "rel") != "noopener noreferrer nofollow" {
			fault("the link to %s gives the reader away", attr(n, "href"))
		}
		if to, ok := strings.CutPrefix(attr(n, "href"), "#"); ok && !ids[unescaped(to)] {
			fault("the link to #%s leads nowhere", to)
		}
	case "svg":
		if attr(n, "aria-hidden") != "true" && attr(n, "role") != "img" {
			fault("a drawing that is neither hidden nor a picture")
		}
	}
	for _, key := range []string{"aria-labelledby", "aria-describedby"} {
		for _, id := range strings.Fields(attr(n, key)) {
			if !ids[id] {
				fault("%s names %s, which is not there", key, id)
			}
		}
	}
	for _, a := range n.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			fault("attribute %s in %s", a.Key, n.Data)
		}
		if (a.Key == "href" || a.Key == "src" || a.Key == "action") &&
			strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
			fault("an address that is a script: %s", a.Val)
		}
	}
	return out
}

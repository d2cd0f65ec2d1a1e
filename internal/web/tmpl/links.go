package tmpl

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordon"
)

// route joins address parts below a first one; each is escaped by itself, so
// that an ID may hold any character.
func route(base string, id string) templ.SafeURL {
	parts := strings.Split(id, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return templ.SafeURL(base + strings.Join(parts, "/"))
}

func partyURL(id cordon.PartyID) templ.SafeURL  { return route("/party/", string(id)) }
func entryURL(id cordon.EntryID) templ.SafeURL  { return route("/entry/", string(id)) }
func listURL(id cordon.ListID) templ.SafeURL    { return route("/lists/", string(id)) }
func docURL(id cordon.DocumentID) templ.SafeURL { return route("/documents/", string(id)) }
func searchURL(name string) templ.SafeURL       { return templ.SafeURL("/search?q=" + url.QueryEscape(name)) }

func historyURL(id cordon.EntryID) templ.SafeURL   { return route("/history/", string(id)) }
func changeURL(id cordon.SnapshotID) templ.SafeURL { return route("/changes/", string(id)) }

// changesURL leads to the changes of a list.
func changesURL(id cordon.ListID) templ.SafeURL {
	return templ.SafeURL("/changes?list=" + url.QueryEscape(string(id)))
}

// feed is the address of the Atom feed of the same changes.
func (c Changes) feed() templ.SafeURL { return templ.SafeURL("/changes.atom?" + c.Export) }

func gapsURL(programme string) templ.SafeURL {
	return templ.SafeURL("/gaps?programme=" + url.QueryEscape(programme))
}

// outside is an address from a list or a document, if it may become a link:
// only http and https with a host do.
func outside(raw string) (templ.SafeURL, bool) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", false
	}
	return templ.SafeURL(u.String()), true
}

// link is the address of a page of a long list.
func (p Pages) link(n int) templ.SafeURL { return templ.SafeURL(p.Base + strconv.Itoa(n)) }

// anchor is the ID of a numbered thing on a page.
func anchor(prefix string, n int) string { return prefix + strconv.Itoa(n) }

// entryLink leads to the entry's part of the page, or to its own address when
// the page does not show it.
func entryLink(p Party, id cordon.EntryID) templ.SafeURL {
	for _, e := range p.Entries {
		if e.ID == id {
			return templ.SafeURL("#entry-" + url.PathEscape(string(id)))
		}
	}
	return entryURL(id)
}

// host is the host part of an address.
func host(raw string) string {
	if u, err := url.Parse(raw); err == nil && u.Host != "" {
		return u.Host
	}
	return raw
}

package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"strings"

	"cordon"
)

// Hosts are the names under which the pages may be asked for. A page of another
// site can make a browser ask any address under that site's own name (DNS
// rebinding), and could then read the answer as its own; it cannot make it ask
// under one of these names. The zero Hosts allows this machine's names only.
type Hosts struct {
	names map[string]bool
	any   bool // any IP address: an address is not a name that a site could point elsewhere
}

// HostsOf are the hosts of a server that listens on host, "" or an unspecified
// address being all of the machine's, and is also known by names. A name has
// neither scheme nor port nor wildcard, else it is cordon.ErrInvalid.
func HostsOf(host string, names ...string) (Hosts, error) {
	h := Hosts{names: map[string]bool{}}
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		h.any = true
	} else {
		names = append([]string{host}, names...)
	}
	for _, n := range names {
		name, ok := hostName(n)
		if !ok || name != strings.TrimSuffix(strings.ToLower(strings.Trim(n, "[]")), ".") {
			return h, fmt.Errorf("host %q: give a name such as cordon.example.org, without scheme and port: %w", n, cordon.ErrInvalid)
		}
		h.names[name] = true
	}
	return h, nil
}

// allows reports whether the Host of a request is one of ours.
func (h Hosts) allows(name string) bool {
	ip, err := netip.ParseAddr(name)
	return name == "localhost" || h.names[name] || err == nil && (h.any || ip.Unmap().IsLoopback())
}

// hostName is the name in a Host header: in lower case, without port, brackets
// and a final dot; false when it is none.
func hostName(header string) (string, bool) {
	name := header
	if inside, ok := strings.CutPrefix(header, "["); ok {
		addr, port, ok := strings.Cut(inside, "]")
		ip, err := netip.ParseAddr(addr)
		if !ok || err != nil || !ip.Is6() || ip.Zone() != "" || !isPort(port) {
			return "", false
		}
		return ip.String(), true
	}
	if ip, err := netip.ParseAddr(header); err == nil { // of the address listened on: in no header is it bare
		return ip.WithZone("").String(), true
	}
	if at := strings.IndexByte(header, ':'); at >= 0 {
		if !isPort(header[at:]) {
			return "", false
		}
		name = header[:at]
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if len(name) == 0 || len(name) > 253 || strings.ContainsFunc(name, notInName) { // 253: RFC 1035
		return "", false
	}
	return name, true
}

func notInName(r rune) bool {
	return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '.' || r == '_')
}

// isPort reports whether text is empty or ":" and a port, which may be empty.
func isPort(text string) bool {
	digits, ok := strings.CutPrefix(text, ":")
	return text == "" || ok && len(digits) <= 5 && !strings.ContainsFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
}

// errHost is a request for a host that is not ours.
var errHost = errors.New("not a host of this server")

// ours refuses requests for another host before anything else is looked at.
func (s *Server) ours(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := hostName(r.Host)
		switch {
		case !ok:
			s.fail(w, r, fmt.Errorf("the request's Host %q is not a host name: %w", r.Host, cordon.ErrInvalid))
		case !s.Hosts.allows(name):
			s.fail(w, r, fmt.Errorf("%q is %w", name, errHost))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

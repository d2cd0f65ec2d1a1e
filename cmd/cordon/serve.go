package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"cordon"
	"cordon/internal/inert"
	"cordon/internal/list/all"
	"cordon/internal/web"
)

func serveCommand(cfg *config) *cobra.Command {
	var addr string
	var names []string
	var remote bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the pages on this machine",
		Long: `Serve the pages. They answer only to names of this machine (localhost, 127.0.0.1,
[::1]), to the address listened on and to the names given with --host; any other
name is refused, so that no other site can read them through a browser. Pages never
write: what is looked up on them is not recorded, unlike with "cordon screen".`,
		Args: between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			hosts, err := checkAddress(addr, names, remote)
			if err != nil {
				return err
			}
			if remote {
				inert.Fprintf(cmd.ErrOrStderr(), "%s\n", openToAll)
			}
			h, err := openReady(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			return h.serve(cmd, addr, hosts)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "address to listen on")
	cmd.Flags().StringArrayVar(&names, "host", nil, "host name under which browsers may ask for the pages (repeatable)")
	cmd.Flags().BoolVar(&remote, "allow-remote", false, "allow an address that other machines can reach; there is no login yet")
	return cmd
}

// openToAll is what whoever serves other machines must know.
const openToAll = "cordon: warning: with --allow-remote everyone who can reach this address can read everything here; there is no login"

// checkAddress refuses to serve other machines unless that is asked for: the
// pages have no login. It gives the names that the server answers to.
func checkAddress(addr string, names []string, remote bool) (web.Hosts, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return web.Hosts{}, usageError{fmt.Errorf("--addr %q: give HOST:PORT, such as 127.0.0.1:8080", addr)}
	}
	ip := net.ParseIP(host)
	if !remote && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return web.Hosts{}, fmt.Errorf("--addr %s is reached from other machines and the pages have no login; "+
			"use 127.0.0.1, a proxy that asks for one, or --allow-remote: %w", addr, cordon.ErrRefused)
	}
	hosts, err := web.HostsOf(host, names...)
	if err != nil {
		return hosts, usageError{err}
	}
	return hosts, nil
}

// serve answers until the context ends, then lets open requests finish.
func (h *house) serve(cmd *cobra.Command, addr string, hosts web.Hosts) error {
	pages := &web.Server{
		Store: h.store, Screen: h.screen, Watch: h.watch, Coordinate: h.coordinate, Lists: lists(), Others: all.Others, Unloaded: h.unloaded,
		Live: h.live, Log: h.log, Now: time.Now, Hosts: hosts, Version: version,
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	inert.Fprintf(cmd.OutOrStdout(), "cordon %s: http://%s\n", version, ln.Addr())
	if err := h.warnStarter(cmd); err != nil {
		return errors.Join(err, ln.Close())
	}
	g, running := errgroup.WithContext(cmd.Context()) // done when serving fails, too
	g.Go(func() error { return pages.Serve(running, ln) })
	g.Go(func() error {
		h.follow(running)
		return nil
	})
	return g.Wait() // nobody uses the store after it
}

// follow keeps the index and the comparison at the store's generation: another
// process may update the lists.
func (h *house) follow(ctx context.Context) {
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	for {
		err := h.screen.Reload(ctx)
		if err == nil {
			err = h.coordinate.Ready(ctx)
		}
		if err != nil && ctx.Err() == nil {
			h.log.Error("reload", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"cordon"
	"cordon/internal/inert"
	"cordon/internal/list/all"
	"cordon/internal/web"
)

// Limits of the server: a page is read and answered well within them, a slow or
// endless client is not kept waiting on.
const (
	readHeaderTime = 5 * time.Second
	readTime       = 30 * time.Second
	writeTime      = 60 * time.Second
	idleTime       = 2 * time.Minute
	closeTime      = 10 * time.Second
)

func serveCommand(cfg *config) *cobra.Command {
	var addr string
	var remote bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the pages on this machine",
		Args:  between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkAddress(addr, remote); err != nil {
				return err
			}
			h, err := openReady(cmd, cfg)
			if err != nil {
				return err
			}
			defer h.close()
			return h.serve(cmd, addr)
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "address to listen on")
	cmd.Flags().BoolVar(&remote, "allow-remote", false, "listen on an address that other machines reach; there is no login yet")
	return cmd
}

// checkAddress refuses to serve other machines unless that is asked for: the
// pages have no login.
func checkAddress(addr string, remote bool) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return usageError{fmt.Errorf("--addr %s: %w", addr, err)}
	}
	ip := net.ParseIP(host)
	if remote || host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--addr %s is reached from other machines and the pages have no login; use 127.0.0.1, a proxy that asks for one, or --allow-remote: %w", addr, cordon.ErrRefused)
}

// serve answers until the context ends, then lets open requests finish.
func (h *house) serve(cmd *cobra.Command, addr string) error {
	ctx := cmd.Context()
	pages := &web.Server{Store: h.store, Screen: h.screen, Watch: h.watch, Coordinate: h.coordinate, Lists: lists(), Others: all.Others, Live: h.live, Log: h.log, Now: time.Now, Version: version}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: pages.Handler(), ReadHeaderTimeout: readHeaderTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime}
	inert.Fprintf(cmd.OutOrStdout(), "cordon %s: http://%s\n", version, ln.Addr())
	if err := h.warnStarter(cmd); err != nil {
		return errors.Join(err, ln.Close())
	}
	g, running := errgroup.WithContext(ctx) // done when serving fails, too
	g.Go(func() error {
		if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	g.Go(func() error {
		h.follow(running)
		return nil
	})
	g.Go(func() error { return finish(running, srv) })
	return g.Wait() // nobody uses the store after it
}

// finish waits for the end and lets open requests finish; those that do not in
// closeTime are cut off.
func finish(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTime)
	defer cancel()
	if err := srv.Shutdown(end); err != nil {
		return srv.Close()
	}
	return nil
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

package web

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"cordon/internal/need"
)

func TestZZShoot(t *testing.T) {
	if os.Getenv("SHOOT") == "" {
		t.Skip()
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(need.Browser(t)), chromedp.NoSandbox)...)
	defer stop()
	ctx, end := chromedp.NewContext(alloc)
	defer end()
	b := &tab{t: t, ctx: ctx, base: os.Getenv("BASE"), dir: "/tmp/shooter"}
	b.call(chromedp.Navigate("about:blank"))
	for _, spec := range strings.Fields(os.Getenv("SHOOT")) {
		name, path, _ := strings.Cut(spec, "=")
		w := int64(1280)
		scheme := "light"
		if strings.HasSuffix(name, "-p") {
			w = 390
		}
		if strings.HasSuffix(name, "-d") {
			scheme = "dark"
		}
		b.size(w, scheme)
		at := time.Now()
		b.open(path)
		t.Log(path, time.Since(at), ask(b, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)))
		b.shoot(name)
		if strings.HasSuffix(name, "-print") {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
			if err != nil {
				t.Fatal(err)
			}
			b.shoot(name)
		}
	}
}

package web

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"cordon/internal/need"
)

// A tab is one browser tab that looks at a server.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string
	dir  string // where pictures go: CORDON_SCREENSHOTS, or a folder that goes away

	mu    sync.Mutex
	noise []string // what the console said
}

// browse starts a browser on a server with facts.
func browse(t *testing.T) *tab {
	t.Helper()
	srv := httptest.NewServer(world(t).Handler())
	t.Cleanup(srv.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(need.Browser(t)), chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(alloc)
	t.Cleanup(end)
	b := &tab{t: t, ctx: ctx, base: srv.URL, dir: os.Getenv("CORDON_SCREENSHOTS")}
	if b.dir == "" {
		b.dir = t.TempDir()
	}
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	b.call(chromedp.Navigate("about:blank"))
	b.size(1280, "light")
	return b
}

// hear keeps what the console says: a page of ours is silent.
func (b *tab) hear(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		b.noise = append(b.noise, "console: "+string(ev.Type))
	case *runtime.EventExceptionThrown:
		b.noise = append(b.noise, "exception: "+ev.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		b.noise = append(b.noise, string(ev.Entry.Level)+": "+ev.Entry.Text+" "+ev.Entry.URL)
	}
}

func (b *tab) silent() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, n := range b.noise {
		b.t.Errorf("the console says: %s", n)
	}
	b.noise = nil
}

// patience is how long an action may take on a busy machine before it counts as hung.
const patience = time.Minute

func (b *tab) call(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatalf("%v\nat %s", err, b.at())
	}
}

func ask[T any](b *tab, a chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

func (b *tab) at() string {
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(at, b.base)
}

func (b *tab) open(path string) {
	b.t.Helper()
	b.call(chromedp.Navigate(b.base + path))
}

// arrive waits until the address begins as wanted and the heading says so.
func (b *tab) arrive(path, heading string) {
	b.t.Helper()
	deadline := time.Now().Add(patience)
	for !strings.HasPrefix(b.at(), path) {
		if time.Now().After(deadline) {
			b.t.Fatalf("at %s, want %s", b.at(), path)
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.call(chromedp.WaitVisible(chromedp.CSS("h1")))
	if got := ask(b, chromedp.Text(chromedp.CSS("h1"))); !strings.Contains(got, heading) {
		b.t.Fatalf("heading of %s is %q, want %q", path, got, heading)
	}
}

func (b *tab) click(selector string) {
	b.t.Helper()
	b.call(chromedp.Click(chromedp.CSS(selector)))
}

func (b *tab) size(width int64, scheme string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 600,
	})
	if err != nil {
		b.t.Fatal(err)
	}
	_, err = chromedp.Call(b.ctx, emulation.SetEmulatedMedia,
		emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) shoot(name string) {
	b.t.Helper()
	png := ask(b, chromedp.FullScreenshot(100))
	if err := os.WriteFile(filepath.Join(b.dir, name+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// TestBrowser clicks from the first page to a party, its document, the
// timeline and the gaps, with a mouse and without scripts of ours.
func TestBrowser(t *testing.T) {
	b := browse(t)
	b.open("/")
	b.arrive("/", "Who has acted")
	b.walk()
	b.silent()
	b.notFound()
}

// TestBrowserWithoutScripts is the same walk with scripts switched off.
func TestBrowserWithoutScripts(t *testing.T) {
	b := browse(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.open("/")
	b.walk()
	b.silent()
}

func (b *tab) walk() {
	b.t.Helper()
	b.call(chromedp.SendKeys(chromedp.CSS("#q"), "리병철"))
	b.click(".big-search button")
	b.arrive("/search?q=", "Screen a name")
	b.click(".hit h3 a")
	b.arrive("/party/un-sc/KPi.076", "RI PYONG CHUL")
	b.click(`.quotes a[href^="/documents/"]`)
	b.arrive("/documents/doc-00000000000000c1", "Kyiv says")
	b.click(".furniture summary")
	b.click("mark.mn-listed a")
	b.arrive("/party/un-sc/KPi.076", "RI PYONG CHUL")
	b.click(`nav a[href="/timeline"]`)
	b.arrive("/timeline", "Timeline")
	b.click(`.filter button`)
	b.arrive("/timeline?theme=dprk-russia", "Timeline")
	b.click(`nav a[href="/gaps"]`)
	b.arrive("/gaps", "Gaps")
	b.click(`.matrix th.who a`)
	b.arrive("/party/us-ofac-sdn/46410", "AZIA")
	b.click(`nav a[href="/lists"]`)
	b.arrive("/lists", "Lists")
	b.click(`a[href="/lists/un-sc"]`)
	b.arrive("/lists/un-sc", "Security Council")
	b.click(`a[href="/changes?list=un-sc"]`)
	b.arrive("/changes?list=un-sc", "Changes")
	b.click(`.changes a[href="/history/un-sc/KPe.001"]`)
	b.arrive("/history/un-sc/KPe.001", "History of")
	b.click(`.steps a`)
	b.arrive("/changes/un-sc@", "Changes by")
}

// notFound is the one page that the console speaks of: the status is 404.
func (b *tab) notFound() {
	b.open("/party/un-sc/none")
	b.arrive("/party/un-sc/none", "There is no such page")
	b.mu.Lock()
	defer b.mu.Unlock()
	b.noise = slices.DeleteFunc(b.noise, func(n string) bool { return strings.Contains(n, "404") })
}

// TestBrowserKeyboard reaches a party's page with Tab and Enter only.
func TestBrowserKeyboard(t *testing.T) {
	b := browse(t)
	b.open("/")
	b.tabTo("a.skip", 1)
	if top := ask(b, chromedp.Evaluate[float64](`document.activeElement.getBoundingClientRect().top`)); top < 0 {
		t.Errorf("the skip link stays out of sight at %v", top)
	}
	b.call(chromedp.KeyEvent(kb.Enter))
	if at := b.at(); at != "/#main" {
		t.Errorf("the skip link leads to %s", at)
	}
	b.tabTo("#q", 1)
	b.call(chromedp.KeyEvent("Azia Shipping"), chromedp.KeyEvent(kb.Enter))
	b.arrive("/search?q=Azia", "Screen a name")
	b.tabTo(".hit h3 a", 20)
	if w := ask(b, chromedp.Evaluate[string](`getComputedStyle(document.activeElement).outlineStyle`)); w != "solid" {
		t.Errorf("the focus is not to be seen: outline %s", w)
	}
	b.call(chromedp.KeyEvent(kb.Enter))
	b.arrive("/party/us-ofac-sdn/46410", "AZIA")
	b.silent()
}

// tabTo presses Tab until the wanted element has the focus.
func (b *tab) tabTo(selector string, most int) {
	b.t.Helper()
	for range most {
		b.call(chromedp.KeyEvent(kb.Tab))
		if ask(b, chromedp.Evaluate[bool](`document.activeElement.matches(`+"`"+selector+"`"+`)`)) {
			return
		}
	}
	b.t.Fatalf("%d times Tab do not lead to %s, but to %s", most, selector, ask(b,
		chromedp.Evaluate[string](`document.activeElement.outerHTML.slice(0, 200)`)))
}

// pictures are the pages that someone should look at after a change.
var pictures = map[string]string{
	"home": "/", "search": "/search?q=%EB%A6%AC%EB%B3%91%EC%B2%A0", "party": "/party/un-sc/KPi.076", "party-azia": "/party/us-ofac-sdn/46410",
	"document": "/documents/doc-00000000000000c1", "documents": "/documents", "timeline": "/timeline",
	"gaps": "/gaps?programme=dprk", "lists": "/lists", "list": "/lists/un-sc", "changes": "/changes", "history": "/history/un-sc/KPe.001",
	"alerts": "/alerts", "about": "/about",
}

// TestBrowserLooks takes pictures of every kind of page, wide and narrow, light
// and dark, and wants no page wider than its window.
func TestBrowserLooks(t *testing.T) {
	b := browse(t)
	for name, path := range pictures {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{1280, 390} {
				b.size(width, scheme)
				b.open(path)
				if w := ask(b, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); w > width {
					t.Errorf("%s is %d wide in a window of %d", path, w, width)
				}
				device := map[int64]string{1280: "desktop", 390: "phone"}[width]
				b.shoot(name + "-" + device + "-" + scheme)
			}
		}
	}
	b.silent()
}

// TestBrowserScripts wants Hangul and Cyrillic drawn: a letter that no font has
// comes out as the same box as any other, so two letters must differ.
func TestBrowserScripts(t *testing.T) {
	b := browse(t)
	b.open("/party/un-sc/KPi.076")
	for _, pair := range []string{"리병", "Чх"} {
		same := ask(b, chromedp.Evaluate[bool](`(() => {
			const draw = c => { const k = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
				k.font = '40px ' + getComputedStyle(document.body).fontFamily; k.fillText(c, 10, 60);
				return k.getImageData(0, 0, 100, 100).data.join(); };
			return draw('`+string([]rune(pair)[0])+`') === draw('`+string([]rune(pair)[1])+`'); })()`))
		if same {
			need.Missing(t, "no font here draws %s: install one, such as Debian's fonts-nanum", pair)
		}
	}
}

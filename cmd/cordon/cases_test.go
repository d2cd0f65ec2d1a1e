package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon"
	"cordon/internal/coordinate"
	"cordon/internal/list"
	"cordon/internal/need"
	"cordon/internal/table"
)

// casesFile is a file of the shared folder: small inputs from public bug reports,
// one JSON object per line, with the right answer.
const casesFile = "2026-11-27.jsonl"

// doors are those whose cases this test runs. The cases of the others are
// counted and left out.
var doors = map[string]func(*bench, *testing.T, *faultCase, *expectation){
	"lists": (*bench).lists,
	"cli":   (*bench).cli,
	"web":   (*bench).web,
}

// A faultCase is one line of the file.
type faultCase struct {
	ID, Door, Why, Kind string
	Input               struct {
		Fixture string            // the fixtures are loaded in the order of the file, all into one database
		Files   map[string]string // of a fixture: the folder to load
		Command string            // of a fixture, for people
		File    string            // what FILE.csv in Args stands for
		Args    []string          // of the command
		Get     string            // of a page
	}
	Expect json.RawMessage
}

// An expectation is what a case wants of these doors. A word that is not here
// fails its case, rather than be passed over.
type expectation struct {
	List         cordon.ListID     `json:"list"`
	Entries      int               `json:"entries"`
	Adds         int               `json:"adds"`
	Rows         int               `json:"rows"`
	Feature      map[string]string `json:"feature"` // of the best hit: what it adds to the score
	NoIdentifier *struct {
		Record string `json:"record"`
		Value  string `json:"value"`
	} `json:"no_identifier"`
	OrExit    int  `json:"or_exit"`
	OrStatus  int  `json:"or_status"`
	OrProblem bool `json:"or_problem"`
}

// TestCases runs the shared cases of the doors cli, web and lists: the real
// command, the real server and the real readers over one database, into which the
// fixtures were loaded.
func TestCases(t *testing.T) {
	raw, err := os.ReadFile(need.Shared(t, "cases", casesFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	b := &bench{dir: t.TempDir()}
	if err := os.CopyFS(b.dir, os.DirFS(furnished(t))); err != nil {
		t.Fatal(err)
	}
	var ran, fixtures int
	left := map[string]int{}
	for line := range bytes.Lines(raw) {
		c := &faultCase{}
		if err := json.Unmarshal(line, c); err != nil {
			t.Fatal(err)
		}
		check := doors[c.Door]
		if check == nil {
			left[c.Door]++
			continue
		}
		if len(c.Input.Files) > 0 {
			fixtures++
		}
		ran++
		t.Run(c.ID, func(t *testing.T) { b.run(t, c, check) })
	}
	for door, n := range left {
		t.Logf("left out: %d cases of the door %q: their expectations are about matching and reading, which this test does not check", n, door)
	}
	if ran == fixtures || fixtures == 0 {
		t.Errorf("%d cases ran, %d of them fixtures", ran, fixtures)
	}
}

// A bench is the database that the cases share.
type bench struct {
	dir      string
	problems []cordon.Problem // of the fixtures' files
}

func (b *bench) run(t *testing.T, c *faultCase, check func(*bench, *testing.T, *faultCase, *expectation)) {
	var want expectation
	dec := json.NewDecoder(bytes.NewReader(c.Expect))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&want); err != nil {
		t.Fatalf("expect %s: %v", c.Expect, err)
	}
	check(b, t, c, &want)
	if t.Failed() {
		t.Logf("%s: %s", c.Kind, c.Why)
	}
}

// cordon runs the command over the database of the cases.
func (b *bench) cordon(t *testing.T, args ...string) (code int, stdout string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), append([]string{"--db", filepath.Join(b.dir, "cordon.db")}, args...), strings.NewReader(""), &out, &errs)
	t.Logf("cordon %s: exit code %d, %s", strings.Join(args, " "), code, strings.TrimSpace(errs.String()))
	return code, out.String()
}

// lists loads a fixture, or looks at what was loaded.
func (b *bench) lists(t *testing.T, c *faultCase, want *expectation) {
	if len(c.Input.Files) > 0 {
		b.load(t, c, want)
	}
	no := want.NoIdentifier
	if no == nil {
		return
	}
	told := slices.ContainsFunc(b.problems, func(p cordon.Problem) bool { return p.Record == no.Record })
	if want.OrProblem && told {
		return
	}
	code, out := b.cordon(t, "dossier", "--json", "eu-fsf/"+no.Record)
	var d coordinate.Dossier
	if err := json.Unmarshal([]byte(out), &d); code != exitDone || err != nil {
		t.Fatalf("dossier of %s: %v", no.Record, err)
	}
	for _, id := range d.Party.Profile.Identifiers {
		if strings.EqualFold(id.Value, no.Value) {
			t.Errorf("%s has the identifier %q (%s), and no problem was told", no.Record, id.Value, id.Scheme)
		}
	}
}

func (b *bench) load(t *testing.T, c *faultCase, want *expectation) {
	dir := t.TempDir()
	for name, text := range c.Input.Files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before := b.entries(t, want.List)
	code, out := b.cordon(t, "update", "--from", dir, "--force", "--json")
	var o list.Outcome
	if err := json.Unmarshal([]byte(out), &o); code != exitDone || err != nil || o.Snapshot == nil {
		t.Fatalf("not loaded: exit code %d, %v, %s", code, err, out)
	}
	b.problems = append(b.problems, o.Problems...)
	n := o.Snapshot.Entries
	if o.List != want.List || want.Entries > 0 && n != want.Entries || want.Adds > 0 && n-before != want.Adds {
		t.Errorf("%s: %d entries after %d; want %s", o.List, n, before, c.Expect)
	}
}

// entries is how many entries a list has now.
func (b *bench) entries(t *testing.T, id cordon.ListID) int {
	_, out := b.cordon(t, "lists", "--json")
	var states []listState
	if err := json.Unmarshal([]byte(out), &states); err != nil {
		t.Fatal(err)
	}
	for _, st := range states {
		if st.ID == id && st.Snapshot != nil {
			return st.Snapshot.Entries
		}
	}
	return 0
}

// cli runs a command; its answers are JSON lines.
func (b *bench) cli(t *testing.T, c *faultCase, want *expectation) {
	args := slices.Clone(c.Input.Args)
	if i := slices.Index(args, "FILE.csv"); i >= 0 {
		args[i] = filepath.Join(t.TempDir(), "FILE.csv")
		if err := os.WriteFile(args[i], []byte(c.Input.File), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	code, out := b.cordon(t, args...)
	if want.OrExit != 0 && code == want.OrExit {
		return
	}
	if code != exitDone && code != exitHit {
		t.Fatalf("exit code %d; want %s", code, c.Expect)
	}
	var answers []table.Answer
	for line := range strings.Lines(out) {
		var a table.Answer
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	if want.Rows > 0 && len(answers) != want.Rows {
		t.Errorf("%d rows, want %d", len(answers), want.Rows)
	}
	for name, least := range want.Feature {
		if len(answers) == 0 || len(answers[0].Hits) == 0 {
			t.Fatal("no hit")
		}
		adds := 0.0
		for _, f := range answers[0].Hits[0].Features {
			if f.Name == name {
				adds = f.Adds
			}
		}
		atLeast(t, name, least, adds)
	}
}

// atLeast checks what a feature adds to a score; a feature that is not there adds 0.
func atLeast(t *testing.T, name, want string, adds float64) {
	t.Helper()
	switch {
	case want == ">=0" && adds >= 0, want == ">0" && adds > 0:
	case want != ">=0" && want != ">0":
		t.Errorf("no check for %s %q", name, want)
	default:
		t.Errorf("%s adds %f, want %s", name, adds, want)
	}
}

// featureRow is a row of the page's table of reasons: a name and what it adds.
const featureRow = `<th scope="row">%s</th>(?s:.*?)<td class="n">([−+][0-9.]+)</td>\s*</tr>`

// web asks a page of a real server.
func (b *bench) web(t *testing.T, c *faultCase, want *expectation) {
	res, err := (&http.Client{Timeout: time.Minute}).Get(b.serve(t) + c.Input.Get)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("GET %s: %s", c.Input.Get, res.Status)
	if want.OrStatus != 0 && res.StatusCode == want.OrStatus {
		return
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s; want %s", res.Status, c.Expect)
	}
	if !bytes.Contains(page, []byte(`class="grid features"`)) {
		t.Fatal("no hit")
	}
	for name, least := range want.Feature {
		adds := 0.0
		if m := regexp.MustCompile(fmt.Sprintf(featureRow, name)).FindSubmatch(page); m != nil {
			if _, err := fmt.Sscan(strings.Replace(string(m[1]), "−", "-", 1), &adds); err != nil {
				t.Fatal(err)
			}
		}
		atLeast(t, name, least, adds)
	}
}

// serve starts the server over the database of the cases, for one test: its
// address.
func (b *bench) serve(t *testing.T) string {
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	var errs bytes.Buffer
	go func() {
		args := []string{"--db", filepath.Join(b.dir, "cordon.db"), "serve", "--addr", "127.0.0.1:0"}
		ended <- run(ctx, args, strings.NewReader(""), in, &errs)
		in.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != exitDone {
			t.Errorf("serve: exit code %d, %s", code, &errs)
		}
	})
	first, err := bufio.NewReader(out).ReadString('\n')
	_, address, ok := strings.Cut(strings.TrimSpace(first), ": ")
	if err != nil || !ok {
		t.Fatalf("no address: %v, %q", err, first)
	}
	return address
}

package kill

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/need"
)

// kills is how many kills a loop does.
func kills(t *testing.T) int {
	t.Helper()
	if v := os.Getenv("CORDON_KILLS"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 {
			t.Fatalf("CORDON_KILLS=%q: must be a number from 1", v)
		}
		return n
	}
	if testing.Short() {
		return 3
	}
	return 20
}

// dice are the random moments, the same for the same seed.
func dice(t *testing.T) *rand.Rand {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if v := os.Getenv("CORDON_KILL_SEED"); v != "" {
		n, err := strconv.ParseUint(v, 10, 64)
		if err != nil {
			t.Fatalf("CORDON_KILL_SEED=%q: %v", v, err)
		}
		seed = n
	}
	t.Logf("CORDON_KILL_SEED=%d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

// A loop is one thing that users do and that a kill may come between.
type loop struct {
	start [][]string // commands that make the house to begin with; none: an empty one
	input func(t *testing.T, dir string)
	work  []string // the command that is killed
	code  int      // its exit code when it is not
	state func(t *testing.T, h *house) string
}

var loops = map[string]loop{
	"FirstStart": {work: []string{"lists"}, state: stateOf},
	"Update": {
		start: [][]string{{"lists"}}, input: publications, state: stateOf,
		work: []string{"update", "--force", "--from", "in"},
	},
	"Held": { // the second day's removals are held back
		start: [][]string{{"lists"}, {"update", "--from", "in/first.xml"}}, input: shrinking, state: stateOf,
		work: []string{"update", "--from", "in"},
	},
	"Read": {start: [][]string{{"lists"}}, input: reports, work: []string{"read", "in"}, state: stateOf},
	"Screen": {
		start: [][]string{{"lists"}}, input: customers, state: answers,
		work: []string{"screen", "--in", "in/customers.csv", "--out", "answers.jsonl"}, code: 3,
	},
}

// asked are parties of the starter that every list at hand has before and after:
// nothing that is killed may hide them.
var asked = []string{"Ri Pyong Chol", "Korea Mining Development Trading Corporation"}

func TestKill(t *testing.T) {
	t.Parallel()
	bin := build(t)
	for on, g := range grounds {
		for name, l := range loops {
			t.Run(name+on, func(t *testing.T) {
				t.Parallel()
				l.run(t, bin, g)
			})
		}
	}
}

// run compares houses whose command was killed, and then run again, with one
// whose command was left alone.
func (l *loop) run(t *testing.T, bin string, g ground) {
	c := l.compare(t, bin, g)
	dice, n, hit := dice(t), kills(t), 0
	for i := range n {
		at := time.Duration(dice.Int64N(int64(c.took.cpu))) + need.Tick
		t.Run(fmt.Sprintf("%03d", i), func(t *testing.T) {
			h := g.clone(t, c.begin)
			if h.runKilled(t, at, l.work...).killed {
				hit++
			}
			c.check(t, h, fmt.Sprintf("killed after %s of CPU time", at))
		})
	}
	if hit == 0 {
		t.Errorf("none of %d processes was killed before it ended", n)
	}
	t.Logf("%d of %d processes were killed before they ended", hit, n)
}

// A comparison is a loop's house to begin with, and what became of one whose
// command was left alone.
type comparison struct {
	*loop
	begin *house
	took  result // of the command
	want  string // its state in the end
}

func (l *loop) compare(t *testing.T, bin string, g ground) *comparison {
	t.Helper()
	begin := l.prepare(t, bin, g)
	alone := g.clone(t, begin)
	r := alone.run(t, l.work...)
	if r.code != l.code {
		t.Fatalf("undisturbed: %v", r)
	}
	sound(t, alone)
	return &comparison{l, begin, r, l.state(t, alone)}
}

// check asks a disturbed house for listed parties, runs its command again, and
// compares it with the house that was left alone.
func (c *comparison) check(t *testing.T, h *house, what string) {
	t.Helper()
	listed(t, h)
	if r := h.run(t, c.work...); r.code != c.code {
		t.Fatalf("%s, run again: %v", what, r)
	}
	if d := cmp.Diff(strings.Split(c.want, "\n"), strings.Split(c.state(t, h), "\n")); d != "" {
		t.Errorf("%s (-undisturbed +run again):\n%.4000s", what, d)
	}
	sound(t, h)
}

func (l *loop) prepare(t *testing.T, bin string, g ground) *house {
	t.Helper()
	h := g.fresh(t, bin)
	if l.input != nil {
		dir := filepath.Join(h.dir, "in")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		l.input(t, dir)
	}
	for _, command := range l.start {
		if r := h.run(t, command...); r.code != 0 {
			t.Fatalf("start: %v", r)
		}
	}
	return h
}

// brought are parties that the starter lacks and a list of the input has.
var brought = map[cordon.ListID]string{
	"un-sc":   "Eric Badege",
	"gb-uksl": "Haji Khairullah Haji Sattar Money Exchange",
}

// listed asks for listed parties right after a kill: each is found, those of the
// starter and one of each list that the program says it has loaded. An update
// that was cut short is loaded with all that follows, or not at all; a first
// start that was cut short is completed by asking.
func listed(t *testing.T, h *house) {
	t.Helper()
	r := h.run(t, "lists", "--json")
	var states []struct {
		ID    cordon.ListID
		State string
	}
	if err := json.Unmarshal([]byte(r.out), &states); err != nil || len(states) == 0 {
		t.Fatalf("lists: %v: %v", err, r)
	}
	names := slices.Clone(asked)
	for _, s := range states {
		if name := brought[s.ID]; name != "" && s.State != "starter" && s.State != "none" {
			names = append(names, name)
		}
	}
	r = h.run(t, append([]string{"screen"}, names...)...)
	for _, name := range names {
		if r.code != 3 || !regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(name)+`: [1-9]\d* hit`).MatchString(r.out) {
			t.Errorf("right after, screen %q: %v", name, r)
		}
	}
}

// sound lets the program check its own store.
func sound(t *testing.T, h *house) {
	t.Helper()
	if r := h.run(t, "check"); r.code != 0 {
		t.Errorf("check: %v", r)
	}
}

// TestKillBackend ends the database's side of an update's connections: the
// command fails and says so, or it has done all; the next run ends as one that
// was left alone.
func TestKillBackend(t *testing.T) {
	t.Parallel()
	l := loops["Update"]
	g := onServer{}
	c := l.compare(t, build(t), g)
	dice, failed := dice(t), 0
	for i := range kills(t) {
		t.Run(fmt.Sprintf("%03d", i), func(t *testing.T) {
			h := g.clone(t, c.begin)
			done := make(chan result, 1)
			go func() { done <- h.run(t, l.work...) }()
			pause := time.Duration(dice.Int64N(int64(c.took.wall)))
			var got result
			select {
			case got = <-done:
			case <-time.After(pause):
				cutConnections(t, h)
				got = <-done
			}
			if got.code != 0 && got.code != 1 {
				t.Errorf("connections cut after %s: %v", pause, got)
			}
			if got.code == 1 {
				failed++
			}
			c.check(t, h, fmt.Sprintf("connections cut after %s", pause))
		})
	}
	if failed == 0 && kills(t) >= 10 { // of a few cuts each may come too late
		t.Error("no update failed for want of a connection")
	}
	t.Logf("%d updates failed for want of a connection", failed)
}

package tmpl

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordon"
	"cordon/internal/coordinate"
)

// A Chart is a timeline drawn as lanes. Lengths are in units of the drawing.
type Chart struct {
	Title  string
	Desc   string // what the picture shows, for those who do not see it
	Width  float64
	Height float64
	Ticks  []Tick
	Lanes  []Lane
}

// A Tick is a labelled date on the axis.
type Tick struct {
	X     float64
	Label string
}

// A Lane is one row of a chart.
type Lane struct {
	Y         float64 // of its middle
	Label     string
	Authority cordon.AuthorityID // empty for events and statements
	Bars      []Bar
	Marks     []Mark
}

// A Bar is a listing in force.
type Bar struct {
	X, Width float64
	Open     bool // still in force
	Title    string
}

// A Mark is one moment, or several that fall in one place.
type Mark struct {
	X     float64
	Size  float64 // radius
	Shape string  // "dot", "ring", "cross", "diamond", "up", "down"
	Class string
	Count int
	Title string
}

// The drawing's measures: the label column, the lanes' height, room for the
// axis, and the least distance at which two marks stay two.
const (
	chartWidth = 1120
	labelWidth = 118
	laneHeight = 34
	axisHeight = 26
	padX       = 16
	markGap    = 13
	markSize   = 5.0
	markMost   = 13.0 // a heap of marks grows with the root of their number up to this
)

// A scale turns days into x.
type scale struct {
	from time.Time
	days float64
}

func scaleOf(from, to cordon.Date) scale {
	a, b := from.First(), to.Last()
	return scale{a, math.Max(1, b.Sub(a).Hours()/24)}
}

func (s scale) at(t time.Time) float64 {
	share := t.Sub(s.from).Hours() / 24 / s.days
	return labelWidth + padX + math.Min(1, math.Max(0, share))*(chartWidth-labelWidth-2*padX)
}

// middle is the x of the middle of what a date may mean.
func (s scale) middle(d cordon.Date) float64 { return (s.at(d.First()) + s.at(d.Last())) / 2 }

// ticks are at most about ten: years, or quarters or months of a short time.
func (s scale) ticks() []Tick {
	months := []int{1, 3, 6, 12, 24, 60, 120}
	step := months[len(months)-1]
	for _, m := range months {
		if s.days/30.4/float64(m) <= 11 {
			step = m
			break
		}
	}
	var out []Tick
	end := s.from.AddDate(0, 0, int(s.days))
	for t := time.Date(s.from.Year()-s.from.Year()%max(1, step/12), 1, 1, 0, 0, 0, 0, time.UTC); !t.After(end); t = t.AddDate(0, step, 0) {
		if t.Before(s.from) {
			continue
		}
		label := t.Format("2006-01")
		if step >= 12 {
			label = t.Format("2006")
		}
		out = append(out, Tick{s.at(t), label})
	}
	return out
}

// MomentsChart draws moments in lanes: one for each authority that has listed
// or delisted, one for events, one for what was claimed and one for what was denied.
func MomentsChart(title string, ms []coordinate.Tally) Chart {
	c := Chart{Title: title, Width: chartWidth}
	from, to, ok := reach(ms)
	if !ok {
		return Chart{}
	}
	s := scaleOf(from, to)
	c.Ticks = s.ticks()
	total := 0
	byLane := map[string][]coordinate.Tally{}
	for _, m := range ms {
		total += m.Count
		if lane := laneOf(m.Moment); !m.When.IsZero() {
			byLane[lane] = append(byLane[lane], m)
		}
	}
	for _, a := range cordon.Authorities {
		c.add(s, Lane{Label: a.Name, Authority: a.ID}, byLane[string(a.ID)])
	}
	c.add(s, Lane{Label: "Events"}, byLane["Events"])
	c.add(s, Lane{Label: "Claims"}, byLane["Claims"])
	c.add(s, Lane{Label: "Denials"}, byLane["Denials"])
	c.Height = float64(len(c.Lanes)*laneHeight + axisHeight)
	c.Desc = fmt.Sprintf("%s between %s and %s, in %s. The same moments stand in the list.",
		count(total, "moment", "moments"), iso(from), iso(to), count(len(c.Lanes), "row", "rows"))
	return c
}

func (c *Chart) add(s scale, l Lane, ms []coordinate.Tally) {
	if len(ms) == 0 {
		return
	}
	l.Y = float64(len(c.Lanes)*laneHeight + laneHeight/2)
	l.Marks = heap(s, ms)
	c.Lanes = append(c.Lanes, l)
}

func laneOf(m coordinate.Moment) string {
	switch m.Kind {
	case "listing", "delisting":
		return string(m.Authority)
	case "statement":
		if contra(cordon.StatementKind(m.Status)) {
			return "Denials"
		}
		return "Claims"
	}
	return "Events"
}

// reach is the first and the last day of the dated moments.
func reach(ms []coordinate.Tally) (from, to cordon.Date, ok bool) {
	for _, m := range ms {
		for _, d := range []cordon.Date{m.When.From, m.When.To} {
			if d.IsZero() {
				continue
			}
			if !ok || d.First().Before(from.First()) {
				from = d
			}
			if !ok || d.Last().After(to.Last()) {
				to = d
			}
			ok = true
		}
	}
	return from, to, ok
}

// heap sets one mark for the moments of each tally, and one bigger mark for moments of one
// look that would cover each other.
func heap(s scale, ms []coordinate.Tally) []Mark {
	var marks []Mark
	for _, m := range ms {
		shape, class := look(m.Moment)
		marks = append(marks, Mark{
			X: s.middle(day(m.Moment)), Size: heapSize(m.Count), Shape: shape, Class: class, Count: m.Count,
			Title: period(m.When) + ": " + m.Summary,
		})
	}
	slices.SortStableFunc(marks, func(a, b Mark) int {
		return cmp.Or(strings.Compare(a.Class, b.Class), cmp.Compare(a.X, b.X))
	})
	var out []Mark
	for _, m := range marks {
		last := len(out) - 1
		if last < 0 || out[last].Class != m.Class || m.X-out[last].X >= max(markGap, out[last].Size+markSize) {
			out = append(out, m)
			continue
		}
		o := &out[last]
		o.X = (o.X*float64(o.Count) + m.X*float64(m.Count)) / float64(o.Count+m.Count)
		o.Count += m.Count
		o.Size = heapSize(o.Count)
	}
	for i := range out {
		if o := &out[i]; o.Count > 1 {
			o.Title = fmt.Sprintf("%d moments, the first: %s", o.Count, o.Title)
		}
	}
	return out
}

// heapSize is the radius of a mark that stands for n moments.
func heapSize(n int) float64 { return math.Min(markMost, markSize*math.Sqrt(float64(n))) }

func day(m coordinate.Moment) cordon.Date {
	if m.When.From.IsZero() {
		return m.When.To
	}
	return m.When.From
}

// look is the shape and class of a moment: kinds differ in shape, so that no
// one needs the colours.
func look(m coordinate.Moment) (shape, class string) {
	switch m.Kind {
	case "listing":
		return "dot", "c-listing"
	case "delisting":
		return "cross", "c-delisting"
	case "statement":
		if contra(cordon.StatementKind(m.Status)) {
			return "down", "c-denial"
		}
		return "up", "c-claim"
	}
	if m.Status == string(cordon.Reported) || m.Status == string(cordon.Announced) || m.Status == "" {
		return "diamond", "c-event"
	}
	return "diamond", "c-event c-open"
}

// ListingsChart draws a party's listings as bars, one lane for each authority
// and programme, from the listing date to the delisting or to today.
func ListingsChart(title string, ls []coordinate.Listed, today cordon.Date) Chart {
	var from cordon.Date
	for _, l := range ls {
		if !l.Listed.IsZero() && (from.IsZero() || l.Listed.Before(from)) {
			from = l.Listed
		}
	}
	if from.IsZero() {
		return Chart{}
	}
	s := scaleOf(cordon.Date{Year: from.Year}, today)
	c := Chart{Title: title, Width: chartWidth, Ticks: s.ticks()}
	dated := 0
	for _, l := range ls {
		if l.Listed.IsZero() {
			continue
		}
		dated++
		c.lane(s, l, today)
	}
	c.Height = float64(len(c.Lanes)*laneHeight + axisHeight)
	c.Desc = fmt.Sprintf("%s since %s. The same dates stand in the table.", count(dated, "dated listing", "dated listings"), iso(from))
	return c
}

func (c *Chart) lane(s scale, l coordinate.Listed, today cordon.Date) {
	y := float64(len(c.Lanes)*laneHeight + laneHeight/2)
	at := slices.IndexFunc(c.Lanes, func(o Lane) bool { return o.Authority == l.Authority && o.Label == l.Programme.Code() })
	if at < 0 {
		c.Lanes = append(c.Lanes, Lane{Y: y, Label: l.Programme.Code(), Authority: l.Authority})
		at = len(c.Lanes) - 1
	}
	end, open := l.Delisted, l.Delisted.IsZero()
	if open {
		end = today
	}
	x, x2 := s.at(l.Listed.First()), s.at(end.Last())
	mark := Mark{
		X: x, Size: markSize, Shape: "dot", Class: "c-listing", Count: 1,
		Title: code(l.Authority) + " listed " + l.Begin.String() + ", " + kindOfDate(l),
	}
	if !l.Begin.Exact() {
		mark.Shape = "ring"
	}
	lane := &c.Lanes[at]
	lane.Bars = append(lane.Bars, Bar{X: x, Width: math.Max(1, x2-x), Open: open, Title: mark.Title})
	lane.Marks = append(lane.Marks, mark)
	if !open {
		lane.Marks = append(lane.Marks, Mark{
			X: x2, Size: markSize, Shape: "cross", Class: "c-delisting", Count: 1,
			Title: code(l.Authority) + " delisted " + endOf(l),
		})
	}
}

// num writes a length for an attribute.
func num(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }

// points are the corners of a mark's shape around its middle.
func points(m Mark, y float64) string {
	r := m.Size + 1
	at := func(dx, dy float64) string { return num(m.X+dx) + "," + num(y+dy) + " " }
	switch m.Shape {
	case "up":
		return at(0, -r) + at(r, r*0.8) + at(-r, r*0.8)
	case "down":
		return at(0, r) + at(r, -r*0.8) + at(-r, -r*0.8)
	}
	return at(0, -r) + at(r, 0) + at(0, r) + at(-r, 0)
}

// strokes are the two lines of a cross.
func strokes(m Mark, y float64) string {
	r := m.Size
	return fmt.Sprintf("M%s %sL%s %sM%s %sL%s %s", num(m.X-r), num(y-r), num(m.X+r), num(y+r), num(m.X-r), num(y+r), num(m.X+r), num(y-r))
}

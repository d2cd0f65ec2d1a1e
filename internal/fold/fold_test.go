package fold

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"cordon"
	"cordon/internal/extract"
)

// Invented texts: an agency's report, what becomes of it, and others.
const (
	report = `Port of Lanu holds tanker over oil handed to listed ship

LANU, Feb. 3, 2025 (Yonhap) -- The port of Lanu on Monday held the tanker Blue Heron, which is suspected of handing ` +
		`4,100 tons of oil to a ship on a sanctions list, harbour master Ivo Brandt said.

Brandt told reporters that the tanker had switched off its transponder for nine days near Cape Sarel before it asked for a berth.

The owner, Tamsin Marine of Majuro, did not respond to a request for comment on the detention of its ship by the port.

Diplomats in New York said that a report would go to the sanctions committee within 30 days, and that two more ships were being watched.`
	cutCopy = `Tanker held in Lanu

The port of Lanu on Monday held the tanker Blue Heron, which is suspected of handing 4,100 tons of oil to a ship on a ` +
		`sanctions list, harbour master Ivo Brandt said.

Brandt told reporters that the tanker had switched off its transponder for nine days near Cape Sarel before it asked for a berth.`
	otherOutlet = `Lanu detains Blue Heron in sanctions case

Officials in Lanu have detained a vessel, the Blue Heron, on suspicion that some 4,100 tons of fuel went to a ` +
		`blacklisted freighter off Cape Sarel.

"We want to see her papers," said Ivo Brandt, who runs the harbour, on Monday. Tamsin Marine owns the vessel.`
	otherStory = `Council lists four coal traders

The council added four coal traders to its list on Thursday, a week after envoys from Verland and Ostia met in Geneva.

Envoy Marta Kessler said the traders had sold 62,000 tons since June through a bank in Port Said.`
	russian = `Порт задержал танкер с нефтью

Порт Лану в понедельник задержал танкер Blue Heron, подозреваемый в передаче 4100 тонн нефти судну из санкционного ` +
		`списка, сообщил Иво Брандт, передает Цензор.НЕТ.

Владелец, компания Тамсин из Маджуро, не ответил. Танкер стоял у мыса Сарел с 25 января.`
	ukrainian = `Порт затримав танкер із нафтою

Порт Лану в понеділок затримав танкер Blue Heron, який підозрюють у передачі 4100 тонн нафти судну із санкційного ` +
		`списку, повідомив Іво Брандт, передає Цензор.НЕТ.

Власник, компанія Тамсін із Маджуро, не відповів. Танкер стояв біля мису Сарел із 25 січня.`
)

func read(t testing.TB, text, url string) *cordon.Document {
	t.Helper()
	d, err := extract.Document(extract.Input{Ref: "x", URL: url, MediaType: "text/plain", Raw: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	d.Sketch = Of(d)
	return d
}

func known(d *cordon.Document) Candidate {
	return Candidate{ID: d.ID, Outlet: d.Outlet, Title: d.Title, Published: d.Published, Sketch: d.Sketch, Story: cordon.StoryID(d.ID)}
}

func TestFind(t *testing.T) {
	const site = "https://censor.net/x"
	for _, tt := range []struct {
		name, text, url, of, ofURL string
		copy, story                bool
	}{
		{"itself again", report + "\n\nMore soon.", "", report, "", true, true},
		{"a copy cut short", cutCopy, "", report, "", true, true},
		{"the long text of a copy", report, "", cutCopy, "", true, true},
		{"another outlet", otherOutlet, "", report, "", false, true},
		{"another story", otherStory, "", report, "", false, false},
		{"translated by its outlet", ukrainian, site, russian, site, true, true},
		{"told in another language", russian, "https://y.example/", report, "", false, true},
		{"another language and story", russian, "", otherStory, "", false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			first := read(t, tt.of, tt.ofURL)
			unrelated := read(t, strings.ReplaceAll(otherStory, "coal", "ore")+"\n\nA third envoy, Pavel Lind, left early.", "")
			m := Find(read(t, tt.text, tt.url), []Candidate{known(first)})
			if (m.CopyOf == first.ID) != tt.copy || (m.Story == cordon.StoryID(first.ID)) != tt.story {
				t.Errorf("%+v", m)
			}
			if m := Find(read(t, tt.text, tt.url), []Candidate{known(unrelated)}); tt.text != otherStory && m.CopyOf != "" {
				t.Errorf("copy of an unrelated text: %+v", m)
			}
		})
	}
}

// TestFarApart: likeness of terms joins no reports that are weeks apart.
func TestFarApart(t *testing.T) {
	a, b := read(t, report, ""), read(t, otherOutlet, "https://x.example/2025/03/20/")
	if m := Find(b, []Candidate{known(a)}); m.Story != "" {
		t.Errorf("%+v", m)
	}
}

// TestContainment holds the sketch's estimate against the truth: the share of
// all shingles of one text that the other has.
func TestContainment(t *testing.T) {
	text := func(from, to int) string {
		var b strings.Builder
		for i := from; i < to; i += 10 {
			for j := i; j < i+10; j++ {
				fmt.Fprintf(&b, "word%dx ", j)
			}
			b.WriteString("he said.\n")
		}
		return b.String()
	}
	for _, n := range []int{20, 200, 2000, 20000} {
		for _, share := range []float64{0, 0.1, 0.3, 0.6, 1} {
			shift := int(float64(n)*(1-share)) / 10 * 10
			a, b := read(t, text(0, n), ""), read(t, text(shift, n+shift), "")
			x, y := shinglesOf(a), shinglesOf(b)
			in := map[uint64]bool{}
			for _, h := range y {
				in[h] = true
			}
			truth := 0.0
			for _, h := range x {
				if in[h] {
					truth++
				}
			}
			truth /= float64(len(x))
			got := Containment(a.Sketch, b.Sketch)
			// Four standard errors of a share told from 256 hashes.
			if math.Abs(got-truth) > 4*math.Sqrt(0.25/kept) || n <= 200 && got != truth {
				t.Errorf("%d words, share %.1f: %.3f, truth %.3f", n, share, got, truth)
			}
		}
	}
}

func TestSketch(t *testing.T) {
	d := read(t, strings.Repeat(report+"\n", 400), "")
	if len(d.Sketch) > head+kept+most[name]+most[figure]+most[day]+most[word] {
		t.Errorf("a sketch of %d", len(d.Sketch))
	}
	if got := Containment(d.Sketch, d.Sketch); got != 1 {
		t.Errorf("a text holds %.2f of itself", got)
	}
	if got := Containment(nil, d.Sketch); got != 0 {
		t.Errorf("nothing holds %.2f", got)
	}
}

func TestSkeleton(t *testing.T) {
	for _, same := range [][]string{
		{"Miller", "Міллер", "Миллера", "Миллером"},
		{"Shoigu", "Шойгу"},
		{"Kirby", "Кирби", "Кірбі"},
		{"Patel", "Пател", "Пателом"},
		{"Washington’s", "Вашингтон", "Washington"},
		{"Mkrtychev", "Мкртычев"},
		{"Matsegora", "Мацегора"},
	} {
		for _, w := range same[1:] {
			if skeleton(w) != skeleton(same[0]) {
				t.Errorf("%s is %q, %s is %q", same[0], skeleton(same[0]), w, skeleton(w))
			}
		}
	}
}

func FuzzContainment(f *testing.F) {
	f.Add([]byte{1, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 7}, []byte{1})
	f.Fuzz(func(t *testing.T, a, b []byte) {
		x, y := sketchOf(a), sketchOf(b)
		d := &cordon.Document{ID: "doc-1", Sketch: x}
		for _, v := range []float64{Containment(x, y), Copied(x, y), Find(d, []Candidate{{ID: "doc-2", Sketch: y}}).Likeness} {
			if !(v >= 0 && v <= 1.0001) {
				t.Fatal(v)
			}
		}
	})
}

func sketchOf(b []byte) cordon.Sketch {
	var s cordon.Sketch
	for ; len(b) >= 8; b = b[8:] {
		var v uint64
		for i := range 8 {
			v |= uint64(b[i]) << (8 * i)
		}
		s = append(s, v)
	}
	return s
}

func BenchmarkOf(b *testing.B) {
	d := read(b, report, "")
	b.SetBytes(int64(len(report)))
	for b.Loop() {
		Of(d)
	}
}

// BenchmarkFind: one document against a thousand.
func BenchmarkFind(b *testing.B) {
	var all []Candidate
	for i := range 1000 {
		all = append(all, known(read(b, fmt.Sprintf("%s\n\nShip %d%d left.\n%s", otherStory, i, i,
			strings.ReplaceAll(report, "e", fmt.Sprint(i%7))), "")))
	}
	d := read(b, report, "")
	for b.Loop() {
		Find(d, all)
	}
}

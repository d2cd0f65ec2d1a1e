package us

import (
	"io"
	"testing"

	"cordon"
	"cordon/internal/record"
)

// BenchmarkRead reads the largest real file of each format, already unpacked.
func BenchmarkRead(b *testing.B) {
	for _, bm := range []struct{ name, file string }{
		{"csv", "sdn_csv_2024-06/sdn.csv.xz"},
		{"legacy", "consolidated_2025-03-28.xml.xz"},
		{"advanced", "cons_advanced_2020-03-17.xml.xz"},
		{"enhanced", "cons_enhanced_2025-01-10.xml.xz"},
	} {
		b.Run(bm.name, func(b *testing.B) {
			packed := realFile(b, bm.file)
			r, err := packed.Open()
			if err != nil {
				b.Fatal(err)
			}
			data, err := io.ReadAll(r)
			r.Close()
			if err != nil {
				b.Fatal(err)
			}
			f := memory(bm.file, "", data)
			format, saw := sniffed(b, &f)
			f.Role = saw.Role
			pub := &record.Publication{List: saw.List, Files: []record.File{f}}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for _, err := range format.Parse(pub, func(cordon.Problem) {}) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
				b.ReportMetric(float64(n), "entries")
			}
		})
	}
}

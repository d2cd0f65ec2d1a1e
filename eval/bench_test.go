package eval

import (
	"testing"

	"cordon"
	"cordon/internal/index"
	"cordon/internal/match"
)

func BenchmarkBuild(b *testing.B) {
	ps := Parties(b)
	n := 0
	for _, p := range ps {
		n += len(p.Profile.Names)
	}
	b.ReportMetric(float64(len(ps)), "parties")
	b.ReportMetric(float64(n), "names")
	for b.Loop() {
		index.Build(1, ps)
	}
}

var asked = []string{
	"Kim Jong Un", "Ри Бён Чхоль", "리병철", "Ri Pyong Chol", "Lee Byung-chul", "RI Pyong-chol", "Mohammed Ali",
	"Abdul Rahman Mohammed Hussein", "John Smith", "Maria Garcia Lopez", "Bank of Commerce and Trading International Company",
	"Владимир Путин", "Azia Shipping Holding Ltd", "Gazprom", "金正恩",
}

func BenchmarkFind(b *testing.B) {
	x := index.Build(1, Parties(b))
	for _, n := range asked {
		b.Run(n, func(b *testing.B) {
			q := &cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: n}}}}
			for b.Loop() {
				match.Find(x, q)
			}
		})
	}
}

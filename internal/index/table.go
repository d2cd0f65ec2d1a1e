package index

import (
	"cmp"
	"slices"
	"sort"
	"sync"
)

// A table maps 64-bit hashes to numbers: sorted pairs in 256 parts by the top
// byte of the hash, which are built and sorted on all cores.
type table struct{ parts [256][]pair }

type pair struct {
	hash uint64
	of   int32
}

// tableOf makes the table of n things; keys adds the hashes of the i-th.
func tableOf(n int, keys func(i int, add func(uint64))) table {
	var t table
	var locks [256]sync.Mutex
	const block = 512
	parallel((n+block-1)/block, func(b int) {
		var own [256][]pair
		for i := b * block; i < min((b+1)*block, n); i++ {
			keys(i, func(h uint64) { own[h>>56] = append(own[h>>56], pair{h, int32(i)}) })
		}
		for p := range own {
			if len(own[p]) > 0 {
				locks[p].Lock()
				t.parts[p] = append(t.parts[p], own[p]...)
				locks[p].Unlock()
			}
		}
	})
	parallel(len(t.parts), func(p int) {
		slices.SortFunc(t.parts[p], func(a, b pair) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.of, b.of)) })
		t.parts[p] = slices.Clip(slices.Compact(t.parts[p]))
	})
	return t
}

// each calls f with the numbers under a hash, in rising order.
func (t *table) each(h uint64, f func(int32)) {
	part := t.parts[h>>56]
	at := sort.Search(len(part), func(i int) bool { return part[i].hash >= h })
	for ; at < len(part) && part[at].hash == h; at++ {
		f(part[at].of)
	}
}

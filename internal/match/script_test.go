package match

import (
	"testing"

	"cordon"
	"cordon/internal/index"
)

// TestForeignScripts: names as other scripts spell them find the Latin ones, and
// those of others do not.
func TestForeignScripts(t *testing.T) {
	for _, c := range []struct {
		asked, listed string
		kind          cordon.Kind
		hit           bool
	}{
		{"Βλαντιμίρ Πούτιν", "Vladimir Vladimirovich PUTIN", cordon.Person, true},
		{"Ντμίτρι Μεντβέντεφ", "Dmitry Medvedev", cordon.Person, true},
		{"Σεργκέι Σοϊγκού", "Sergei Shoigu", cordon.Person, true},
		{"Αντώνης Παπαντωνίου", "Antonis Papantoniou", cordon.Person, true},
		{"ウラジーミル・プーチン", "Vladimir Vladimirovich PUTIN", cordon.Person, true},
		{"ウラジーミル・プーチン", "Aleksandr Bastrykin", cordon.Person, false},
		{"セルゲイ・ショイグ", "Sergei Shoigu", cordon.Person, true},
		{"ドミトリー・メドベージェフ", "Dmitry Medvedev", cordon.Person, true},
		{"アレクサンドル・ルカシェンコ", "Aleksandr Lukashenko", cordon.Person, true},
		{"スズキ", "Suzuki", cordon.Organization, true},
		{"キム・ジョンウン", "Kim Jong Un", cordon.Person, true},
		{"キム・ジョンウン", "Pak Yong Sik", cordon.Person, false},
		{"リ・ピョンチョル", "Ri Pyong Chol", cordon.Person, true},
		{"فلاديمير بوتين", "Vladimir Vladimirovich PUTIN", cordon.Person, true},
		{"سيرغي شويغو", "Sergei Shoigu", cordon.Person, true},
		{"حزب الله", "Hizballah", cordon.Organization, true},
		{"حزب الله", "Hezbollah", cordon.Organization, true},
		{"حزب الله", "Hizb ut-Tahrir", cordon.Organization, false},
		{"Шойгу", "Shin Hong Gu", cordon.Person, false},
		{"Шойгу", "So Ik U", cordon.Person, false},
		{"Shoigu", "So I Gu", cordon.Person, false},
		{"리병철", "Ri Pyong Chol", cordon.Person, true},
		{"리병철", "Chol Ryong", cordon.Vessel, false},
		{"Ri Pyong Chol", "Chol Ryong", cordon.Vessel, false},
		{"Chol Ryong", "Chol Ryong", cordon.Vessel, true},
	} {
		q := Prepare(&cordon.Profile{Names: []cordon.Name{{Full: c.asked}}})
		l := Prepare(&cordon.Profile{Kind: c.kind, Names: []cordon.Name{{Full: c.listed}}})
		if score, _ := Compare(q, l); (score >= DefaultThreshold) != c.hit {
			t.Errorf("%s, %s: %.3f, hit should be %t", c.asked, c.listed, score, c.hit)
		}
	}
}

// TestReadByKind: a name whose kind is not given is read by the grammar of the party
// that it is compared with, and by no other.
func TestReadByKind(t *testing.T) {
	for _, c := range []struct {
		asked, listed string
		kind          cordon.Kind
		hit           bool
	}{
		{"MT Angara", "Angara", cordon.Vessel, true},
		{"Tanker Oneiroi", "ONEIROI", cordon.Vessel, true},
		{"MARSHAL VASILEVSKIY", "MARSHAL VASILEVSKIY", cordon.Vessel, true},
		{"LNG SOARS", "LNG SOARS", cordon.Vessel, true},
		{"RT-INFORM LLC", "RT-INFORM LIMITED LIABILITY COMPANY", cordon.Organization, true},
		{"Renera Limited Liability Company (LLC)", "Renera Limited Liability Company (LLC)", cordon.Organization, true},
		{"Admiral Shipping Group", "Admiral Shipping Group", cordon.Organization, true},
		{"E. S. Co.", "E. S. Co.", cordon.Organization, true},
		{"Sia Agha Sayeed", "Sia Agha Sayeed", cordon.Person, true},
		{"MUKHTAR, Shaykh", "MUKHTAR, Shaykh", cordon.Person, true},
		{"MT Angara", "Angara", cordon.Person, false},
		{"RT-INFORM LLC", "Inform", cordon.Vessel, false},
	} {
		q := Prepare(&cordon.Profile{Names: []cordon.Name{{Full: c.asked}}})
		l := Prepare(&cordon.Profile{Kind: c.kind, Names: []cordon.Name{{Full: c.listed}}})
		if score, _ := Compare(q, l); (score >= DefaultThreshold) != c.hit {
			t.Errorf("%s, %s %s: %.3f, hit should be %t", c.asked, c.kind, c.listed, score, c.hit)
		}
	}
}

// TestListedWithoutKind: what is listed without a kind is read by one grammar only, by
// Compare as by Find.
func TestListedWithoutKind(t *testing.T) {
	asked := &cordon.Profile{Kind: cordon.Person, Names: []cordon.Name{{Full: "Angara"}}}
	listed := &cordon.Party{ID: "x/1", Entries: []cordon.EntryID{"x/1"}, Profile: cordon.Profile{Names: []cordon.Name{{Full: "MT Angara"}}}}
	score, _ := Compare(Prepare(asked), Prepare(&listed.Profile))
	hits := Find(index.Build(1, []*cordon.Party{listed}), &cordon.Query{Profile: *asked})
	if score >= DefaultThreshold || len(hits) > 0 {
		t.Errorf("compared %.3f, found %+v", score, hits)
	}
}

// TestKindContradicts: a similar name does not outweigh the kind that was asked for;
// the same name of two words, or of a rare one that is no person's, stays a hit, with
// the kind among its reasons, and below what links documents. Each kind is compared by
// its own grammar.
func TestKindContradicts(t *testing.T) {
	for _, c := range []struct {
		asked  string
		as     cordon.Kind
		listed string
		kind   cordon.Kind
		hit    bool
	}{
		{"Petr Kozlov", cordon.Person, "Petr Kozlov", cordon.Vessel, true},
		{"Petr Kozlow", cordon.Person, "Pyotr Kozlov", cordon.Vessel, false},
		{"Petr Kozlov", cordon.Person, "Petr Alexeyevich Kozlov", cordon.Organization, false},
		{"KIM, Jong Un", cordon.Organization, "Kim Jong Un", cordon.Person, true},
		{"Hajji Rahmatullah Shahnawaz", cordon.Organization, "Rahmatullah Shahnawaz", cordon.Person, true},
		{"MT Angara", cordon.Person, "Angara", cordon.Vessel, true},
		{"Angara", cordon.Organization, "MV Angara", cordon.Vessel, true},
		{"Angara", cordon.Organization, "Angara", cordon.Person, false},
		{"Tangun Trading", cordon.Person, "Tangun Trading", cordon.Organization, true},
	} {
		listed := &cordon.Party{
			ID: "x/1", Entries: []cordon.EntryID{"x/1"}, Profile: cordon.Profile{Kind: c.kind, Names: []cordon.Name{{Full: c.listed}}},
		}
		x := index.Build(1, []*cordon.Party{listed})
		hits := Find(x, &cordon.Query{Profile: cordon.Profile{Kind: c.as, Names: []cordon.Name{{Full: c.asked}}}})
		if (len(hits) > 0) != c.hit {
			t.Errorf("%s as %s, %s %s: %+v, hit should be %t", c.asked, c.as, c.kind, c.listed, hits, c.hit)
		}
		if c.hit && len(hits) > 0 && (hits[0].Score > 0.8 || hits[0].Features[len(hits[0].Features)-1].Name != "kind") {
			t.Errorf("%s as %s: %+v", c.asked, c.as, hits)
		}
	}
}

// TestFindNear: a party of the very name that other details keep below the threshold
// is near, whatever else is a hit; one of another name is not.
func TestFindNear(t *testing.T) {
	party := func(id cordon.EntryID, name string, birth string) *cordon.Party {
		return &cordon.Party{ID: cordon.PartyID(id), Entries: []cordon.EntryID{id}, Profile: cordon.Profile{
			Kind: cordon.Person, Names: []cordon.Name{{Full: name}}, Births: []cordon.Birth{{Date: cordon.MustDate(birth)}},
		}}
	}
	x := index.Build(1, []*cordon.Party{
		party("x/1", "Petr Kozlov", "1950-02-03"), party("x/2", "Petr Kozlov", "1981-04-05"), party("x/3", "Boris Kozlov", "1950-02-03"),
	})
	hits, near := FindNear(x, &cordon.Query{Threshold: 0.85, Profile: cordon.Profile{
		Names: []cordon.Name{{Full: "Kozlov, Petr"}}, Births: []cordon.Birth{{Date: cordon.MustDate("1981-04-05")}},
	}})
	if len(hits) != 1 || hits[0].Party != "x/2" || len(near) != 1 || near[0].Party != "x/1" || near[0].Score >= 0.85 {
		t.Errorf("hits %+v, near %+v", hits, near)
	}
}

// TestPiece: a piece of a name counts only opposite a listed name that it is all of,
// nearly letter for letter, in whichever script.
func TestPiece(t *testing.T) {
	for _, c := range []struct {
		asked, listed string
		piece, whole  bool // whether it is a hit as a piece, and as a name
	}{
		{"Вебер", "VIPER", false, true},
		{"Вебер", "Weber", true, true},
		{"Ангара", "Angara", true, true},
		{"Ангара", "Ангара", true, true},
		{"Ангара", "MV Angara", true, true},
		{"ناصر", "NASIR", false, true},
		{"الحراشي", "الحراشي", true, true},
		{"Кассам", "Al Qassam", true, true},
		{"Кассам", "Ibn Al Qassam Brigades", false, false},
	} {
		kind := cordon.Person
		if c.listed == "MV Angara" {
			kind = cordon.Vessel
		}
		listed := cordon.Profile{Kind: kind, Names: []cordon.Name{{Full: c.listed}}}
		x := index.Build(1, []*cordon.Party{{ID: "x/1", Entries: []cordon.EntryID{"x/1"}, Profile: listed}})
		for use, hit := range map[cordon.NameUse]bool{cordon.Piece: c.piece, "": c.whole} {
			q := &cordon.Query{Profile: cordon.Profile{Names: []cordon.Name{{Full: c.asked, Use: use}}}}
			if hits := Find(x, q); (len(hits) > 0) != hit {
				t.Errorf("%s (%s), %s: %+v, hit should be %t", c.asked, use, c.listed, hits, hit)
			}
		}
	}
}

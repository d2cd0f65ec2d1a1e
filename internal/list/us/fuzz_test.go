package us

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"cordon"
	"cordon/internal/record"
)

// fuzz reads any bytes as one format: no panic, no hang, and every entry has a
// number, a list and an ID made of both.
func fuzz(f *testing.F, format string, more ...string) {
	for _, s := range more {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		head := memory("fuzz", "", data)
		for _, known := range SDNFormats {
			known.Sniff(data[:min(len(data), record.HeadSize)], &head)
		}
		entries, _, _ := read(format, data)
		for _, e := range entries {
			if e.ID != cordon.EntryID("us-ofac-sdn/"+e.Ref) || e.Ref == "" || e.List != SDN {
				t.Errorf("entry %q of %q with reference %q", e.ID, e.List, e.Ref)
			}
			e.Fingerprint() // must be writable
		}
	})
}

func FuzzCSV(f *testing.F)      { fuzz(f, "ofac-csv", row+row2+endMark) }
func FuzzLegacy(f *testing.F)   { fuzz(f, "ofac-xml", smallLegacy) }
func FuzzAdvanced(f *testing.F) { fuzz(f, "ofac-advanced-xml", smallAdvanced) }
func FuzzEnhanced(f *testing.F) { fuzz(f, "ofac-enhanced-xml", smallEnhanced) }

// One invented party in each XML format. The seeds are small because the fuzzer
// minimises what it finds, which takes all of its time on whole files.
const (
	smallLegacy = `<sdnList><publshInformation><Publish_Date>03/28/2025</Publish_Date></publshInformation><sdnEntry><uid>7</uid>` +
		`<lastName>A</lastName><sdnType>Individual</sdnType><programList><program>DPRK</program></programList>` +
		`<idList><id><idType>Passport</idType><idNumber>A1</idNumber><idCountry>Iran</idCountry></id></idList>` +
		`<dateOfBirthList><dateOfBirthItem><dateOfBirth>1951 to 1953</dateOfBirth></dateOfBirthItem></dateOfBirthList></sdnEntry></sdnList>`
	smallAdvanced = `<Sanctions><DateOfIssue><Year>2024</Year><Month>2</Month><Day>3</Day></DateOfIssue><ReferenceValueSets>` +
		`<PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>` +
		`<PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues></ReferenceValueSets><DistinctParties><DistinctParty>` +
		`<Profile ID="7" PartySubTypeID="4"><Identity ID="1"><Alias AliasTypeID="1403" Primary="true"><DocumentedName><DocumentedNamePart>` +
		`<NamePartValue NamePartGroupID="1" ScriptID="215">A</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity>` +
		`</Profile></DistinctParty></DistinctParties></Sanctions>`
	smallEnhanced = `<sanctionsData><publicationInfo><dataAsOf>2025-01-10</dataAsOf></publicationInfo><entities><entity id="7">` +
		`<generalInfo><entityType>Individual</entityType></generalInfo><sanctionsPrograms><sanctionsProgram>DPRK</sanctionsProgram>` +
		`</sanctionsPrograms><names><name><isPrimary>true</isPrimary><translations><translation><script>Latin</script>` +
		`<formattedFullName>A</formattedFullName></translation></translations></name></names></entity></entities></sanctionsData>`
)

// FuzzRemarks checks that splitting the remarks loses no words.
func FuzzRemarks(f *testing.F) {
	f.Add("DOB 10 Dec 1948; alt. DOB 1946; Passport A1 (Iran) issued 28 Oct 2008; a.k.a. 'X; Y'; (Linked To: A; Linked To: B)")
	f.Add("a.k.a. '")
	f.Add("; ;.;(")
	f.Fuzz(func(t *testing.T, text string) {
		p := newParty(SDN, "1", func(cordon.Problem) {})
		p.addRemarks(text, false)
		p.finish()
		items := splitRemarks(text)
		if slices.Contains(items, "") {
			t.Error("an empty item")
		}
		if got, want := letters(strings.Join(items, " ")), letters(text); got != want {
			t.Errorf("%q is divided into %q", text, items)
		}
	})
}

// letters is a text reduced to its letters and digits.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

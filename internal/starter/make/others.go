package main

import (
	"archive/tar"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"cordon"
	"cordon/internal/country"
	"cordon/internal/record"
)

// The lists of this file are not read by the program yet: what is taken here
// are the few facts that the starter needs.

// readUNVessels reads the vessels that the 1718 Committee designated. The list
// is unchanged since 4 June 2020.
func readUNVessels(from string) (*set, error) {
	s := &set{list: "un-1718-vessels", asOf: cordon.MustDate("2020-06-04"), source: "UN 1718 Designated Vessels List of 4 June 2020"}
	rows, err := table(record.File{Name: "un_1718_vessels.csv", Open: func() (io.ReadCloser, error) {
		return openXZ(filepath.Join(from, "domain", "un_1718_vessels.csv"))
	}})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		ref := r["imo"]
		if ref == "" {
			ref = strings.ReplaceAll(r["name"], " ", "-")
		}
		e := entry(s.list, ref, cordon.Vessel)
		e.Profile.Names = names(r["name"], nil)
		for _, n := range split(r["other_names"], ";") {
			e.Profile.Names = append(e.Profile.Names, cordon.Name{Full: n, Use: cordon.Former})
		}
		addIMO(e, r["imo"])
		for _, m := range split(r["mmsi"], ";") {
			e.Profile.Identifiers = append(e.Profile.Identifiers, cordon.Identifier{Scheme: cordon.MMSI, Value: m})
		}
		if r["type"] != "" {
			e.Profile.Craft = &cordon.Craft{Type: r["type"]}
		}
		d := cordon.Designation{Authority: "un", Programme: "un/DPRK", Measures: vesselMeasures(r)}
		dated(&d, "designated_on", r["designated_on"])
		if last := len(s.entries) - 1; last >= 0 && s.entries[last].ID == e.ID {
			s.entries[last].Designations = append(s.entries[last].Designations, d) // designated twice, on two days
			continue
		}
		e.Designations = []cordon.Designation{d}
		s.entries = append(s.entries, e)
	}
	return s, nil
}

// vesselMeasures are the effects that the Committee's table marks, by paragraph.
func vesselMeasures(r map[string]string) []cordon.Measure {
	var out []cordon.Measure
	for _, c := range []struct {
		column  string
		measure cordon.Measure
	}{
		{"asset_freeze_1718_8d_2270_12", cordon.AssetFreeze},
		{"asset_freeze_2321_12d", cordon.AssetFreeze},
		{"omm_economic_resource", cordon.AssetFreeze},
		{"deflag_2321_12a", cordon.Deflag},
		{"port_ban_2371_6_2375_6", cordon.PortBan},
	} {
		if r[c.column] == "1" && (len(out) == 0 || out[len(out)-1] != c.measure) {
			out = append(out, c.measure)
		}
	}
	return out
}

// readEUVessels reads the ships of Annex XLII of Regulation (EU) 833/2014.
func readEUVessels(from string) (*set, error) {
	s := &set{
		list: "eu-833-vessels", asOf: cordon.MustDate("2026-08-22"),
		source: "Annex XLII of Regulation (EU) 833/2014, from a table of the Danish Maritime Authority",
	}
	err := eachYAML(file(from, "", "eu_vessels", "ammitto_eu_vessels_2026-08-22_yaml.tar.xz"), func(r map[string]string) {
		e := entry(s.list, r["imo_number"], cordon.Vessel)
		e.Profile.Names = names(r["vessel_name"], nil)
		addIMO(e, r["imo_number"])
		e.Designations = []cordon.Designation{{
			Authority: "eu", Programme: "eu/833-2014-XLII", Measures: []cordon.Measure{cordon.PortBan},
			Basis: []cordon.LegalBasis{{Instrument: "Regulation (EU) 833/2014", Paragraph: "Article 3s, Annex XLII"}},
		}}
		dated(&e.Designations[0], "date_of_application", r["date_of_application"])
		s.entries = append(s.entries, e)
	})
	return s, err
}

// readNZ reads the Russia Sanctions Register of New Zealand.
func readNZ(from string) (*set, error) {
	s := &set{list: "nz-russia", asOf: cordon.MustDate("2026-03-08"), source: "New Zealand Russia Sanctions Register"}
	kinds := map[string]cordon.Kind{"Individual": cordon.Person, "Entity": cordon.Organization, "Ship": cordon.Vessel}
	err := eachYAML(file(from, "", "nz", "ammitto_nz_russia_register_2026-03-08_yaml.tar.xz"), func(r map[string]string) {
		if r["unique_identifier"] == "" || !strings.EqualFold(r["sanction_status"], "Sanctioned") {
			return
		}
		e := entry(s.list, strings.ToUpper(r["unique_identifier"]), kinds[r["type"]])
		name := r["name"]
		if name == "" {
			name = strings.Join(strings.Fields(r["first_name"]+" "+r["middle_names"]+" "+r["last_name"]), " ")
		}
		e.Profile.Names = names(name, split(r["alias_alternate_spellings"], ";"))
		addIMO(e, r["imo_number"])
		addBirth(e, r["dob"])
		for _, c := range []string{r["citizenship"], r["citizenship_2"]} {
			if code, ok := country.Code(c); ok {
				e.Profile.Countries = append(e.Profile.Countries, cordon.CountryLink{Country: code, Role: "citizenship"})
			}
		}
		if r["title"] != "" {
			e.Profile.Positions = append(e.Profile.Positions, r["title"])
		}
		if strings.HasPrefix(r["general_rationale_for_sanction"], "DPRK Actor") {
			e.Profile.Countries = append(e.Profile.Countries, cordon.CountryLink{Country: "KP", Role: "location"})
		}
		d := cordon.Designation{Authority: "nz", Programme: "nz/Russia", Reason: r["general_rationale_for_sanction"]}
		for _, c := range []struct {
			column  string
			measure cordon.Measure
		}{{"asset_freeze", cordon.AssetFreeze}, {"travel_ban", cordon.TravelBan}, {"ship_ban", cordon.PortBan}} {
			if r[c.column] == "Yes" {
				d.Measures = append(d.Measures, c.measure)
			}
		}
		dated(&d, "date_of_sanction", r["date_of_sanction"])
		e.Designations = []cordon.Designation{d}
		s.entries = append(s.entries, e)
	})
	return s, err
}

// eachYAML visits the flat YAML files of a tar archive.
func eachYAML(f record.File, visit func(map[string]string)) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	tr := tar.NewReader(in)
	for {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if h.Typeflag != tar.TypeReg || strings.HasPrefix(filepath.Base(h.Name), "_") {
			continue
		}
		var raw map[string]any
		if err := yaml.NewDecoder(tr).Decode(&raw); err != nil {
			return fmt.Errorf("%s: %s: %w", f.Name, h.Name, err)
		}
		r := map[string]string{}
		for k, v := range raw {
			if v != nil {
				r[k] = strings.Join(strings.Fields(fmt.Sprint(v)), " ")
			}
		}
		visit(r)
	}
}

// readCA reads Canada's consolidated autonomous list.
func readCA(from string) (*set, error) {
	s := &set{list: "ca-sema", asOf: cordon.MustDate("2025-05-25"), source: "Consolidated Canadian Autonomous Sanctions List"}
	in, err := file(from, "", "ca", "sema-lmes_2025-05-25.xml.xz").Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var data struct {
		Records []struct {
			Country, LastName, GivenName, EntityOrShip, Aliases, TitleOrShip         string
			ShipIMONumber, DateOfBirthOrShipBuildDate, Schedule, Item, DateOfListing string
		} `xml:"record"`
	}
	if err := xml.NewDecoder(in).Decode(&data); err != nil {
		return nil, err
	}
	for _, r := range data.Records {
		programme, _, _ := strings.Cut(r.Country, " / ")
		ref := slug(programme + "-" + r.Schedule + "-" + r.Item)
		e := entry(s.list, ref, cordon.Organization)
		name := r.EntityOrShip
		switch {
		case r.LastName != "" || r.GivenName != "":
			e.Profile.Kind, name = cordon.Person, strings.TrimSpace(r.GivenName+" "+r.LastName)
			addBirth(e, r.DateOfBirthOrShipBuildDate)
		case r.ShipIMONumber != "":
			e.Profile.Kind = cordon.Vessel
			e.Profile.Craft = &cordon.Craft{Type: r.TitleOrShip, Built: r.DateOfBirthOrShipBuildDate}
			addIMO(e, r.ShipIMONumber)
		}
		e.Profile.Names = names(name, split(strings.ReplaceAll(r.Aliases, "\n", ";"), ";"))
		d := cordon.Designation{Authority: "ca", Programme: cordon.ProgrammeID("ca/" + programme)}
		dated(&d, "DateOfListing", r.DateOfListing)
		e.Designations = []cordon.Designation{d}
		s.entries = append(s.entries, e)
	}
	return s, nil
}

func addIMO(e *cordon.Entry, imo string) {
	if imo = strings.TrimSpace(imo); imo != "" {
		e.Profile.Identifiers = append(e.Profile.Identifiers, cordon.Identifier{Scheme: cordon.IMOShip, Value: imo})
	}
}

func addBirth(e *cordon.Entry, s string) {
	if from, to, err := record.Dates(s); err == nil {
		e.Profile.Births = append(e.Profile.Births, cordon.Birth{Date: from, To: to})
	}
}

func split(s, sep string) []string {
	var out []string
	for _, p := range strings.Split(s, sep) {
		if p = strings.Trim(p, " ,\t\n\r\""); p != "" {
			out = append(out, p)
		}
	}
	return out
}

var notSlug = regexp.MustCompile(`[^\p{L}\p{N}.]+`)

func slug(s string) string {
	return strings.Trim(notSlug.ReplaceAllString(s, "-"), "-")
}

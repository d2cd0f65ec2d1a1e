package screen

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon"
	"cordon/internal/table"
)

// inQuery is what a query asks for in one line, pieces of names in brackets.
func inQuery(q *cordon.Query) string {
	var out []string
	for _, n := range q.Profile.Names {
		if n.Use == cordon.Piece {
			n.Full = "[" + n.Full + "]"
		}
		out = append(out, n.Full)
	}
	for _, id := range q.Profile.Identifiers {
		out = append(out, string(id.Scheme)+"="+id.Value)
	}
	return strings.Join(out, " ")
}

func TestTyped(t *testing.T) {
	const eth, btc = "0x00112233445566778899aabbccddeeff00112233", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
	for text, want := range map[string]string{
		"Kim Jong Un":                        "Kim Jong Un",
		" KIM, Jong Un ":                     "KIM, Jong Un",
		"9161003":                            "other=9161003",
		"IMO 9161003":                        "imo-ship=9161003",
		"imo: 9161003":                       "imo-ship=9161003",
		"IMO9161003":                         "imo-ship=9161003",
		"IMO No. 9161003":                    "imo-ship=9161003",
		"Angara (IMO 9179842)":               "Angara imo-ship=9179842",
		"IMO 9161003 / AB123456":             "imo-ship=9161003 other=AB123456",
		"AB123456 ????":                      "???? other=AB123456",
		"AB123456":                           "other=AB123456",
		"паспорт МР123456":                   "other=МР123456",
		"64 16 123456":                       "other=64 16 123456",
		"ОГРН 1027700132195":                 "ogrn=1027700132195",
		"1027700132195":                      "other=1027700132195",
		eth:                                  "wallet=" + eth,
		"wallet " + btc:                      "wallet=" + btc,
		"Boeing 747":                         "Boeing 747",
		"Military Unit 54777":                "Military Unit 54777",
		"No Kwang Chol":                      "No Kwang Chol",
		"Imo":                                "Imo",
		"Imo State 123456":                   "Imo State other=123456",
		"Alex560560":                         "Alex560560 [Alex] other=Alex560560",
		"ALEX560560":                         "ALEX560560 [ALEX] other=ALEX560560",
		"HRB123456":                          "other=HRB123456",
		"2904977 CANADA, INC.":               "[CANADA INC.] 2904977 CANADA, INC. [2904977 CANADA] other=2904977",
		"Canada 2904977":                     "Canada other=2904977",
		"2904977 Rossiya Trade Inc":          "Rossiya Trade Inc 2904977 Rossiya Trade Inc other=2904977",
		"IMO 917 9842":                       "imo-ship=9179842",
		"Angara, IMO no. 91 79 842 (tanker)": "Angara tanker Angara, IMO no. 91 79 842 (tanker) [Angara, IMO no. 91 79 842] imo-ship=9179842",
		"паспорт 4509 123456":                "other=4509123456",
		"IMO 9179842 9161003":                "imo-ship=9179842 other=9161003",
		"Unit No 54 777":                     "Unit No 54 777",
		"Husain Salimi; Hosain Salimi;":      "Husain Salimi Hosain Salimi",
		"Angara; IMO 9179842":                "Angara imo-ship=9179842",
		"Petrov; Ivan":                       "Petrov Ivan Petrov Ivan",
		"Smith &amp; Co":                     "Smith & Co",
		"El Harrachi (الحراشي)":              "El Harrachi (الحراشي) El Harrachi الحراشي",
		"Ri Pyong Chol 리병철":                  "Ri Pyong Chol 리병철 Ri Pyong Chol 리병철",
		"Dr Anna Weber (Вебер)":              "Dr Anna Weber (Вебер) Dr Anna Weber [Вебер]",
		"Anna Weber (А. Вебер)":              "Anna Weber (А. Вебер) Anna Weber [А. Вебер]",
		"Weber (Анна Вебер)":                 "Weber (Анна Вебер) [Weber] Анна Вебер",
		"Jane Doe (Бюро 39)":                 "Jane Doe (Бюро 39) Jane Doe Бюро 39",
		"39 Бюро / Office 39":                "39 Бюро / Office 39 39 Бюро Office 39",
		"Jane Doe (Aвтоваз)":                 "Jane Doe (Aвтоваз) Jane Doe [Aвтоваз]",
		"Jane Doe - Вебер Анна":              "Jane Doe - Вебер Анна Jane Doe Вебер Анна",
		"Ri1Pyong2Chol":                      "Ri1Pyong2Chol Ri Pyong Chol",
		"Kim Jong Un¹":                       "Kim Jong Un¹ [Kim Jong Un]",
		"Kim1 Jong2 Un3":                     "Kim1 Jong2 Un3 [Kim Jong Un] [KimI Jong2 Un3] [Kiml Jong2 Un3]",
		"리1병2철":                              "리1병2철 리 병 철",
		"G4S Plc":                            "G4S Plc",
		"B2B Trading House":                  "B2B Trading House",
		"Web3":                               "Web3 [Web]",
		"Tetiana1Viktorivna1Perever":         "Tetiana1Viktorivna1Perever Tetiana Viktorivna Perever wallet=Tetiana1Viktorivna1Perever",
		"Jane Doe (Завод № 9)":               "Jane Doe (Завод № 9) Jane Doe Завод № 9",
		"Sky-7":                              "Sky-7",
		"Angara (Ангара)":                    "Angara (Ангара) Angara Ангара",
		"Angara LLC (Ангара)":                "Angara LLC (Ангара) Angara LLC Ангара",
		"Jane Doe (プーチン)":                    "Jane Doe (プーチン) Jane Doe [プーチン]",
		"Jane Doe (ウラジーミルプーチン)": "Jane Doe (ウラジーミルプーチン) Jane Doe ウラジーミルプーチン",
		"Kim%20Jong%20Un":                     "Kim Jong Un",
		"100% Kim":                            "100% Kim",
		"'381420754":                          "other='381420754",
		"[AB381420754]":                       "other=AB381420754 other=381420754",
		"AB123456*":                           "other=AB123456",
		"Jane Doe, Passport No.AB381420":      "Jane Doe other=AB381420",
		"ID_381420":                           "other=381420",
		"ID=381420":                           "other=381420",
		"ID=AB381420":                         "other=AB381420",
		"Jos=C3=A9":                           "José",
		"No381420":                            "No381420 [No] other=No381420 other=381420",
		"PassportNo:381420":                   "PassportNo other=381420",
		"https://etherscan.io/address/" + eth: "https wallet=" + eth,
		"ETH-" + eth:                          "wallet=" + eth,
		"SWIFT KUDBKPPY":                      "SWIFT KUDBKPPY bic=KUDBKPPY",
		"KUDBKPPY":                            "KUDBKPPY bic=KUDBKPPY",
		"B&LT Trading":                        "B&LT Trading",
		"Kim\\u0020Jong\\u0020Un":             "Kim Jong Un",
		"Ангара (앙가라)":                        "Ангара (앙가라) [Ангара] 앙가라",
		"Kim Jong Un (김정은, 金正恩)":              "Kim Jong Un (김정은, 金正恩) Kim Jong Un 김정은 金正恩 [김정은, 金正恩] [Kim Jong Un (김정은]",
		"CHU HYO’K123456":                     "CHU HYO’K123456 [CHU HYO’K]",
		"Jane Doe (deceased)":                 "Jane Doe (deceased) [Jane Doe]",
		"Zorvex (lost at sea)":                "Zorvex (lost at sea) [Zorvex] [lost at sea]",
		"Jane Doe a.k.a. Zorvex":              "Jane Doe a.k.a. Zorvex [Jane Doe] [Zorvex]",
		"Jane Doe and Ivan Petrov":            "Jane Doe and Ivan Petrov [Jane Doe] [Ivan Petrov]",
		"Petrov and Sons":                     "Petrov and Sons",
		"DOE, Jane, Lima, Peru":               "DOE, Jane, Lima, Peru [DOE, Jane] [DOE, Jane, Lima]",
		"DOE, Jane":                           "DOE, Jane",
		"Payee: Jane Doe NULL":                "Payee: Jane Doe NULL [Jane Doe NULL] [Payee: Jane Doe] [Jane Doe]",
		"Jane Doe JANE DOE":                   "Jane Doe JANE DOE [Jane Doe]",
		"Mary-Jane Doe":                       "Mary-Jane Doe",
		"0leg P1lin":                          "0leg P1lin [leg P1lin] [Oleg PIlin] [Oleg Pllin]",
		"OLEG P1LIN":                          "OLEG P1LIN OLEG PILIN OLEG PlLIN",
		"":                                    "",
		"Donaudampfschifffahrtsgesellschaft":  "Donaudampfschifffahrtsgesellschaft",
	} {
		var q cordon.Query
		Typed(&q, text)
		if diff := cmp.Diff(want, inQuery(&q)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// TestNameAndNumber: a name that is joined to a number is asked for as both.
func TestNameAndNumber(t *testing.T) {
	for text, want := range map[string]string{
		"리병철19480101":                     "리병철19480101 [리병철]",
		"123456리병철":                       "123456리병철 [리병철]",
		"리123456병철":                       "리123456병철 리 병철",
		"习近平1953061":                      "习近平1953061 [习近平]",
		"20200101习近平":                     "20200101习近平 [习近平]",
		"习123456近平":                       "习123456近平 习 近平",
		"كيم123456":                       "كيم123456 [كيم]",
		"1234567كيم":                      "1234567كيم [كيم]",
		"كيم12345678جونغ":                 "كيم12345678جونغ كيم جونغ",
		"ЛИ1948ПЕН0101ЧОЛЬ":               "ЛИ1948ПЕН0101ЧОЛЬ ЛИ ПЕН ЧОЛЬ",
		"123456КИМ":                       "123456КИМ [КИМ]",
		"Ким123456":                       "Ким123456 [Ким]",
		"RI1948PYONG01CHOL":               "RI1948PYONG01CHOL RI PYONG CHOL",
		"RI/PYONG/CHOL/1948/0101":         "RI/PYONG/CHOL/1948/0101 RI PYONG CHOL",
		"KIM-123456-JONG-UN":              "KIM-123456-JONG-UN KIM JONG UN",
		"KIM-JONG-UN-19840108":            "KIM-JONG-UN-19840108 KIM JONG UN",
		"19840108/KIM/JONG/UN":            "19840108/KIM/JONG/UN KIM JONG UN",
		"KIM/19480101":                    "KIM/19480101 [KIM]",
		"123456KIM":                       "123456KIM [KIM]",
		"KIM123456UN":                     "KIM123456UN KIM UN",
		"No Kwang1948Chol0101":            "No Kwang1948Chol0101 Kwang1948Chol0101 No Kwang Chol Kwang Chol",
		"Tax KIM-123456-JONG":             "Tax KIM-123456-JONG KIM-123456-JONG Tax KIM JONG KIM JONG",
		"Somebody No Alex560560":          "Somebody No Alex560560 Somebody Alex560560 [Somebody No Alex] [Somebody Alex]",
		"J1948SMITH0101":                  "J1948SMITH0101 [J SMITH]",
		"KIM-J-UN-123456":                 "KIM-J-UN-123456 KIM J UN",
		"3F2504E0-4F89":                   "3F2504E0-4F89",
		"PD83641010":                      "",
		"A12345678":                       "",
		"AB-123456":                       "",
		"27-22/123456A":                   "",
		"AB123456C":                       "",
		"ATU12345678":                     "",
		"IE1234567WA":                     "",
		"ESX1234567L":                     "",
		"NL123456789B01":                  "",
		"HRB 123456":                      "HRB",
		"HRB123456":                       "",
		"GB33BUKB20201555555555":          "",
		"MT84MALT011000012345MTLCAST001S": "",
		"5493001KJTIIGC8Y1R12":            "",
	} {
		var q cordon.Query
		Typed(&q, text)
		if len(q.Profile.Identifiers) != 1 {
			t.Errorf("%q is %d identifiers", text, len(q.Profile.Identifiers))
		}
		q.Profile.Identifiers = nil
		if diff := cmp.Diff(want, inQuery(&q)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// TestTypedRows: the name of a row is read as one that a person types: a number in
// it is looked up, several names are asked for each.
func TestTypedRows(t *testing.T) {
	s := serving(t, "Zorvex Quandal")
	if err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Angara (IMO 9179842)":         "Angara imo-ship=9179842",
		"IMO 9179842":                  "imo-ship=9179842",
		"Somebody; Zorvex Quandal":     "Somebody Zorvex Quandal Somebody Zorvex Quandal",
		"Zorvex; Quandal":              "Zorvex Quandal Zorvex Quandal",
		"Zorvex Quandal (AB 1234567)":  "Zorvex Quandal AB other=1234567",
		"Zorvex Quandal, passport 1.2": "Zorvex Quandal, passport 1.2 [Zorvex Quandal] [passport 1.2]",
	} {
		row, q := table.Row{Number: 1, Query: *asking(text)}, asking(text)
		typedNames(q)
		if diff := cmp.Diff(want, inQuery(q)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
		a := answerRow(s.Live.Load(), &row, &cordon.Query{}, cordon.DateOf(day))
		if diff := cmp.Diff(row.Query.Profile.Names, a.Query.Profile.Names); diff != "" {
			t.Errorf("%q: the answer shows another name (-row +answer):\n%s", text, diff)
		}
		if strings.Contains(text, "Zorvex") && len(a.Hits) == 0 {
			t.Errorf("%q: no hit: %+v", text, a)
		}
	}
}

package all

import "cordon"

// Others are the lists that cordon cannot read yet. Only the starter has facts of
// them, which stay in force when full lists of other authorities are loaded.
var Others = []cordon.List{
	{
		ID: "un-1718-vessels", Authority: "un", Name: "1718 Designated Vessels List",
		URL: "https://main.un.org/securitycouncil/en/sanctions/1718/materials/1718-Designated-Vessels-List",
	},
	{
		ID: "eu-833-vessels", Authority: "eu", Name: "Annex XLII of Regulation (EU) 833/2014",
		URL: "https://eur-lex.europa.eu/eli/reg/2014/833",
	},
	{
		ID: "au-dfat", Authority: "au", Name: "DFAT Consolidated List",
		URL: "https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list",
	},
	{
		ID: "ca-sema", Authority: "ca", Name: "Consolidated Canadian Autonomous Sanctions List",
		URL: "https://www.international.gc.ca/world-monde/international_relations-relations_internationales/" +
			"sanctions/consolidated-consolide.aspx?lang=eng",
	},
	{ID: "ca-announced", Authority: "ca", Name: "Canada, announcements"},
	{
		ID: "nz-russia", Authority: "nz", Name: "Russia Sanctions Register (MFAT)",
		URL: "https://www.mfat.govt.nz/assets/Countries-and-Regions/Europe/Ukraine/Russia-Sanctions-Register.xlsx",
	},
	{
		ID: "jp-mof", Authority: "jp", Name: "Ministry of Finance asset freeze list",
		URL: "https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/list.html",
	},
	{ID: "kr-announced", Authority: "kr", Name: "South Korea, announcements"},
}

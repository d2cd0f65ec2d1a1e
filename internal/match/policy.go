package match

import "cordon"

// Version names the policy and the engine: it changes whenever a score may.
const Version = "cordon-match/4"

// DefaultThreshold is the least score of a hit when the query gives none. At
// 0.70 one misspelt letter, a left-out middle name and a second romanisation
// are still hits, and one contradicting name is not: "a person should look".
const DefaultThreshold = 0.70

// DefaultLimit is the most hits of an answer when the query gives none: a name
// with more is too common to be useful.
const DefaultLimit = 20

// The policy. A name that agrees in every letter starts from 1; each rate takes
// away its share. eval/ holds the numbers to labelled pairs.
const (
	// typoRate times the weight lost to spelling: 1 letter of 8 in one of two words costs 0.08.
	typoRate = 1.1
	// contradictRate times the share of weight that contradicts: one name of five
	// that is another name costs 0.34, so that it is no hit by itself. Contradiction
	// must cost more than omission: "Viktor" is not "Boris", but either may be left out.
	contradictRate    = 1.7
	contradictRateOrg = 1.6
	// omitRate times the share of weight that one side lacks: three of five words
	// left out costs 0.21, and two that agree are still a hit.
	omitRate    = 0.35
	omitRateOrg = 0.55 // a company's words are less often left out than a person's middle names
	// singleRate is for a name of which only one distinctive word agrees: "Putin"
	// alone does not identify a person.
	singleRate = 0.72
	// commonMost is what a name that any thousand people share loses; a name of
	// commonBits bits or more of evidence loses nothing.
	commonMost = 0.08
	commonBits = 16.0
	// orderCost is taken when the words stand in another order and the roles say
	// that given and family name are swapped.
	orderCost = 0.06
	// reversedCost is taken when father and son are exchanged: another person.
	reversedCost = 0.35
	// legalCost is taken when both names have legal forms of different classes.
	legalCost = 0.05
	// weakCost is taken for an alias that the list itself calls weak.
	weakCost = 0.08
	// scriptCost is taken when the two names are in different scripts: a
	// transliteration is weaker evidence than the letters.
	scriptCost = 0.02
	// pieceAlike is how well a piece of a name must agree with a listed name to count by
	// itself: one spelling in two romanisations or scripts does; a slip does not, nor do
	// the consonants of an Arabic spelling. (Of 160 invented customers with their family
	// name in a second script 61 had a hit by that word alone when any likeness counted.)
	pieceAlike = 0.95
	// pieceRest is the share that such a piece or listed name may have besides: an article.
	pieceRest = 0.2
	// koreanAlike is how well two spellings agree that can be one Korean name.
	koreanAlike = 0.95
	// koreanOther is taken off the likeness of two syllables that cannot be one.
	koreanOther = 0.8
)

// A weight is what a feature adds when it agrees and when it contradicts.
type weight struct{ agree, partly, contradict float64 }

// features are the features beside the name, and why they weigh what they do.
var (
	// A unique number finds the party whatever the name says.
	identifierWeight = weight{agree: 0.92, partly: 0.80, contradict: -0.10}
	// A full date of birth in common with a similar name is strong evidence; a
	// different one suggests another person, but lists err in dates, so an exact
	// name stays a hit.
	birthWeight = weight{agree: 0.12, partly: 0.05, contradict: -0.22}
	// Countries are shared by millions and given in many senses.
	countryWeight = weight{agree: 0.03, contradict: -0.06}
	genderWeight  = weight{contradict: -0.15}
	// A person is no company; vessels bear the names of both, so that a similar name
	// does not count against the kind.
	kindWeight = weight{contradict: -0.35}
	// The same name is another matter: a file whose column of kinds is wrong, or is
	// filled with one kind for all, must not hide whom a list names in full. With all
	// that a common name loses it is still a hit, and never a link between documents.
	namesakeKindWeight = weight{contradict: -0.20}
)

// rareName is the least rarity of a word that names an organisation, a ship or an
// aircraft by itself: of 25,000 parties at most four have it.
const rareName = 0.85

// MostNear is how many parties FindNear names that the query's other details keep below
// the threshold.
const MostNear = 5

// identifierSchemes is the weight of an equal number of a scheme: a number that
// one body gives out once finds its bearer; a passport or tax number is unique
// in its country; the rest may clash by chance.
var unique = map[cordon.Scheme]bool{
	cordon.IMOShip: true, cordon.IMOCompany: true, cordon.LEI: true, cordon.WalletAddr: true, cordon.ISIN: true, cordon.INN: true,
	cordon.OGRN: true, cordon.DUNS: true,
	cordon.UNRef: true, cordon.EURef: true, cordon.OFSIGroup: true, cordon.UKRef: true, cordon.OFACRef: true, cordon.MMSI: true,
	cordon.BIC: true,
}

// exclusive are schemes of which a bearer has one number for life: two
// different ones contradict.
var exclusive = map[cordon.Scheme]bool{cordon.IMOShip: true, cordon.LEI: true, cordon.OGRN: true, cordon.IMOCompany: true}

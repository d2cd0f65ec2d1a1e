// Package cordon holds the words of an open sanctions-monitoring system: what a
// listing is, who is listed, what a document says, what a screening answered.
// It has no machinery; that is under internal/, and the program is cmd/cordon.
//
// # The tour
//
// Four doors carry the product's four words; each begins with one short
// function that is the plot. cmd/cordon opens them over one store and draws the
// arrows between them (cmd/cordon/house.go).
//
// LISTS. internal/list: Updater.Update gets one list from its publisher,
// UpdateFrom reads local files (internal/input). Both keep the raw bytes in
// internal/archive before they are read, recognise a file by its bytes
// (record.Format.Sniff) and stream the entries of a reader (internal/list/un, us,
// gb, eu). Updater.apply compares them with what is stored (compare.go), holds back
// doubtful removals and refuses an implausible publication (removals.go,
// brake.go), and computes the parties as they will be (internal/resolve). Snapshot,
// changes, parties and the mark of what these were made from are committed in one
// transaction (store/snapshot.go, store/mark.go). When another
// program has changed the store meanwhile, apply is repeated. All lists are in one
// literal, internal/list/all.
//
// SCREEN. internal/screen: Service.Screen answers one [Query], Batch the rows of
// a file (internal/table). Both ask match.Find: candidates from internal/index,
// compared name by name (internal/name takes names apart), ranked. The index is
// of one whole generation of the store, which the answer names. The weights are a
// table, internal/match/policy.go; each [Hit] carries the [Feature] values that
// add up to its score.
//
// WATCH. internal/watch: Service.Read turns one text or page into a [Reading]:
// article and furniture (internal/extract), copy or new (internal/fold), written
// dates (internal/when), who is named (internal/mention), who said what
// (internal/claim), what is said to have happened (internal/event), which
// provisions that would breach (internal/provision).
//
// COORDINATE. internal/coordinate: Service.Gaps lays parties against authorities,
// with the kind of each date and what an empty cell proves; Dossier gathers all
// that is known of a party; Timeline puts listings, events and statements in the
// order of their dates.
//
// CHECK. internal/check examines what must hold in the store and the archive;
// Service.Repair rebuilds derived state.
//
// The pages are internal/web. Commands write through internal/output, which
// replaces files atomically, and internal/inert, which neutralises what a
// terminal or a spreadsheet would execute. The facts of the first start are
// internal/starter, made by the command beside them, and examples. internal/kill
// kills real processes at random moments and compares with an undisturbed run.
//
// # Glossary
//
// An [Authority] designates. A [Designation] is its act against an [Entry] under a
// [Programme], as one version of the entry prints it; a [Listing] is the best that
// is known of that act over all versions. A [Snapshot] is one state of a [List] as
// we loaded it, a [Change] what it did to an entry. A [Party] is our finding that
// entries are one, by [Judgement] or by rule. A [Profile] is what is said of
// someone, whoever says it. A [DateKind] says what a listing date is a date of.
// A [Statement] is who said what, an [Event] what is said to have happened, a
// [Breach] the [Provision] that it would break if true. A [Problem] is a value that
// could not be read, with its place.
package cordon

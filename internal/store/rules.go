package store

// subjects are what Check examines, in order; each rule selects what breaks it.
var subjects = []subject{
	{what: "database checks", walk: checkDatabase},
	{what: "schema objects", walk: checkSchema},
	{what: "counters", count: `select count(*) from counter`, rules: []rule{
		{name: "counter/missing", query: `select 'counter ' || w.name, 'it is missing'
			from (select 'generation' as name union all select 'audit' union all select 'documents') w
			where not exists (select 1 from counter c where c.name = w.name)`},
		{name: "counter/documents", query: `select 'counter documents',
			'it is ' || cast(c.value as text) || ', below the number of documents'
			from counter c where c.name = 'documents' and c.value < (select count(*) from document)`},
		{name: "counter/mark", query: `select 'mark ' || d.name,
			'it is of generation ' || cast(d.generation as text) || ', the store is at ' || cast(c.value as text)
			from derived d join counter c on c.name = 'generation' where d.generation > c.value and d.name <> '` + PartiesMark + `'`},
	}},
	{what: "snapshots", count: `select count(*) from snapshot`, walk: walkSnapshots, rules: []rule{
		{name: "snapshot/lost", query: audited("list.loaded", "snapshot")},
		{name: "snapshot/entries", query: `select 'snapshot ' || p.snapshot,
			'it has ' || cast(p.entries as text) || ' entries, ' || cast(p.held as text) || ' are in force'
			from (select s.snapshot, s.entries, (select count(*) from entry_version v where v.list = s.list and v.until is null) as held
				from snapshot s where s.seq = (select max(x.seq) from snapshot x where x.list = s.list)) p
			where p.entries <> p.held`},
		{name: "snapshot/sequence", query: `select 'list ' || list, 'its snapshots are not numbered 1, 2, 3 …'
			from snapshot group by list having min(seq) <> 1 or max(seq) <> count(*)`},
	}},
	{what: "entries", count: `select count(distinct entry) from entry_version`, rules: []rule{
		{name: "entry/current", query: `select 'entry ' || entry, cast(count(*) as text) || ' versions are current'
			from entry_version where until is null group by entry having count(*) > 1`},
		{name: "entry/sequence", query: `select 'entry ' || entry, 'its versions are not numbered 1, 2, 3 …'
			from entry_version group by entry having min(n) <> 1 or max(n) <> count(*)`},
		{name: "entry/lists", query: `select 'entry ' || entry,
			'its versions are of ' || cast(count(distinct list) as text) || ' lists'
			from entry_version group by entry having count(distinct list) > 1`},
	}},
	{what: "entry versions", count: `select count(*) from entry_version`, walk: walkVersions, rules: []rule{
		{name: "version/order", query: `select 'entry ' || v.entry || ', version ' || cast(v.n as text),
			'it has not ended when the next one begins'
			from entry_version v join entry_version x on x.entry = v.entry and x.n = v.n + 1
			where v.until is null or v.until_known > x.since_known`},
		{name: "version/ends", query: `select 'entry ' || v.entry || ', version ' || cast(v.n as text),
			'it ends before it begins, or half of its end is missing'
			from entry_version v where v.until_known < v.since_known
				or (v.until is null) <> (v.until_known is null) or (v.until is null) <> (v.until_day is null)`},
		{name: "version/since", query: `select 'entry ' || v.entry || ', version ' || cast(v.n as text),
			'it does not begin with snapshot ' || v.since || ' of its list'
			from entry_version v left join snapshot p on p.snapshot = v.since
			where p.snapshot is null or p.list <> v.list or p.fetched <> v.since_known or p.published <> v.since_day`},
		{name: "version/until", query: `select 'entry ' || v.entry || ', version ' || cast(v.n as text),
			'it does not end with snapshot ' || v.until || ' of its list'
			from entry_version v left join snapshot p on p.snapshot = v.until
			where v.until is not null and (p.snapshot is null or p.list <> v.list or p.fetched <> v.until_known or p.published <> v.until_day)`},
	}},
	{what: "changes", count: `select count(*) from entry_change`, rules: []rule{
		{name: "change/orphan", query: `select 'change of ' || c.entry || ' in ' || c.snapshot, 'there is no such snapshot or entry'
			from entry_change c where not exists (select 1 from snapshot p where p.snapshot = c.snapshot)
				or not exists (select 1 from entry_version v where v.entry = c.entry and v.n = 1)`},
	}},
	{what: "listings", count: `select count(*) from listing`, rules: []rule{
		{name: "listing/orphan", query: `select 'listing of ' || l.entry || ' under ' || l.programme, 'there is no such entry'
			from listing l where not exists (select 1 from entry_version v where v.entry = l.entry and v.n = 1)`},
		{name: "listing/current", query: `select 'listing of ' || l.entry || ' under ' || l.programme,
			cast(count(*) as text) || ' rows are current'
			from listing l where l.until_known is null group by l.entry, l.programme having count(*) > 1`},
		{name: "listing/sequence", query: `select 'listing of ' || l.entry || ' under ' || l.programme,
			'its rows are not numbered 1, 2, 3 …'
			from listing l group by l.entry, l.programme having min(l.n) <> 1 or max(l.n) <> count(*)`},
		{name: "listing/open", query: `select 'listing of ' || l.entry || ' under ' || l.programme,
			'it is in force, but the entry is off its list'
			from listing l where l.until_known is null and l.until_day = ''
				and not exists (select 1 from entry_version v where v.entry = l.entry and v.until is null)`},
	}},
	{what: "parties", count: `select count(distinct party) from member`, walk: checkParties},
	{what: "redirects", count: `select count(*) from redirect`, rules: []rule{
		{name: "redirect/living", derived: true, query: `select 'redirect ' || r.former,
			'the party lives, and is redirected to ' || r.party
			from redirect r where exists (select 1 from member m where m.party = r.former)`},
		{name: "redirect/nowhere", derived: true, query: `select 'redirect ' || r.former,
			'it leads to ' || r.party || ', which has no entry'
			from redirect r where not exists (select 1 from member m where m.party = r.party)`},
	}},
	{what: "judgements", count: `select count(*) from judgement`, walk: walkDocs("judgement", "a || ' and ' || b"), rules: []rule{
		{name: "judgement/orphan", query: `select 'judgement of ' || j.a || ' and ' || j.b || ' by ' || j.author,
			'the store lacks one of the entries'
			from judgement j where not exists (select 1 from entry_version v where v.entry = j.a and v.n = 1)
				or not exists (select 1 from entry_version v where v.entry = j.b and v.n = 1)`},
	}},
	{what: "documents", count: `select count(*) from document`, walk: walkDocuments, rules: []rule{
		{name: "document/lost", query: audited("read", "document")},
		{name: "document/copy", query: `select 'document ' || d.document, 'it is a copy of ' || d.copy_of || ', which is not there'
			from document d where d.copy_of <> '' and not exists (select 1 from document x where x.document = d.copy_of)`},
	}},
	{what: "mentions", count: `select count(*) from mention`, walk: walkDocs("mention", partOf), rules: partRules("mention", true)},
	{what: "statements", count: `select count(*) from statement`, walk: walkDocs("statement", partOf), rules: partRules("statement", true)},
	{what: "events", count: `select count(*) from event`, walk: walkEvents, rules: partRules("event", false)},
	{what: "moments", count: `select count(*) from moment`, rules: momentRules},
	{what: "alerts", count: `select count(*) from alert`, walk: walkDocs("alert", "alert"), rules: []rule{
		{name: "alert/party", query: `select 'alert ' || a.alert, 'it names party ' || a.party || ', which is not there'
			from alert a where ` + lost("a")},
	}},
	{what: "screenings", count: `select count(*) from screening`, walk: walkDocs("screening", "screening"), rules: []rule{
		{name: "screening/lost", query: audited("screen", "screening")},
	}},
	{what: "audit lines", count: `select count(*) from audit`, walk: checkAudit},
}

// partyRules hold where the parties are made of the entries.
var partyRules = []rule{
	{name: "party/missing", derived: true, query: `select 'entry ' || w.entry,
		'it is in no party and cannot be screened' from (` + entriesWithoutParty + `) w`},
	{name: "party/orphan", derived: true, query: `select 'party ' || m.party,
		'it has ' || m.entry || ', which is no entry of the store'
		from member m where not exists (select 1 from entry_version v where v.entry = m.entry and v.n = 1)`},
	{name: "party/places", derived: true, query: `select 'party ' || party, 'its entries are not numbered 0, 1, 2 …'
		from member group by party having min(n) <> 0 or max(n) <> count(*) - 1 or count(distinct n) <> count(*)`},
}

// partOf names a part of a document.
const partOf = `cast(n as text) || ' of ' || document`

// partRules are the rules of a table of what documents say.
func partRules(table string, party bool) []rule {
	rules := []rule{{name: table + "/sequence", query: `select '` + table + `s of ' || document, 'they are not numbered 1, 2, 3 …'
		from ` + table + ` group by document having min(n) <> 1 or max(n) <> count(*)`}}
	rules = append(rules, rule{name: table + "/orphan", query: `select '` + table + ` ' || ` + partOf + `, 'there is no such document'
		from ` + table + ` t where not exists (select 1 from document d where d.document = t.document)`})
	if party {
		rules = append(rules, rule{name: table + "/party", query: `select '` + table + ` ' || ` + partOf + `,
			'it names party ' || t.party || ', which is not there'
			from ` + table + ` t where ` + lost("t")})
	}
	return rules
}

// momentRules hold between the moments and the events and statements that they
// are derived from.
var momentRules = []rule{
	{name: "moment/missing", query: `select 'moment of ' || x.kind || ' ' || cast(x.n as text) || ' of ' || x.document,
		'the timeline lacks it, or has another date or status'
		from (` + datedParts + `) x left join moment m on m.document = x.document and m.kind = x.kind and m.n = x.n
			and m.status = x.status and (x.last = '' or m.last = x.last)
		where m.document is null`},
	{name: "moment/orphan", query: `select 'moment of ' || m.kind || ' ' || cast(m.n as text) || ' of ' || m.document,
		'the document does not say so, or is a copy'
		from moment m left join (` + datedParts + `) x on m.document = x.document and m.kind = x.kind and m.n = x.n
		where x.document is null`},
}

// datedParts are the events and statements that have a date, of documents that
// are no copies; last is empty where only the first day of a period is known.
const datedParts = `select e.document, 'event' as kind, e.n, e.status, e.when_to as last
	from event e join document d on d.document = e.document and d.copy_of = ''
	where e.when_from <> '' or e.when_to <> ''
	union all select s.document, 'statement', s.n, s.kind, coalesce(nullif(s.said_to, ''), d.published_to)
	from statement s join document d on d.document = s.document and d.copy_of = ''
	where s.said_to <> '' or d.published_to <> ''`

// audited finds the lines of the audit log that say that a row was stored which is not
// there: the line and the row come in one transaction, and no row of these is deleted.
func audited(action, table string) string {
	return `select 'audit line ' || cast(a.seq as text), '` + table + ` ' || a.object || ' is not there'
		from audit a where a.action = '` + action + `' and not exists (select 1 from ` + table + ` t where t.` + table + ` = a.object)`
}

// lost is the condition that the party a row names is neither there nor was
// merged into one that is.
func lost(alias string) string {
	return alias + `.party <> '' and not exists (select 1 from member m where m.party = ` + alias + `.party)
		and not exists (select 1 from redirect r where r.former = ` + alias + `.party)`
}

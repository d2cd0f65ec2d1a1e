package check

import "strings"

// again is the remedy for what the lists said: the archive keeps every file that
// was loaded, and an update recognises them by their content.
const again = "restore a backup, or load the archived files into a new database: cordon --db NEW update --from ARCHIVE"

// remedies are what to do about a fault that Repair does not mend, by the
// beginning of its rule; the first that fits counts.
var remedies = []struct{ rule, remedy string }{
	{"database/", "restore a backup; what the lists said can be loaded into a new database: cordon --db NEW update --from ARCHIVE"},
	{"start/", "run: cordon lists (the next command that may write finishes the first start)"},
	{"archive/ahead", "the database is an old one (a backup that was restored?), or another than that of this archive (see --db): " +
		"load what it lacks with cordon update --from ARCHIVE; while an update runs, check again when it has ended"},
	{"archive/foreign", "move it elsewhere: cordon does not read it"},
	{"archive/unread", "see whether cordon may read the file, and whether the disk is sound"},
	{"archive/", "load the same publication, or read the same document, again: its bytes are put back where they belong"},
	{"audit/", "restore a backup, and find out who changed the log: it cannot be rebuilt"},
	{"document/", "read the document again"},
	{"mention/", "read the document again"},
	{"statement/", "read the document again"},
	{"event/", "read the document again"},
	{"moment/", "read the document again"},
	{"schema/", "restore a backup, or find out who changed the database; cordon made none of it"},
	{"pending/", "restore a backup; or load the same publication again"},
	{"recorded/", "restore a backup"},
	{"alert/lost", "restore a backup; the audit log still says what it was about"},
	{"alert/", "restore a backup; the alert stays as it was raised"},
	{"screening/", "restore a backup: a record of a screening cannot be rebuilt"},
	{"judgement/lost", "restore a backup, or load the archived files into a new database: the next update would make other parties"},
	{"judgement/", "load the list that has the entry; until then the judgement has no effect"},
	{"", again},
}

func remedy(f Fault) string {
	if f.Repairable {
		return "cordon check --repair"
	}
	for _, r := range remedies {
		if strings.HasPrefix(f.Rule, r.rule) {
			return r.remedy
		}
	}
	return again
}

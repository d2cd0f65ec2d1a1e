// Package kill holds the kill loops, as tests: real processes of the program are
// killed at random moments of their CPU time, on SQLite and on PostgreSQL, and
// what is left is compared with an undisturbed run. Nothing may be lost, nothing
// doubled, and no answer may come from a store that is behind.
//
// CORDON_KILLS is the number of kills of each loop (scripts/kill.sh sets it);
// without it there are 20, with -short 3. CORDON_KILL_SEED repeats a run.
package kill

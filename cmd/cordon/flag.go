package main

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cordon"
	"cordon/internal/record"
)

// flagTypes says what the value of a flag must be, by pflag's name of its type.
var flagTypes = map[string]string{
	"int":         "an integer",
	"float64":     "a number",
	"bool":        "true or false",
	"stringSlice": "values separated by commas",
}

// errTwice is a second value of a flag that takes one.
var errTwice = errors.New("given twice; it takes one value")

// A once is the value of a flag that takes one: a second one would replace the first
// without a word.
type once struct {
	pflag.Value
	given bool
}

// Set takes the first value, and refuses another.
func (o *once) Set(text string) error {
	if o.given {
		return errTwice
	}
	o.given = true
	return o.Value.Set(text)
}

// single makes the flags of a command and of those below it take one value each, but
// those that hold several.
func single(cmd *cobra.Command) {
	one := func(f *pflag.Flag) {
		if _, several := f.Value.(pflag.SliceValue); !several {
			f.Value = &once{Value: f.Value}
		}
	}
	cmd.PersistentFlags().VisitAll(one)
	cmd.LocalNonPersistentFlags().VisitAll(one)
	for _, c := range cmd.Commands() {
		single(c)
	}
}

// flagError says which flag cannot be read and what it takes.
func flagError(cmd *cobra.Command, err error) error {
	var value *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &value) && errors.Is(err, errTwice):
		err = fmt.Errorf("--%s %q: %w", value.GetFlag().Name, value.GetValue(), errTwice)
	case errors.As(err, &value):
		want := flagTypes[value.GetFlag().Value.Type()]
		if errors.Is(err, strconv.ErrRange) {
			want += " of fewer digits"
		}
		err = fmt.Errorf("--%s %q: must be %s", value.GetFlag().Name, value.GetValue(), want)
	case errors.As(err, &missing):
		err = fmt.Errorf("--%s: the value is missing", missing.GetSpecifiedName())
	}
	return usageError{fmt.Errorf("%w (see %s --help)", err, cmd.CommandPath())}
}

// flagDate reads the date of --since or --as-of; "" is no date.
func flagDate(flag, text string) (cordon.Date, error) {
	d, err := cordon.ParseDate(text)
	if err != nil {
		return d, usageError{fmt.Errorf("--%s %q: not a date of the calendar; write YYYY-MM-DD, YYYY-MM or YYYY", flag, text)}
	}
	return d, nil
}

// flagBirth reads --birth-date: a date, or a range of dates.
func flagBirth(text string) ([]cordon.Birth, error) {
	if text == "" {
		return nil, nil
	}
	from, to, err := record.Dates(text)
	if err != nil {
		return nil, usageError{fmt.Errorf("--birth-date %q: not a date; write 1962-11-23, 1962-11 or 1962, or a range of years, "+
			"1960 to 1962", text)}
	}
	return []cordon.Birth{{Date: from, To: to}}, nil
}

// flagProblem names the flag in place of the field of a query.
func flagProblem(err error) error {
	var p cordon.Problem
	if errors.As(err, &p) && p.Field != "" {
		if p.Field = "--" + p.Field; p.Field == "--birth" {
			p.Field = "--birth-date"
		}
		return usageError{p}
	}
	return usageError{err}
}

// notNegative refuses a limit below zero.
func notNegative(limit int) error {
	if limit < 0 {
		return usageError{fmt.Errorf("--limit %d: must be 0 (no limit) or more", limit)}
	}
	return nil
}

// placed puts the place before an error that does not say it.
func placed(place string, err error) error {
	said := cordon.Message(err)
	if err == nil || place == "" || strings.Contains(said, place+":") || strings.HasPrefix(said, place+" ") {
		return err
	}
	return fmt.Errorf("%s: %w", place, err)
}

// shownDB is the database as a message names it: without a password.
func shownDB(db string) string {
	u, err := url.Parse(db)
	switch {
	case inFile(db):
		return db
	case err != nil:
		return "database"
	}
	return u.Redacted()
}

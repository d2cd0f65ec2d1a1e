// Command cordon watches sanctions: it loads the official lists, screens names
// against them, reads the news and compares who has acted and who has not.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"cordon"
	"cordon/internal/inert"
	"cordon/internal/input"
	"cordon/internal/output"
)

// version is what the program calls itself; releases set it when they are built.
var version = "0.1.0"

// Exit codes. A command that a signal ended has 128 and the signal's number.
const (
	exitDone  = 0 // no hit
	exitError = 1
	exitUsage = 2 // the call or its input is at fault
	exitHit   = 3 // screening found somebody
)

// errHit says that a screening found somebody; it is no error to a person.
var errHit = errors.New("hit")

func main() {
	os.Exit(run(stoppable(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program: it carries out one command line and returns its exit code.
// Whatever it prints goes through an inert.Writer: no published text, file name or
// error can drive the terminal.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	checked := output.Check(stdout)
	stdout, stderr = inert.NewWriter(checked), inert.NewWriter(stderr)
	root := commands()
	root.SetArgs(args)
	root.SetIn(input.Stream(ctx, stdin))
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case ctx.Err() != nil && err != nil && !errors.Is(err, errHit): // whatever failed after the signal
		err = fmt.Errorf("stopped: %w: %w", context.Cause(ctx), err)
	case checked.Err() != nil && (err == nil || errors.Is(err, errHit)): // the answer did not arrive
		err = fmt.Errorf("standard output: %w", checked.Err())
	}
	if err != nil && !errors.Is(err, errHit) {
		inert.Fprintf(stderr, "cordon: %s\n", cordon.Message(err))
		if verbose, _ := root.PersistentFlags().GetBool("verbose"); verbose {
			inert.Fprintf(stderr, "cordon: in full: %s\n", err)
		}
	}
	return exitCode(err)
}

// exitCode is the one mapping of errors to exit codes.
func exitCode(err error) int {
	var usage usageError
	var stop stopError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errHit):
		return exitHit
	case errors.As(err, &stop):
		return stop.exitCode()
	case errors.As(err, &usage), errors.Is(err, cordon.ErrInvalid):
		return exitUsage
	}
	return exitError
}

// A usageError is a command line that cannot be carried out as it stands.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// commands is the table of commands.
func commands() *cobra.Command {
	cfg := &config{}
	root := &cobra.Command{
		Use:   "cordon",
		Short: "Watch sanctions: load the official lists, screen, read the news, compare authorities",
		Long: `Cordon loads the official sanctions lists, screens names against them, reads the
news, and compares which authority has listed whom.

Exit codes: 0 done, and no hit; 1 the work failed or was refused; 2 the command
line or its input is at fault; 3 screening found a hit.`,
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs, // an unknown command is said by RunE, as a usage error
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("no command %q (see %s --help)", args[0], cmd.CommandPath())}
			}
			return cmd.Help()
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return cfg.load(cmd)
		},
	}
	cfg.flags(root.PersistentFlags())
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(serveCommand(cfg), updateCommand(cfg), listsCommand(cfg), screenCommand(cfg), readCommand(cfg),
		gapsCommand(cfg), dossierCommand(cfg), timelineCommand(cfg), changesCommand(cfg), historyCommand(cfg), checkCommand(cfg),
		evalCommand(cfg))
	single(root)
	return root
}

// counted is a number of things: "1 hit", "2 hits".
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// between wants least to most arguments (most < 0: any number), and says so as a usage error.
func between(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch path := cmd.CommandPath(); {
		case len(args) < least:
			return usageError{fmt.Errorf("%s: give %s (see %s --help)", path, strings.TrimPrefix(cmd.Use, cmd.Name()+" "), path)}
		case most >= 0 && len(args) > most:
			return usageError{fmt.Errorf("%s does not take %s (see %s --help)", path, counted(len(args), "argument"), path)}
		}
		return nil
	}
}

package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"kassa/app/fault"
	"kassa/app/tabular"
	"kassa/app/text"
)

// failure is what could not be done: the words for a person, the code and the values for a program.
type failure struct {
	Code  string         `json:"code"`
	Title string         `json:"title"`
	Text  string         `json:"text"`
	Next  string         `json:"next"`
	Args  map[string]any `json:"args"`
}

// misreading is a command line that was not understood.
type misreading struct{ failure }

func (m *misreading) Error() string { return m.Title }

// fail says an error to the person and, with --json, to the program.
func (c *call) fail(err error) {
	f := c.failure(err)
	if f.Code == "stopped" {
		fmt.Fprintln(c.Stderr, f.Title)
	} else {
		fmt.Fprintln(c.Stderr, "kassa: "+f.Title)
		for _, line := range []string{f.Text, f.Next} {
			if line != "" {
				fmt.Fprintln(c.Stderr, line)
			}
		}
	}
	if c.ShowFailure != nil {
		c.ShowFailure(f.Title, f.Text, f.Next)
	}
	if f.Code == string(fault.Unexpected) {
		fmt.Fprintf(c.Stderr, "(%v)\n", err)
	}
	if c.wantsJSON() && !c.answered {
		if err := writeJSON(c.Stdout, map[string]any{"error": f}); err != nil {
			fmt.Fprintf(c.Stderr, "(%v)\n", err)
		}
	}
}

// wantsJSON also knows it when the command line was not understood.
func (c *call) wantsJSON() bool { return c.args.JSON || given(c.Args, "--json") }

// given reports whether one of the words stands among the arguments, before a "--".
func given(args []string, words ...string) bool {
	for _, a := range args {
		if a == "--" {
			return false
		}
		for _, w := range words {
			if a == w {
				return true
			}
		}
	}
	return false
}

// failure puts an error into words. Two values of a fault are for the command line alone: "why" names the sentence of
// cli.why that is said instead of the fault's own, and "allowed" is what the value may be, said as the next step.
func (c *call) failure(err error) failure {
	var wrong *misreading
	switch {
	case errors.As(err, &wrong):
		return wrong.failure
	case c.ctx.Err() != nil && errors.Is(err, c.ctx.Err()):
		return failure{Code: "stopped", Title: c.in.T("cli.stopped"), Args: map[string]any{}}
	}
	f := failure{Code: string(fault.Unexpected), Args: map[string]any{}}
	if known, ok := fault.Of(err); ok {
		f.Code = string(known.Code)
		for name, v := range known.Args {
			f.Args[name] = v
		}
	}
	if f.Code == string(fault.Unexpected) {
		f.Args["incident"] = text.Incident(err)
	}
	f.Title, f.Text, f.Next = c.in.Fault(err)
	if why, ok := f.Args["why"].(string); ok {
		f.Text = c.in.T("cli.why."+why, text.Args(f.Args))
	}
	if allowed, ok := f.Args["allowed"]; ok {
		f.Next = c.in.T("cli.allowed", text.Args{"allowed": allowed})
	}
	var table *tabular.Error
	if errors.As(err, &table) {
		f.Text += "\n" + c.in.T("import.kind."+string(table.Kind), text.Args{"text": table.Text, "limit": table.Limit,
			"got": table.Got, "name": table.Name, "names": table.Names})
	}
	return f
}

// misread says what is wrong with the command line itself, where kong says it in its own words.
func (c *call) misread(err error) error {
	said := err.Error()
	make := func(code, key string, args text.Args) error {
		return &misreading{failure{Code: code, Title: c.in.T(key, args), Next: c.in.T("cli.see_help"), Args: args}}
	}
	for _, one := range []struct{ begins, code, name string }{
		{"unexpected argument ", "unknown_command", "command"}, {"unknown flag ", "unknown_option", "option"},
		{"flag ", "unknown_option", "option"},
		{"missing flags: ", "missing_argument", "name"}, {"missing positional arguments ", "missing_argument", "name"},
		{"expected ", "missing_argument", "name"},
	} {
		rest, found := strings.CutPrefix(said, one.begins)
		if !found {
			continue
		}
		rest, _, _ = strings.Cut(rest, ", did you mean")
		rest, _, _ = strings.Cut(rest, " applies to the default command")
		rest = strings.Trim(rest, `"`)
		if one.code == "unknown_command" {
			before, surplus := c.surplus(err)
			if surplus {
				return make("surplus_argument", "cli.surplus_argument", text.Args{"value": rest})
			}
			rest = strings.TrimSpace(before + " " + rest)
		}
		return make(one.code, "cli."+one.code, text.Args{one.name: rest})
	}
	option, _, named := strings.Cut(said, ": ")
	if value, found := lastQuoted(said); found && named && strings.HasPrefix(option, "-") {
		option, _, _ = strings.Cut(option, "=")
		if strings.HasSuffix(said, `"EOL"`) || strings.Contains(said, `"EOL" (`) { // nothing stands behind the option
			return make("missing_argument", "cli.missing_argument", text.Args{"name": option})
		}
		return fault.Wrap(fault.BadOption, fault.Args{"option": option, "value": value}, err)
	}
	if rest, bare := strings.CutSuffix(option, " value"); bare || strings.HasPrefix(option, "-") {
		return make("missing_argument", "cli.missing_argument", text.Args{"name": rest})
	}
	return make("wrong_call", "cli.wrong_call", text.Args{"detail": said})
}

// lastQuoted is the last text in quotation marks: the value that kong could not use.
func lastQuoted(s string) (string, bool) {
	parts := strings.Split(s, `"`)
	if len(parts) < 3 {
		return "", false
	}
	return parts[len(parts)-2], true
}

// surplus reports whether an argument that was not expected stands behind a whole command; else it gives the words of
// the command so far.
func (c *call) surplus(err error) (before string, surplus bool) {
	var wrong *kong.ParseError
	if !errors.As(err, &wrong) || wrong.Context == nil {
		return "", false
	}
	for _, step := range wrong.Context.Path {
		if step.Command == nil || step.Command.Name == "window" && !given(c.Args, "window") {
			continue
		}
		before = strings.TrimSpace(before + " " + step.Command.Name)
		surplus = len(step.Command.Children) == 0
	}
	return before, surplus
}

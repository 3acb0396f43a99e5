package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"kassa/app/fault"
	"kassa/app/text"
)

// The exit codes.
const (
	done     = 0
	no       = 1 // the answer is no: a difference was found, rows were refused
	couldNot = 2
)

// errNo ends a command whose answer is no; it was printed already.
var errNo = errors.New("the answer is no")

// grammar is the command line as kong reads it. A help text is the key of its text.
type grammar struct {
	Data string `help:"cli.folder" placeholder:"DIR"`
	DB   string `name:"db" help:"cli.db" placeholder:"DSN"`
	Till string `help:"cli.till" placeholder:"CODE"`
	Lang string `help:"cli.lang" placeholder:"en|ru"`
	JSON bool   `name:"json" help:"cli.json"`
	As   string `name:"as" help:"cli.as" placeholder:"CODE"`
	Help bool   `short:"h" help:"cli.help"`

	PINStdin bool `name:"pin-stdin" help:"cli.pin.stdin"`

	Window    windowCommand    `cmd:"" default:"withargs" help:"cli.window.help"`
	Demo      demoCommand      `cmd:"" help:"cli.demo.help"`
	Init      initCommand      `cmd:"" help:"cli.init.help"`
	Import    importGroup      `cmd:"" help:"cli.import.help"`
	Report    reportGroup      `cmd:"" help:"cli.report.help"`
	Export    exportGroup      `cmd:"" help:"cli.export.help"`
	Verify    verifyCommand    `cmd:"" help:"cli.verify.help"`
	Reconcile reconcileCommand `cmd:"" help:"cli.reconcile.help"`
	Backup    backupCommand    `cmd:"" help:"cli.backup.help"`
	Restore   restoreCommand   `cmd:"" help:"cli.restore.help"`
	Secret    passphraseGroup  `cmd:"" name:"passphrase" help:"cli.passphrase.help"`
	Recover   recoverCommand   `cmd:"" help:"cli.recover.help"`
	Code      codeCommand      `cmd:"" name:"recovery-code" help:"cli.recover.new"`
	Staff     staffGroup       `cmd:"" help:"cli.staff.help"`
	Config    configGroup      `cmd:"" help:"cli.config.help"`
	Doctor    doctorCommand    `cmd:"" help:"cli.doctor.help"`
	Devices   devicesGroup     `cmd:"" help:"cli.devices.help"`
	Simulate  simulateGroup    `cmd:"" help:"cli.simulate.help"`
	Autostart autostartCommand `cmd:"" help:"cli.autostart.help"`
	Version   versionCommand   `cmd:"" help:"cli.version.help"`
	Commands  helpTextCommand  `cmd:"" name:"help" help:"cli.help"`
}

// call is one run of the program: what the commands work with.
type call struct {
	World
	ctx  context.Context
	args *grammar
	// answered says that --json got its object already, with the error in it.
	answered bool
	in       *text.Text // changes to the shop's language when the shop is open and nobody chose one
}

// Run does what the arguments say and returns the exit code.
func Run(ctx context.Context, w World) int {
	c := &call{World: w, ctx: ctx, args: &grammar{}}
	if err := c.speak(c.language()); err != nil {
		fmt.Fprintln(w.Stderr, err)
		return couldNot
	}
	parser, err := c.parser()
	if err != nil {
		fmt.Fprintln(w.Stderr, err)
		return couldNot
	}
	return c.exitCode(c.dispatch(parser))
}

// dispatch reads the arguments and runs the command.
func (c *call) dispatch(parser *kong.Kong) error {
	chosen, err := parser.Parse(c.Args)
	var wrong *kong.ParseError
	switch {
	case c.args.Help && chosen != nil:
		return c.writeHelp(chosen)
	case errors.As(err, &wrong) && asksHelp(c.Args):
		return c.writeHelp(wrong.Context)
	case err != nil:
		return c.misread(err)
	}
	if l := c.args.Lang; l != "" && l != text.English && l != text.Russian {
		return fault.New(fault.BadOption, fault.Args{"option": "--lang", "value": l, "allowed": "en, ru"})
	}
	return chosen.Run(c)
}

func asksHelp(args []string) bool { return given(args, "-h", "--help") }

// parser makes a parser whose help speaks the language.
func (c *call) parser() (*kong.Kong, error) {
	return kong.New(c.args, kong.Name("kassa"), kong.Description("cli.about"), kong.NoDefaultHelp(),
		kong.Writers(c.Stdout, c.Stderr), kong.Exit(func(int) {}))
}

// language chooses the language before anything is open: --lang, else that of the system.
func (c *call) language() string {
	for i, a := range c.Args {
		value, given := strings.CutPrefix(a, "--lang=")
		if a == "--lang" && i+1 < len(c.Args) {
			value, given = c.Args[i+1], true
		}
		if given && (value == text.English || value == text.Russian) {
			return value
		}
	}
	if v := c.locale(); v != "" {
		return text.Match(v)
	}
	return text.English
}

func (c *call) speak(lang string) error {
	in, err := text.For(lang)
	if err == nil {
		c.in = in
	}
	return err
}

// exitCode says an error to the person and turns it into the code.
func (c *call) exitCode(err error) int {
	switch {
	case err == nil:
		return done
	case errors.Is(err, errNo):
		return no
	}
	c.fail(err)
	return couldNot
}

func (c *call) where() Where {
	return Where{Data: c.args.Data, DB: c.args.DB, Till: c.args.Till}
}

// open opens the shop for a use, as the person who gives the command (see identify). The caller closes it through shut.
func (c *call) open(use Use) (Opened, context.Context, error) {
	if c.args.As != "" && use == Reading {
		use = Writing // that somebody was recognised is written down
	}
	o, ctx, err := c.openAlone(use)
	if err != nil {
		return o, ctx, err
	}
	if err := c.identify(o); err != nil {
		return o, ctx, errors.Join(err, o.Close())
	}
	return o, o.App.As(c.ctx), nil
}

// openAlone opens the shop for what no person is asked for, in the language of the shop unless another was chosen. The caller
// closes it through shut.
func (c *call) openAlone(use Use) (Opened, context.Context, error) {
	o, err := c.OpenShop(c.ctx, c.where(), use)
	if err != nil {
		return o, c.ctx, err
	}
	ctx := o.App.As(c.ctx)
	set, err := o.App.SetUp(ctx)
	if err == nil && c.args.Lang == "" {
		err = c.speak(string(set.Shop.Lang))
	}
	if err == nil {
		c.in = c.in.With(set.Shop.Currency)
		return o, ctx, nil
	}
	return o, ctx, errors.Join(err, o.Close())
}

// shut closes what was opened and keeps the first error.
func shut(err *error, closer func() error) {
	if e := closer(); *err == nil {
		*err = e
	}
}

// warn says a failure that does not change the answer.
func (c *call) warn(err error) {
	title, what, _ := c.in.Fault(err)
	fmt.Fprintf(c.Stderr, "kassa: %s. %s\n", title, what)
}

// say prints a line of the answer.
func (c *call) say(w io.Writer, line string) { fmt.Fprintln(w, line) }

package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/kong"
)

// helpTextCommand shows the help of a command, or of the program.
type helpTextCommand struct {
	Words []string `arg:"" name:"command" optional:"" help:"cli.help_of"`
}

// Run prints it. What is no command is refused.
func (h helpTextCommand) Run(c *call, app *kong.Kong) error {
	node := app.Model.Node
	for _, word := range h.Words {
		i := slices.IndexFunc(node.Children, func(n *kong.Node) bool { return n.Name == word })
		if i < 0 {
			return c.misread(errors.New("unexpected argument " + strings.Join(h.Words, " ")))
		}
		node = node.Children[i]
	}
	return c.writeNode(node)
}

// writeHelp prints the help of the command that was chosen, or of the program.
func (c *call) writeHelp(chosen *kong.Context) error {
	node := chosen.Model.Node
	for _, step := range chosen.Path {
		if step.Command != nil && step.Command.Name != "window" {
			node = step.Command
		}
	}
	return c.writeNode(node)
}

// writeNode prints a command: how it is called, what it does, its arguments, its options, its commands.
func (c *call) writeNode(node *kong.Node) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n%s\n", c.in.T("cli.usage"), c.usage(node), c.in.T(node.Help))
	section := func(title string, rows [][2]string) {
		if len(rows) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n%s:\n", c.in.T(title))
		wide := 0
		for _, r := range rows {
			wide = max(wide, utf8.RuneCountInString(r[0]))
		}
		for _, r := range rows {
			fmt.Fprintf(&b, "  %s%s  %s\n", r[0], strings.Repeat(" ", wide-utf8.RuneCountInString(r[0])), r[1])
		}
	}
	section("cli.commands", c.leaves(node, ""))
	var arguments, options [][2]string
	for _, p := range node.Positional {
		arguments = append(arguments, [2]string{p.Summary(), c.in.T(p.Help)})
	}
	section("cli.arguments", arguments)
	for n := node; n != nil; n = n.Parent {
		flags := n.Flags
		if n.Parent == nil && n.DefaultCmd != nil && node == n {
			flags = append(append([]*kong.Flag(nil), flags...), n.DefaultCmd.Flags...)
		}
		for _, f := range flags {
			options = append(options, [2]string{c.flag(f), c.in.T(f.Help)})
		}
	}
	section("cli.options", options)
	_, err := fmt.Fprint(c.Stdout, b.String())
	return err
}

func (c *call) usage(node *kong.Node) string {
	if node.Parent == nil {
		return node.Name + " [" + c.in.T("cli.command_word") + "] [" + c.in.T("cli.options_word") + "]"
	}
	words := node.Name
	for n := node.Parent; n != nil; n = n.Parent {
		words = n.Name + " " + words
	}
	for _, p := range node.Positional {
		words += " " + p.Summary()
	}
	return words + " [" + c.in.T("cli.options_word") + "]"
}

// leaves are the commands below a node with what they do.
func (c *call) leaves(node *kong.Node, before string) [][2]string {
	var rows [][2]string
	for _, child := range node.Children {
		name := strings.TrimSpace(before + " " + child.Name)
		if len(child.Children) > 0 {
			rows = append(rows, c.leaves(child, name)...)
			continue
		}
		for _, p := range child.Positional {
			name += " " + p.Summary()
		}
		rows = append(rows, [2]string{name, c.in.T(child.Help)})
	}
	return rows
}

// flag is how an option is written.
func (c *call) flag(f *kong.Flag) string {
	s := "--" + f.Name
	if f.Short != 0 {
		s = "-" + string(f.Short) + ", " + s
	}
	if !f.IsBool() {
		holder := f.PlaceHolder
		if holder == "" {
			holder = strings.ToUpper(f.Name)
		}
		s += " " + holder
	}
	return s
}

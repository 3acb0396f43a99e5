package cli

import (
	"fmt"

	"kassa/app/office"
)

// doctorCommand looks after the till, its computer and its books.
type doctorCommand struct{}

// Run prints every sign; the answer is no when one is wrong.
func (doctorCommand) Run(c *call) error {
	facts, err := c.Examine(c.ctx, c.where())
	if err != nil {
		return err
	}
	signs := office.Examine(facts)
	if c.args.JSON {
		err = c.signsJSON(facts, signs)
	} else {
		c.writeSigns(signs)
	}
	if err == nil && !office.Sound(signs) {
		err = errNo
	}
	return err
}

func (c *call) writeSigns(signs []office.Sign) {
	for _, s := range signs {
		title, what, next := c.signWords(s)
		value := s.Value
		if value == "" && s.State == office.SignOK {
			value = c.in.T("doctor.fine")
		}
		fmt.Fprintf(c.Stdout, "%-6s %s: %s\n", c.in.T("doctor.state."+string(s.State)), title, orDash(value))
		for _, line := range []string{what, next} {
			if line != "" {
				fmt.Fprintln(c.Stdout, "       "+line)
			}
		}
	}
	end := "doctor.sound"
	if !office.Sound(signs) {
		end = "doctor.ill"
	}
	fmt.Fprintln(c.Stdout, c.in.T(end))
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// signWords says a sign: its name, and when it is not well what that means and what to do.
func (c *call) signWords(s office.Sign) (title, what, next string) {
	title = c.in.T("doctor.name." + s.Name)
	if s.Fault != nil {
		said, text, then := c.in.Fault(s.Fault)
		return title, said + ". " + text, then
	}
	if key := "doctor." + string(s.State) + "." + s.Name; s.State != office.SignOK && c.in.Has(key) {
		what = c.in.T(key)
	}
	return title, what, ""
}

// signsJSON is what the doctor found for a program: each sign, and the settings of the database as they were read back.
func (c *call) signsJSON(f office.Facts, signs []office.Sign) error {
	type check struct {
		Name  string `json:"name"`
		State string `json:"state"`
		Value string `json:"value"`
		Text  string `json:"text,omitempty"`
	}
	checks := []check{}
	for _, s := range signs {
		_, what, next := c.signWords(s)
		if next != "" {
			what += " " + next
		}
		checks = append(checks, check{s.Name, string(s.State), s.Value, what})
	}
	return writeJSON(c.Stdout, map[string]any{"ok": office.Sound(signs), "checks": checks, "program": f.Program, "folder": f.Folder,
		"free_bytes": f.Free, "database": map[string]any{"kind": f.Database.Kind, "version": f.Database.Version, "schema": f.Database.Schema,
			"size_bytes": f.Database.Size, "settings": f.Database.Settings}, "journal": map[string]int64{"last": f.Seq, "kept": f.Kept}})
}

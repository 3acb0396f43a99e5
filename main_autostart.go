package main

import (
	"encoding/xml"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"kassa/app/cli"
	"kassa/app/fault"
)

// autostart opens the till when a person signs in to the computer: a file that the desktop reads then, on Windows an
// entry in the registry.
type autostart struct{}

// On reports whether it does.
func (autostart) On() (bool, error) { return startsByItself() }

// Set lets the till open by itself with these arguments, or no more. Fault: FileUnwritable.
func (autostart) Set(on bool, args []string) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	return startByItself(on, append([]string{exe}, args...))
}

// startsAgain is autostart for the shop whose window is open.
type startsAgain struct {
	autostart
	window cli.Window
}

// Set lets the till open this shop by itself, or no more. Fault: FileUnwritable.
func (s startsAgain) Set(on bool) error {
	s.window.Lang = "" // the window has its own, kept with the till
	args, err := s.window.Args()
	if err != nil {
		return err
	}
	return s.autostart.Set(on, args)
}

// note is a file that makes a desktop start a program.
type note struct{ path, text string }

// startNote is the note of a system: Linux and the BSDs (the Desktop Application Autostart Specification), and macOS (launchd.plist(5)).
func startNote(system string, command []string) note {
	if system == "darwin" {
		return note{filepath.Join(xdg.Home, "Library", "LaunchAgents", appID+".plist"), launchAgent(command)}
	}
	return note{filepath.Join(xdg.ConfigHome, "autostart", "kassa.desktop"), desktopEntry(command)}
}

// desktopEntry is the file of a desktop. In Exec every word is quoted, and a per cent is written twice.
func desktopEntry(command []string) string {
	escape := strings.NewReplacer(`\`, `\\\\`, `"`, `\\"`, "`", "\\\\`", `$`, `\\$`, `%`, `%%`)
	var words []string
	for _, w := range command {
		words = append(words, `"`+escape.Replace(w)+`"`)
	}
	return "[Desktop Entry]\nType=Application\nName=Kassa\nIcon=kassa\nExec=env KASSA_DESKTOP=1 " + strings.Join(words, " ") + "\nTerminal=false\n"
}

// launchAgent is the file of macOS.
func launchAgent(command []string) string {
	var words strings.Builder
	for _, w := range command {
		words.WriteString("<string>")
		_ = xml.EscapeText(&words, []byte(w))
		words.WriteString("</string>")
	}
	return xml.Header + `<plist version="1.0"><dict><key>Label</key><string>` + appID + `</string><key>RunAtLoad</key><true/>` +
		`<key>ProgramArguments</key><array>` + words.String() + "</array></dict></plist>\n"
}

// put writes the note or takes it away.
func (n note) put(on bool) error {
	var err error
	if on {
		if err = os.MkdirAll(filepath.Dir(n.path), 0o755); err == nil {
			err = os.WriteFile(n.path, []byte(n.text), 0o644)
		}
	} else if err = os.Remove(n.path); errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return fault.Wrap(fault.FileUnwritable, fault.Args{"path": n.path}, err)
	}
	return nil
}

// isThere reports whether the note was written.
func (n note) isThere() (bool, error) {
	_, err := os.Stat(n.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

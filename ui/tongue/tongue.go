// Package tongue tells Fyne which language the system speaks where the system does not say so in a way Fyne can read.
//
// The rule: Fyne looks the language up while its packages are made ready, before any line of ours runs, and complains on
// stderr where it finds "C.UTF-8", which names no language: every container and many a fresh machine is set up so. Packages
// are made ready in the order of their names as soon as what they need is ready (go.dev/ref/spec, "Program
// initialization"); this one needs next to nothing, so it comes before Fyne, and [Spoken] is found out then. It changes
// LANGUAGE, which the system's own libraries do not look at in such a locale, and nothing where a language is named.
//
// A worked example: LANG=C.UTF-8 makes Spoken "en", and LANGUAGE is set to it; LANG=ru_RU.UTF-8 makes it "" and nothing is
// set. The language of the till has its own rules (app/cli, ui) and does not ask this.
package tongue

import (
	"os"
	"strings"
)

// Spoken is the language that had to be named; "" where the system names one.
var Spoken = name(os.Getenv, os.Setenv)

// name sets LANGUAGE where the locale names no language.
func name(get func(string) string, set func(key, value string) error) string {
	locale := get("LC_ALL")
	if locale == "" {
		locale = get("LC_MESSAGES")
	}
	if locale == "" {
		locale = get("LANG")
	}
	tongue, _, coded := strings.Cut(locale, ".")
	if !coded || tongue != "C" && tongue != "POSIX" || get("LANGUAGE") != "" {
		return ""
	}
	if set("LANGUAGE", "en") != nil {
		return ""
	}
	return "en"
}

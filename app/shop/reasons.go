package shop

import "strings"

// ReasonSetting begins the keys under which a shop keeps the reasons of an act: "reasons.void" holds one reason a line,
// "reasons.void.required" is "yes" where a person must choose one.
const ReasonSetting = "reasons."

// ReasonVoid is the act of giving up a sale in progress.
const ReasonVoid = "void"

// Reasons are what a person chooses from when an act asks why.
type Reasons struct {
	Lines    []string
	Required bool
}

// ReasonsOf are the reasons that a shop's settings hold for an act; without lines nobody is asked.
func ReasonsOf(settings map[string]string, act string) Reasons {
	var r Reasons
	for line := range strings.Lines(settings[ReasonSetting+act]) {
		if line = strings.TrimSpace(line); line != "" {
			r.Lines = append(r.Lines, line)
		}
	}
	r.Required = len(r.Lines) > 0 && settings[ReasonSetting+act+".required"] == "yes"
	return r
}

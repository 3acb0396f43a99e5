package staff

import (
	"time"
	"unicode"
	"unicode/utf8"

	"kassa/app/fault"
	people "kassa/app/staff"
	"kassa/app/text"
)

// why says in words why nobody was recognised; a wait as it stands now.
func why(t *text.Text, s GateState) string {
	err := s.Err
	if f, ok := fault.Of(err); ok && f.Code == fault.PINWait && s.Wait > 0 {
		err = fault.New(fault.PINWait, fault.Args{"wait": s.Wait})
	}
	switch {
	case s.Choose:
		return t.T("lock.choose")
	case err == nil:
		return ""
	case fault.Is(err, fault.UnknownStaff):
		return t.T("lock.unknown_badge")
	}
	title, what, next := t.Fault(err)
	if fault.Is(err, fault.WrongPIN) {
		next = ""
	}
	return joined(title+".", what, next)
}

func joined(parts ...string) string {
	all := ""
	for _, p := range parts {
		if p != "" && all != "" {
			all += " "
		}
		all += p
	}
	return all
}

// stands says how a person stands: what keeps from signing in, else the role of those who manage and the time clock.
func stands(t *text.Text, f people.Face, zone *time.Location) string {
	clock := t.T("lock.not_in")
	switch {
	case f.Locked:
		return t.T("lock.locked")
	case f.Wait > 0:
		return t.T("lock.waits", text.Args{"wait": f.Wait})
	case !f.CanSignIn():
		return t.T("lock.no_pin")
	case f.Clock.Break || f.Clock.In:
		clock = works(t, f, zone)
	}
	if people.Rank(f.Role) > 0 {
		return t.T("word.role."+f.Role) + " · " + clock
	}
	return clock
}

// works says since when a person works, or is on a break; nothing of somebody who does neither.
func works(t *text.Text, f people.Face, zone *time.Location) string {
	switch {
	case f.Clock.Break:
		return t.T("lock.on_break", text.Args{"time": t.Time(f.Clock.From.At.In(zone))})
	case f.Clock.In:
		return t.T("lock.in", text.Args{"time": t.Time(f.Clock.Since.At.In(zone))})
	}
	return ""
}

// roleOf is the role of a person and, of somebody who works, since when.
func roleOf(t *text.Text, f people.Face, zone *time.Location) string {
	role, since := t.T("word.role."+f.Role), works(t, f, zone)
	if since == "" {
		return role
	}
	return role + " · " + since
}

// upper begins a sentence.
func upper(words string) string {
	r, n := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[n:]
}

package text

import (
	"encoding/base32"
	"encoding/binary"
	"hash/fnv"
	"strings"

	"kassa/app/fault"
)

// Fault says a failure to a person: what happened, what it means, what to do next. A failure without a code is said as
// [fault.Unexpected] with the number of [Incident], which belongs into the log beside the error itself.
//
// Some values are words of the program rather than of the person ("product" for what was not found); they are said in
// the language when the group word.<value's name> knows them.
func (t *Text) Fault(err error) (title, text, next string) {
	f, ok := fault.Of(err)
	if !ok || !t.Has("fault."+string(f.Code)+".title") {
		f = fault.New(fault.Unexpected, nil)
	}
	values := make(Args, len(f.Args)+1)
	for name, v := range f.Args {
		values[name] = t.word(name, v)
	}
	if _, given := values["incident"]; f.Code == fault.Unexpected && !given {
		values["incident"] = Incident(err)
	}
	key := "fault." + string(f.Code)
	return t.T(key+".title", values), t.T(key+".text", values), t.T(key+".next", values)
}

// Incident is the number under which an unexpected error is shown and logged: eight letters and digits made from the
// text of the error, so that the screen and the log agree without talking to each other. No error has no number.
func Incident(err error) string {
	if err == nil {
		return "–"
	}
	sum := fnv.New64a()
	sum.Write([]byte(err.Error()))
	folded := sum.Sum64()
	raw := binary.BigEndian.AppendUint64(nil, folded^folded>>40)
	s := base32.StdEncoding.EncodeToString(raw[3:])
	return s[:4] + "-" + s[4:]
}

// word says a value that is a word of the program.
func (t *Text) word(name string, v any) any {
	s, ok := v.(string)
	if !ok || s == "" || strings.ContainsFunc(s, notOfAKey) {
		return v
	}
	if key := "word." + name + "." + s; t.Has(key) {
		return t.T(key)
	}
	return v
}

func notOfAKey(r rune) bool { return (r < 'a' || r > 'z') && r != '_' }

package shop

// TimeKind says what an entry of the time clock marks.
type TimeKind string

// The kinds of entries.
const (
	TimeIn         TimeKind = "in"
	TimeOut        TimeKind = "out"
	TimeBreakStart TimeKind = "break_start"
	TimeBreakEnd   TimeKind = "break_end"
	TimeVoid       TimeKind = "void" // takes the entry back that it corrects
)

// TimeEntry is one mark of the time clock. Entries are only added: a correction is a new entry that names the one it
// stands for, so an entry counts as long as no other corrects it, and a void one never does.
type TimeEntry struct {
	ID       ID
	Staff    ID // whose time it is
	Till     ID // where it was entered
	Kind     TimeKind
	At       Moment // the time that counts
	Corrects ID     // the entry it stands for; empty: none
	By       ID     // who entered it: the person, or whoever corrected it
	Reason   string // of a correction, as it was typed
}

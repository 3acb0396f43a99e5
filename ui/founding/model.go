// Package founding is the assistant of the first start: it asks what a new shop must know, one thing on a screen, and founds it.
//
// The rule: nothing is written before the last question is answered; whoever closes the window leaves no trace, and the shop
// appears whole. Each question has an answer ready that most people can take: the language of the system, its country, no
// printer now, an empty shelf. What may wait can be left for later in the set-up; the name and the country cannot. A refused
// answer leads back to its question with the reason. A shop whose owner has a PIN ends with its recovery code, shown once.
//
// A worked example: the machine speaks German English. "English" is marked; a tap goes on. "Corner shop", Enter; "Germany" is
// on top, with €, VAT 19 % and 7 % under it: a tap goes on. 271828 twice; "No printer"; "Examples": 0.4 s later the sell screen
// is open, and the first tile sells.
package founding

import (
	"context"
	"slices"
	"strings"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/office"
	"kassa/ui/printers"
)

// Founder is what the assistant asks of the rest.
type Founder interface {
	Countries(lang string) ([]office.CountryChoice, error)
	CheckPIN(pin string) error
	Find(ctx context.Context) ([]devices.Plug, error)
	TestPage(ctx context.Context, a office.Answers, address string) error
	// Files lists price lists that lie about: in the folders of the person, on sticks. The newest first.
	Files(ctx context.Context) ([]File, error)
	// Found founds the shop whole or not at all, and opens it; recovery is its recovery code, empty where nobody has a PIN.
	Found(ctx context.Context, a office.Answers, pin, file string, progress func(done, total int64)) (recovery string, err error)
	// PrintCode prints the recovery code on the printer that was chosen.
	PrintCode(ctx context.Context, a office.Answers, code string) error
}

// File is a price list that was found.
type File struct {
	Path    string
	Name    string
	Folder  string
	Changed time.Time
	Size    int64
}

// Queue does work outside the screen's thread.
type Queue interface {
	Do(key string, work func(ctx context.Context) error, done func(error)) bool
	Post(f func())
}

// Deps are what a model works with.
type Deps struct {
	Founder Founder
	Queue   Queue
	Lang    string // of the system
	Region  string // of the system: ISO 3166-1; may be empty
	Zone    string // of the system: IANA; may be empty
	// Speak changes the language of the window.
	Speak func(lang string)
	// Done is called when the shop is open.
	Done func()
	// Rescue puts a shop back from a backup instead; nil: that cannot be.
	Rescue *Rescue
}

// Step is one question.
type Step int

// The questions, in their order, the founding, and the recovery code that is shown then; and the steps of a rescue.
const (
	Language Step = iota
	Name
	Country
	PIN
	Printer
	Goods
	Working
	Code
	// The steps of a shop that is put back from a backup.
	Backups
	Confirm
	Restoring
	Restored
)

// State is what is drawn.
type State struct {
	Step   Step
	Lang   string
	Name   string
	Wrong  error // what is wrong with the answer of this step
	Filled int   // grows when fields are to be filled anew

	Query     string
	Countries []office.CountryChoice // those that the query finds
	Country   office.CountryChoice   // the one in force
	Currency  string                 // chosen where the country has none

	PIN   string // as typed so far
	Again bool   // it is typed a second time
	Files []File
	Done  int64 // bytes of the price list that were read
	Total int64

	Recovery string // the recovery code
	Prints   bool   // it can be printed

	Backup BackupState
}

// CanGo reports whether the step has an answer.
func (s State) CanGo() bool {
	switch s.Step {
	case Name:
		return strings.TrimSpace(s.Name) != ""
	case Country:
		return s.Country.Code != "" && (s.Country.Currency != "" || s.Currency != "")
	case PIN:
		return len(s.PIN) >= 4
	case Confirm:
		return s.Backup.fits()
	}
	return s.Step != Working && s.Step != Restoring
}

// Model is the state of the assistant and answers what people do.
type Model struct {
	d      Deps
	s      State
	all    []office.CountryChoice
	first  string // the PIN as it was typed first
	pin    string
	prints string
	Picker *printers.Picker
	draw   func(State)
}

// New makes a model at the first question.
func New(d Deps) *Model {
	m := &Model{d: d, s: State{Lang: d.Lang, Filled: 1}, draw: func(State) {}}
	m.Picker = printers.New(printers.Deps{Acts: quiet{d.Queue}, Reads: quiet{d.Queue}, Find: d.Founder.Find, Keep: m.keepPrinter, Say: m.say,
		Page: func(ctx context.Context, address string) error { return d.Founder.TestPage(ctx, m.answers(), address) }}, "")
	m.countries()
	if d.Rescue != nil && d.Rescue.Why != nil {
		m.ToBackups()
	}
	return m
}

// quiet is a queue of which only the work is used.
type quiet struct{ Queue }

// OnDraw says who draws from now on.
func (m *Model) OnDraw(f func(State)) { m.draw = f }

// State is what is drawn now.
func (m *Model) State() State { return m.s }

func (m *Model) drawn() { m.draw(m.s) }

// say shows what went wrong with the step.
func (m *Model) say(err error) {
	m.s.Wrong = err
	m.drawn()
}

// countries reads the list in the language, and begins with the country of the system.
func (m *Model) countries() {
	list, err := m.d.Founder.Countries(m.s.Lang)
	if err != nil {
		m.s.Wrong = err
		return
	}
	m.all = list
	wanted := m.s.Country.Code
	if wanted == "" {
		wanted = m.d.Region
	}
	if wanted == "" && m.s.Lang == "ru" {
		wanted = "RU"
	}
	m.s.Country = office.CountryChoice{}
	for _, c := range list {
		if c.Code == wanted {
			m.s.Country = c
		}
	}
	m.find()
}

// find lists the countries that the query finds; the one in force stands first while nothing is sought.
func (m *Model) find() {
	m.s.Countries = office.FindCountries(m.all, m.s.Query)
	if i := slices.IndexFunc(m.s.Countries, m.inForce); i > 0 && m.s.Query == "" {
		first := m.s.Countries[i]
		m.s.Countries = slices.Insert(slices.Delete(m.s.Countries, i, i+1), 0, first)
	}
}

func (m *Model) inForce(c office.CountryChoice) bool { return c.Code == m.s.Country.Code }

// ChooseLanguage speaks a language from now on and goes on.
func (m *Model) ChooseLanguage(lang string) {
	m.s.Lang = lang
	m.countries()
	m.s.Step = Name
	m.s.Filled++
	m.d.Speak(lang)
}

// TypeName keeps the name of the shop as it is typed.
func (m *Model) TypeName(name string) {
	m.s.Name, m.s.Wrong = name, nil
	m.drawn()
}

// Search looks for a country.
func (m *Model) Search(query string) {
	m.s.Query = query
	m.find()
	m.drawn()
}

// ChooseCountry takes a country; what comes with it is shown.
func (m *Model) ChooseCountry(i int) {
	if i >= 0 && i < len(m.s.Countries) {
		m.s.Country, m.s.Wrong = m.s.Countries[i], nil
		m.drawn()
	}
}

// TakeFound answers Enter in the search: the first country that was found is taken and what comes with it is shown; the next
// Enter goes on with it.
func (m *Model) TakeFound() {
	if len(m.s.Countries) == 0 || strings.TrimSpace(m.s.Query) == "" || m.inForce(m.s.Countries[0]) {
		m.Next()
		return
	}
	m.ChooseCountry(0)
}

// ChooseCurrency takes a currency, where the country has none.
func (m *Model) ChooseCurrency(code string) {
	m.s.Currency = code
	m.drawn()
}

// Key types a digit of the PIN, or takes the last one back ('b').
func (m *Model) Key(k rune) {
	m.s.Wrong = nil
	switch {
	case k == 'b' && m.s.PIN != "":
		m.s.PIN = m.s.PIN[:len(m.s.PIN)-1]
	case k >= '0' && k <= '9' && len(m.s.PIN) < longestPIN:
		m.s.PIN += string(k)
	}
	m.drawn()
}

// longestPIN is how many digits are taken at most.
const longestPIN = 12

// Next takes the answer of the step and goes on.
func (m *Model) Next() {
	if !m.s.CanGo() {
		return
	}
	switch m.s.Step {
	case Language:
		m.ChooseLanguage(m.s.Lang)
		return
	case Name:
		if m.s.Wrong = office.CheckName(m.s.Name); m.s.Wrong == nil {
			m.to(Country)
		}
	case Country:
		m.to(PIN)
	case PIN:
		m.nextPIN()
	case Printer:
		m.keepPrinter("")
		return
	case Confirm:
		m.confirmed()
		return
	case Code, Restored:
		m.d.Done()
		return
	}
	m.drawn()
}

// PrintCode prints the recovery code.
func (m *Model) PrintCode() {
	code := m.s.Recovery
	m.d.Queue.Do("founding code", func(ctx context.Context) error { return m.d.Founder.PrintCode(ctx, m.answers(), code) }, m.say)
}

// nextPIN asks for the PIN a second time, and compares.
func (m *Model) nextPIN() {
	switch {
	case !m.s.Again:
		if m.s.Wrong = m.d.Founder.CheckPIN(m.s.PIN); m.s.Wrong == nil {
			m.first, m.s.Again = m.s.PIN, true
		}
		m.s.PIN = ""
	case m.s.PIN != m.first:
		m.s.Wrong, m.s.PIN, m.s.Again = fault.New(fault.PINsDiffer, nil), "", false
	default:
		m.pin, m.s.PIN, m.s.Again = m.s.PIN, "", false
		m.to(Printer)
	}
}

// WithoutPIN goes on without a PIN: everybody may do everything until one is set.
func (m *Model) WithoutPIN() {
	m.pin, m.s.PIN, m.s.Again = "", "", false
	m.to(Printer)
	m.drawn()
}

// to opens a step.
func (m *Model) to(step Step) {
	m.s.Step, m.s.Wrong = step, nil
	m.s.Filled++
	switch step {
	case Printer:
		m.Picker.Look()
	case Goods:
		m.lookForFiles()
	}
}

// Back goes to the question before.
func (m *Model) Back() {
	switch {
	case m.s.Step == Backups || m.s.Step == Confirm:
		m.backupBack()
		return
	case m.s.Step >= Working || m.s.Step == Language:
		return
	case m.s.Step == PIN && m.s.Again:
		m.s.Again, m.s.PIN, m.s.Wrong = false, "", nil
	default:
		m.s.PIN = ""
		m.to(m.s.Step - 1)
	}
	m.drawn()
}

func (m *Model) keepPrinter(address string) {
	m.prints = address
	m.to(Goods)
	m.drawn()
}

func (m *Model) lookForFiles() {
	var list []File
	m.d.Queue.Do("founding files", func(ctx context.Context) (err error) {
		list, err = m.d.Founder.Files(ctx)
		return err
	}, func(err error) {
		if err == nil {
			m.s.Files = list
		}
		m.drawn()
	})
}

// answers are what was asked so far.
func (m *Model) answers() office.Answers {
	a := office.Answers{Lang: m.s.Lang, Name: m.s.Name, Country: m.s.Country.Code, Printer: m.prints}
	if m.s.Country.Currency == "" {
		a.Currency, a.Zone = m.s.Currency, m.d.Zone
	}
	return a
}

// HasExamples reports whether the shop can begin with the goods of the demo shop.
func (m *Model) HasExamples() bool {
	currency := m.s.Country.Currency
	if currency == "" {
		currency = m.s.Currency
	}
	return office.HasExamples(currency)
}

// Empty founds the shop with an empty shelf.
func (m *Model) Empty() { m.found(false, "") }

// Examples founds it with the goods of the demo shop.
func (m *Model) Examples() { m.found(true, "") }

// Take founds it with a price list.
func (m *Model) Take(i int) {
	if i >= 0 && i < len(m.s.Files) {
		m.found(false, m.s.Files[i].Path)
	}
}

// TakePath founds it with a price list whose path was typed.
func (m *Model) TakePath(path string) {
	if path = strings.TrimSpace(path); path != "" {
		m.found(false, path)
	}
}

// found founds the shop. When it fails nothing is there, and the last question stands open with the reason.
func (m *Model) found(examples bool, file string) {
	if m.s.Step >= Working {
		return
	}
	a := m.answers()
	a.Examples = examples
	m.s.Step, m.s.Wrong, m.s.Done, m.s.Total = Working, nil, 0, 0
	m.drawn()
	var code string
	m.d.Queue.Do("founding", func(ctx context.Context) (err error) {
		code, err = m.d.Founder.Found(ctx, a, m.pin, file, func(done, total int64) {
			m.d.Queue.Post(func() {
				m.s.Done, m.s.Total = done, total
				m.drawn()
			})
		})
		return err
	}, func(err error) {
		switch {
		case err != nil:
			m.s.Step, m.s.Wrong = Goods, err
		case code == "":
			m.d.Done()
			return
		default:
			m.s.Step, m.s.Recovery, m.s.Prints = Code, code, a.Printer != ""
		}
		m.drawn()
	})
}

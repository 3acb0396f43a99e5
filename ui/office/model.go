// Package office is the room "Setup": the devices of the till, what the shop is, what its receipts say, taxes, ways to pay,
// reasons, and how this till looks.
//
// The rule: what a person types is a draft until it is saved, and the draft is saved whole or not at all, by one act; the
// look is changed at once, because it is seen at once. A page that the person has no right for is not there. Where a device
// is, its address, is for support: it stands behind "Details". The model knows no window; everything that takes time goes
// through the two queues, and the view draws the state.
//
// A worked example: the owner opens "Receipt", types "Open from 8 to 20" into the head; 0.2 s after the last letter the paper
// beside it shows the words where they will print. "Save" asks Office.Change with receipt.header; a control character would
// be refused there, and the field says so.
package office

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/paper"
	"kassa/app/shop"
	"kassa/ui/printers"
)

// Desk is what the screen asks of the office.
type Desk interface {
	Settings(ctx context.Context) ([]office.Setting, error)
	Change(ctx context.Context, values map[string]string) error
	Devices(ctx context.Context) ([]office.Device, error)
	AskDevices(ctx context.Context) ([]office.Device, error)
	FindDevices(ctx context.Context) ([]devices.Plug, error)
	TestPage(ctx context.Context, address string) error
	Sample(ctx context.Context, header, footer string) (paper.Document, error)
	Taxes(ctx context.Context) ([]office.TaxRow, error)
	Tenders(ctx context.Context) ([]shop.Tender, error)
}

// Queue does work outside the screen's thread.
type Queue interface {
	Do(key string, work func(ctx context.Context) error, done func(error)) bool
	After(d time.Duration, f func()) (stop func())
}

// Deps are what a model works with.
type Deps struct {
	Desk        Desk
	Acts, Reads Queue
	Exponent    int // decimals of the shop's currency
	// OpenDrawer opens the drawer as an act; nil where it cannot be.
	OpenDrawer func(ctx context.Context) error
	// Starts tells whether the till starts with the computer, and changes that; nil where it cannot.
	Starts Starter
	// Chosen is how the window looks now, by the keys of its settings; Choose changes it at once and keeps it.
	Chosen func(key string) string
	Choose func(key, value string)
	// Say shows what happened.
	Say func(err error, done string)
}

// Starter is how the computer opens the till by itself.
type Starter interface {
	On() (bool, error)
	Set(on bool) error
}

// Page is a page of the room.
type Page string

// The pages, in their order.
const (
	DevicesPage Page = "devices"
	ShopPage    Page = "shop"
	ReceiptPage Page = "receipt"
	TaxPage     Page = "tax"
	TenderPage  Page = "tenders"
	ReasonPage  Page = "reasons"
	LookPage    Page = "look"
)

// need is a setting by which it is known whether the person may change what stands on a page.
var need = []struct {
	page Page
	key  string
}{{DevicesPage, shop.PrinterReceipt}, {ShopPage, "shop.name"}, {ReceiptPage, "receipt.header"}, {TaxPage, "shop.name"},
	{TenderPage, "shop.name"}, {ReasonPage, "shop.name"}, {LookPage, "ui.theme"}}

// State is what is drawn.
type State struct {
	Ready  bool
	Failed error // the settings could not be read
	Pages  []Page
	Page   Page

	Values map[string]string // what is set
	Draft  map[string]string // what was typed and not saved
	Wrong  map[string]error  // fields whose value was refused
	Saving bool
	Filled int // grows when fields are to be filled anew

	Devices  []office.Device
	Checking bool
	Printer  *printers.Picker // nil: its set-up is not open
	Scanned  string           // the last code that was scanned while this room was open

	Sample  paper.Document
	Taxes   []office.TaxRow
	Tax     *TaxForm
	Tenders []shop.Tender
	Tender  *TenderForm
	Reasons string // the act whose reasons are open
	Starts  bool   // with the computer
	Ruler   bool   // the ruler is open
}

// Value is what stands in a field: what was typed, else what is set.
func (s State) Value(key string) string {
	if v, typed := s.Draft[key]; typed {
		return v
	}
	return s.Values[key]
}

// Dirty reports whether something typed was not saved.
func (s State) Dirty() bool {
	for key, v := range s.Draft {
		if v != s.Values[key] {
			return true
		}
	}
	return false
}

// Model is the state of the room and answers what people do.
type Model struct {
	d     Deps
	s     State
	draw  func(State)
	later func() // stops the sample that waits
}

// New makes a model; nothing is read before Open.
func New(d Deps) *Model {
	return &Model{d: d, s: State{Values: map[string]string{}, Draft: map[string]string{}, Wrong: map[string]error{}, Reasons: "void"},
		draw: func(State) {}, later: func() {}}
}

// OnDraw says who draws from now on.
func (m *Model) OnDraw(f func(State)) { m.draw = f }

// State is what is drawn now.
func (m *Model) State() State {
	s := m.s
	s.Draft, s.Wrong = maps.Clone(m.s.Draft), maps.Clone(m.s.Wrong)
	return s
}

func (m *Model) drawn() { m.draw(m.State()) }

// Open reads how everything is set up.
func (m *Model) Open() {
	if m.d.Starts != nil {
		if on, err := m.d.Starts.On(); err == nil {
			m.s.Starts = on
		}
	}
	var list []office.Setting
	m.d.Reads.Do("office settings", func(ctx context.Context) (err error) {
		list, err = m.d.Desk.Settings(ctx)
		return err
	}, func(err error) {
		m.s.Ready, m.s.Failed = err == nil, err
		if err == nil {
			m.take(list)
			m.read()
		}
		m.drawn()
	})
}

// take keeps what is set, and finds out which pages the person may see.
func (m *Model) take(list []office.Setting) {
	m.s.Values = map[string]string{}
	for _, s := range list {
		m.s.Values[s.Key] = s.Value
	}
	m.s.Pages = nil
	for _, n := range need {
		if _, may := m.s.Values[n.key]; may {
			m.s.Pages = append(m.s.Pages, n.page)
		}
	}
	if !slices.Contains(m.s.Pages, m.s.Page) && len(m.s.Pages) > 0 {
		m.s.Page = m.s.Pages[0]
	}
	m.s.Filled++
}

// Choose opens a page. Whoever calls has asked about unsaved words.
func (m *Model) Choose(p Page) {
	if !slices.Contains(m.s.Pages, p) {
		return
	}
	m.Revert()
	m.s.Page = p
	m.s.Printer, m.s.Tax, m.s.Tender, m.s.Ruler = nil, nil, nil, false
	m.read()
	m.drawn()
}

// read reads what the open page shows beside the settings.
func (m *Model) read() {
	switch m.s.Page {
	case DevicesPage:
		m.Check()
	case ReceiptPage:
		m.sample()
	case TaxPage:
		m.readTaxes()
	case TenderPage:
		m.readTenders()
	}
}

// Type keeps what stands in a field; what was wrong with it is forgotten.
func (m *Model) Type(key, value string) {
	if m.s.Value(key) == value {
		return
	}
	m.s.Draft[key] = value
	delete(m.s.Wrong, key)
	if key == "receipt.header" || key == "receipt.footer" {
		m.later()
		m.later = m.d.Reads.After(typing, m.sample)
	}
	m.drawn()
}

// typing is how long after the last letter the paper is drawn anew.
const typing = 200 * time.Millisecond

// Revert forgets what was typed and not saved.
func (m *Model) Revert() {
	if len(m.s.Draft) > 0 || len(m.s.Wrong) > 0 {
		m.s.Draft, m.s.Wrong = map[string]string{}, map[string]error{}
		m.s.Filled++
	}
}

// Save saves what was typed.
func (m *Model) Save() {
	if m.s.Dirty() {
		m.change(maps.Clone(m.s.Draft), "setup.saved", nil)
	}
}

// change changes settings and reads them again. Done is called when it worked.
func (m *Model) change(values map[string]string, said string, done func()) {
	m.s.Saving = true
	m.drawn()
	m.d.Acts.Do("office change", func(ctx context.Context) error { return m.d.Desk.Change(ctx, values) }, func(err error) {
		m.s.Saving = false
		if err != nil {
			m.refused(err)
			m.drawn()
			return
		}
		m.Revert()
		if done != nil {
			done()
		}
		if said != "" {
			m.d.Say(nil, said)
		}
		m.Open()
	})
}

// refused says which field was wrong, where that is known.
func (m *Model) refused(err error) {
	if f, ok := fault.Of(err); ok {
		if key, named := f.Args["option"].(string); named {
			m.s.Wrong[fieldOf(key)] = err
			if _, shown := m.s.Draft[key]; shown {
				return
			}
		}
	}
	m.d.Say(err, "")
}

// fieldOf is the field of the form behind a setting of taxes and tenders.
func fieldOf(key string) string {
	if strings.HasPrefix(key, "tax.") || strings.HasPrefix(key, "tender.") {
		parts := strings.Split(key, ".")
		if len(parts) == 2 {
			return "rate"
		}
		return parts[len(parts)-1]
	}
	return key
}

// sample asks for the paper with the words that stand in the fields.
func (m *Model) sample() {
	header, footer := m.s.Value("receipt.header"), m.s.Value("receipt.footer")
	var doc paper.Document
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		doc, err = m.d.Desk.Sample(ctx, header, footer)
		return err
	}, func(err error) {
		if err == nil && header == m.s.Value("receipt.header") && footer == m.s.Value("receipt.footer") {
			m.s.Sample = doc
		}
		m.drawn()
	})
}

// ChooseReasons opens the reasons of an act.
func (m *Model) ChooseReasons(act string) {
	m.s.Reasons = act
	m.s.Filled++
	m.drawn()
}

// Scan shows a scanned code: whoever sets up a scanner sees that it works.
func (m *Model) Scan(code string) {
	m.s.Scanned = code
	m.drawn()
}

// TypeSum keeps a sum of money as it is typed: "500", "12,50". One that is none stays as it is, to be refused when it is saved.
func (m *Model) TypeSum(key, typed string) {
	plain := strings.ReplaceAll(strings.TrimSpace(typed), ",", ".")
	if plain == "" {
		m.Type(key, "0")
		return
	}
	if minor, err := money.ParsePlain(plain, m.d.Exponent); err == nil {
		m.Type(key, strconv.FormatInt(minor, 10))
		return
	}
	m.Type(key, typed)
}

// Sum is a sum of money as it is typed; none is "".
func (m *Model) Sum(key string) string {
	minor, err := money.ParsePlain(m.s.Value(key), 0)
	if err != nil || minor == 0 {
		return ""
	}
	return money.Amount(minor).Plain(m.d.Exponent)
}

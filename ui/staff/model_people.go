package staff

import (
	"context"
	"slices"
	"strings"

	"kassa/app/shop"
	people "kassa/app/staff"
	"kassa/ui/room"
)

// Keeper is what the page of people asks of the shop.
type Keeper interface {
	Faces(ctx context.Context) ([]people.Face, error)
	NextCode(ctx context.Context, role string) (string, error)
	Add(ctx context.Context, p shop.Staff) (shop.Staff, error)
	Change(ctx context.Context, p shop.Staff) error
	SetPIN(ctx context.Context, who shop.ID, pin string) error
	SetBadge(ctx context.Context, who shop.ID, code string) error
	Unlock(ctx context.Context, who shop.ID) error
	Archive(ctx context.Context, who shop.ID) error
}

// PeopleDeps is what the page of people needs.
type PeopleDeps struct {
	Keeper Keeper
	Acts   room.Queue
	Reads  room.Queue
	// Say tells what came of an act: an error, or the key of what was done.
	Say func(err error, done string)
}

// People is the page of people without its look.
type People struct {
	d     PeopleDeps
	state PeopleState
	draw  func(PeopleState)
}

// PeopleState is what is painted.
type PeopleState struct {
	Ready  bool
	People []people.Face
	Open   bool       // somebody is open, or is being added
	New    bool       // a person who is not there yet
	Form   shop.Staff // as it is typed
	Was    shop.Staff // as the books have it
	Face   people.Face
	Badge  bool // a badge is waited for
	Filled int  // grows whenever the fields are to be filled anew
	Busy   bool
}

// Dirty reports whether something typed was not saved.
func (s PeopleState) Dirty() bool { return s.Open && s.Form != s.Was }

// NewPeople makes the page.
func NewPeople(d PeopleDeps) *People { return &People{d: d, draw: func(PeopleState) {}} }

// OnDraw says who paints.
func (m *People) OnDraw(draw func(PeopleState)) { m.draw = draw }

// State is what is painted now.
func (m *People) State() PeopleState { return m.state }

// Read reads who works here.
func (m *People) Read() {
	var all []people.Face
	m.d.Reads.Do("people of the shop", func(ctx context.Context) (err error) {
		all, err = m.d.Keeper.Faces(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.d.Say(err, "")
			return
		}
		m.state.Ready, m.state.People = true, inOrder(all)
		if i := m.index(m.state.Was.ID); i >= 0 {
			m.state.Face = m.state.People[i]
		} else if m.state.Open && !m.state.New {
			m.state.Open = false
		}
		m.draw(m.state)
	})
}

func (m *People) index(who shop.ID) int {
	return slices.IndexFunc(m.state.People, func(f people.Face) bool { return f.ID == who })
}

// Show opens the i-th person.
func (m *People) Show(i int) {
	if i >= 0 && i < len(m.state.People) {
		m.open(m.state.People[i])
	}
}

func (m *People) open(f people.Face) {
	m.state.Open, m.state.New, m.state.Badge, m.state.Face = true, false, false, f
	m.state.Form, m.state.Was = f.Staff, f.Staff
	m.state.Filled++
	m.draw(m.state)
}

// Begin opens a new person, with the next code of a role.
func (m *People) Begin() {
	m.state.Open, m.state.New, m.state.Badge, m.state.Face = true, true, false, people.Face{}
	m.state.Form, m.state.Was = shop.Staff{Role: people.Roles()[0]}, shop.Staff{Role: people.Roles()[0]}
	m.suggest()
	m.state.Filled++
	m.draw(m.state)
}

// suggest finds the next code of the role, as long as nobody typed another.
func (m *People) suggest() {
	role, typed := m.state.Form.Role, m.state.Form.Code
	code := ""
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		code, err = m.d.Keeper.NextCode(ctx, role)
		return err
	}, func(err error) {
		if f := m.state.Form; err == nil && m.state.New && f.Role == role && f.Code == typed {
			m.state.Form.Code, m.state.Was.Code = code, code
			m.state.Filled++
			m.draw(m.state)
		}
	})
}

// Close leaves the person as the books have it.
func (m *People) Close() {
	m.state.Open, m.state.Badge = false, false
	m.draw(m.state)
}

// Name takes the name as it is typed.
func (m *People) Name(s string) { m.typed(func(p *shop.Staff) { p.Name = s }) }

// Code takes the code as it is typed.
func (m *People) Code(s string) { m.typed(func(p *shop.Staff) { p.Code = strings.ToUpper(s) }) }

// Role takes the role that was chosen; a new person gets the next code of it.
func (m *People) Role(i int) {
	suggested := m.state.New && m.state.Form.Code == m.state.Was.Code
	m.typed(func(p *shop.Staff) { p.Role = people.Roles()[i] })
	if suggested {
		m.suggest()
	}
}

func (m *People) typed(change func(*shop.Staff)) {
	change(&m.state.Form)
	m.draw(m.state)
}

// Save stores the person.
func (m *People) Save() {
	p, fresh := m.state.Form, m.state.New
	m.act("people.saved", func(ctx context.Context) (err error) {
		if fresh {
			p, err = m.d.Keeper.Add(ctx, p)
			return err
		}
		return m.d.Keeper.Change(ctx, p)
	}, func() {
		m.state.New, m.state.Form, m.state.Was = false, p, p
		m.state.Filled++
	})
}

// act does one change and reads the people again.
func (m *People) act(done string, work func(ctx context.Context) error, after func()) {
	acting{m.d.Acts, "people", m.d.Say, func(yes bool) {
		m.state.Busy = yes
		m.draw(m.state)
	}, m.Read}.do(done, work, after)
}

// Unlock lets the person try again.
func (m *People) Unlock() {
	who := m.state.Was.ID
	m.act("people.unlocked", func(ctx context.Context) error { return m.d.Keeper.Unlock(ctx, who) }, nothing)
}

// Archive lets the person work here no more.
func (m *People) Archive() {
	who := m.state.Was.ID
	m.act("people.archived", func(ctx context.Context) error { return m.d.Keeper.Archive(ctx, who) }, func() { m.state.Open = false })
}

// WaitForBadge waits for a badge to be scanned, or waits no more.
func (m *People) WaitForBadge(yes bool) {
	m.state.Badge = yes
	m.draw(m.state)
}

// Scan takes a badge that is waited for; any other code falls.
func (m *People) Scan(code string) {
	if m.state.Badge {
		m.badge(code, "people.badge_set")
	}
}

// DropBadge takes the badge of the person away.
func (m *People) DropBadge() { m.badge("", "people.badge_gone") }

func (m *People) badge(code, done string) {
	who := m.state.Was.ID
	m.act(done, func(ctx context.Context) error { return m.d.Keeper.SetBadge(ctx, who, code) }, func() { m.state.Badge = false })
}

// Setter is a new PIN of the person who is open.
func (m *People) Setter(done func()) *Setter {
	who := m.state.Was
	return NewSetter(SetterDeps{Person: who, Acts: m.d.Acts, Set: func(ctx context.Context, _, pin string) error { return m.d.Keeper.SetPIN(ctx, who.ID, pin) },
		Done: func() {
			done()
			m.d.Say(nil, "pin.done")
			m.Read()
		}})
}

package act

import (
	"fmt"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Setup is how the shop is set up: read once, and again whenever the books say that it changed.
type Setup struct {
	Version  int64
	Shop     shop.Shop
	Till     shop.Till
	Staff    map[shop.ID]shop.Staff
	Taxes    shop.TaxTable
	Offers   []shop.Offer
	Tenders  []shop.Tender
	Settings map[string]string
	Rights   rights.Table
}

// SetUp returns the set-up as of this unit of work.
func (f *Frame) SetUp(tx books.Tx) (Setup, error) {
	f.mu.Lock()
	now, under := f.inside[tx]
	f.mu.Unlock()
	if under {
		return now.set, nil
	}
	return f.ask(tx)
}

// enter asks for the set-up at the beginning of a unit of work, so that the work itself need not ask again.
func (f *Frame) enter(tx books.Tx) (Setup, error) {
	set, err := f.ask(tx)
	if err != nil {
		return set, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.inside == nil {
		f.inside = map[books.Tx]*unit{}
	}
	f.inside[tx] = &unit{set: set}
	return set, nil
}

// allow remembers who had to allow what a unit of work asked for itself: its record names that person.
func (f *Frame) allow(tx books.Tx, approver shop.Staff, a rights.Ask) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if u, under := f.inside[tx]; under && approver.ID != "" && u.allowed.ID == "" {
		u.allowed, u.asked = approver, a
	}
}

func (f *Frame) allowedIn(tx books.Tx) (rights.Ask, shop.Staff) {
	f.mu.Lock()
	defer f.mu.Unlock()
	u := f.inside[tx]
	return u.asked, u.allowed
}

func (f *Frame) leave(tx books.Tx) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.inside, tx)
}

// ask reads the set-up when it changed since it was read last.
func (f *Frame) ask(tx books.Tx) (Setup, error) {
	v, err := tx.Shop().Version()
	if err != nil {
		return Setup{}, err
	}
	f.mu.Lock()
	kept := f.setup
	f.mu.Unlock()
	if kept.Version == v && kept.Till.ID != "" {
		return kept, nil
	}
	fresh, err := readSetup(tx, f.Till)
	if err != nil {
		return Setup{}, err
	}
	fresh.Version = v
	f.mu.Lock()
	f.setup = fresh
	f.mu.Unlock()
	return fresh, nil
}

func readSetup(tx books.Tx, till shop.ID) (Setup, error) {
	var s Setup
	var found bool
	var err error
	if s.Shop, found, err = tx.Shop().Get(); err != nil || !found {
		return s, orMissing(err)
	}
	tills, err := tx.Shop().Tills()
	if err != nil {
		return s, err
	}
	for _, t := range tills {
		if t.ID == till {
			s.Till = t
		}
	}
	if s.Till.ID == "" {
		return s, fmt.Errorf("till %s is not in these books", till)
	}
	if s.Taxes, err = tx.Shop().Taxes(); err != nil {
		return s, err
	}
	if s.Offers, err = tx.Offers().All(); err != nil {
		return s, err
	}
	if s.Tenders, err = tx.Shop().Tenders(); err != nil {
		return s, err
	}
	staff, err := tx.Shop().Staff()
	if err != nil {
		return s, err
	}
	s.Staff = make(map[shop.ID]shop.Staff, len(staff))
	for _, p := range staff {
		s.Staff[p.ID] = p
	}
	s.Settings, err = tx.Shop().Settings(books.ForShop, s.Shop.ID)
	s.Rights = rights.FromSettings(s.Settings)
	return s, err
}

func orMissing(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.ShopMissing, nil)
}

// Tender finds a way to pay by its code.
func (s Setup) Tender(code string) (shop.Tender, bool) {
	for _, t := range s.Tenders {
		if t.Code == code {
			return t, true
		}
	}
	return shop.Tender{}, false
}

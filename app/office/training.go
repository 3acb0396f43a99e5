package office

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// The books of a training till are made of those of the shop, each time anew: its set-up, people with their PINs, settings, goods
// and what is on the shelves. Nothing that happened is taken over, and nothing goes back. They carry a setting that says what
// they are, from their first record on, so that whoever opens them, however, cannot take them for a shop.

// Train fills empty books for training at a till of the shop in from. It takes several acts: whoever calls throws the books away
// when one of them fails, see data.Found.
func Train(ctx context.Context, from books.Store, till shop.ID, f Founding) error {
	signer, err := journal.NewSigner(f.Seed)
	if err != nil {
		return err
	}
	t, err := takeOver(ctx, from, till)
	if err != nil {
		return err
	}
	t.made.Till.Series, t.made.Till.KeyID = shop.TrainingSeries, signer.KeyID()
	if err := f.Store.Update(ctx, func(tx books.Tx) error { return t.begin(tx, f, signer) }); err != nil {
		return err
	}
	frame, ctx, err := f.frame(ctx, t.made)
	if err != nil {
		return err
	}
	if err := t.hire(ctx, frame); err != nil {
		return err
	}
	if err := t.fillShelves(ctx, frame); err != nil {
		return err
	}
	return t.arrange(ctx, frame)
}

// takenOver is what a training till gets from its shop.
type takenOver struct {
	made     Founded
	place    shop.Place
	people   []shop.Staff // all but the founder
	keys     map[shop.ID]books.StaffKey
	tenders  []shop.Tender
	settings []journal.Setting
	goods    goods
	pages    []shop.TilePage
	offers   []shop.Offer
}

// takeOver reads it, as it is in one unit of work.
func takeOver(ctx context.Context, from books.Store, till shop.ID) (t takenOver, err error) {
	err = from.View(ctx, func(tx books.Tx) error {
		for _, read := range []func(books.Tx) error{
			func(tx books.Tx) error { return t.readShop(tx, till) }, t.readPeople, t.readSettings, t.readGoods,
		} {
			if err := read(tx); err != nil {
				return err
			}
		}
		if t.pages, err = tx.Tiles().Pages(till); err == nil {
			t.offers, err = tx.Offers().All()
		}
		return err
	})
	return t, err
}

func (t *takenOver) readShop(tx books.Tx, till shop.ID) (err error) {
	if t.made.Shop, _, err = tx.Shop().Get(); err != nil {
		return err
	}
	tills, err := tx.Shop().Tills()
	if err != nil {
		return err
	}
	t.made.Till = tills[max(0, slices.IndexFunc(tills, func(one shop.Till) bool { return one.ID == till }))]
	if t.place, _, err = tx.Shop().Place(t.made.Till.Place); err != nil {
		return err
	}
	taxes, err := tx.Shop().Taxes()
	if err != nil {
		return err
	}
	t.made.Groups = slices.SortedFunc(maps.Values(taxes), func(a, b shop.TaxGroup) int { return cmp.Compare(a.ID, b.ID) })
	t.tenders, err = tx.Shop().Tenders()
	return err
}

// readPeople reads who works here; the books of the training till are founded by an owner, as those of every shop are.
func (t *takenOver) readPeople(tx books.Tx) error {
	people, err := tx.Shop().Staff()
	if err != nil {
		return err
	}
	owner := slices.IndexFunc(people, func(p shop.Staff) bool { return p.Role == rights.Owner })
	if owner >= 0 {
		t.made.Person = people[owner]
		people = slices.Delete(people, owner, owner+1)
	}
	t.people = people
	keys, err := tx.Staff().Keys()
	t.keys = map[shop.ID]books.StaffKey{}
	for _, k := range keys {
		t.keys[k.Staff] = k
	}
	return err
}

// private are settings of a shop that its training till has no use for: what opens its backups and its books, and where they go.
var private = []string{"backup.", "mirror.", "staff.recovery"}

func (t *takenOver) readSettings(tx books.Tx) error {
	owners := []struct {
		scope books.Scope
		of    shop.ID
	}{{books.ForShop, t.made.Shop.ID}, {books.ForPlace, t.place.ID}, {books.ForTill, t.made.Till.ID}, {books.ForStaff, t.made.Person.ID}}
	for _, p := range t.people {
		owners = append(owners, struct {
			scope books.Scope
			of    shop.ID
		}{books.ForStaff, p.ID})
	}
	for _, o := range owners {
		all, err := tx.Shop().Settings(o.scope, o.of)
		if err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(all)) {
			if !slices.ContainsFunc(private, func(p string) bool { return strings.HasPrefix(key, p) }) {
				t.settings = append(t.settings, journal.Setting{Scope: string(o.scope), Of: o.of, Key: key, New: all[key]})
			}
		}
	}
	t.settings = append(t.settings, journal.Setting{Scope: string(books.ForShop), Of: t.made.Shop.ID, Key: shop.Training, New: "1"})
	return nil
}

func (t *takenOver) readGoods(tx books.Tx) (err error) {
	if t.goods.categories, err = tx.Products().Categories(); err != nil {
		return err
	}
	t.goods.stock = map[shop.ID]money.Qty{}
	return tx.StockList().Walk(t.place.ID, func(f shop.Found) error {
		p := f.Product
		p.Entity, p.Version = "", 1
		t.goods.products = append(t.goods.products, p)
		if p.Tracked && f.OnHand > 0 {
			t.goods.stock[p.ID] = f.OnHand
		}
		return nil
	})
}

// begin stores the set-up and record 1 of the training journal, which says all of it.
func (t *takenOver) begin(tx books.Tx, f Founding, signer *journal.Signer) error {
	if err := t.put(tx, f); err != nil {
		return err
	}
	said, err := begun(tx, t.made)
	if err != nil {
		return err
	}
	for _, s := range t.settings {
		if !slices.ContainsFunc(said, func(one journal.Setting) bool { return one.Scope == s.Scope && one.Of == s.Of && one.Key == s.Key }) {
			said = append(said, s)
		}
	}
	rec, err := journal.Next(shop.Record{}, false, signer, journal.Entry{Till: t.made.Till.ID, Act: f.NewID(), At: t.made.Shop.Moment(f.Now()),
		Staff: t.made.Person, Body: journal.OfShopInit(t.made.Shop, t.made.Till, signer.Public(), f.Version, said...)})
	if err != nil {
		return err
	}
	return tx.Journal().Add(rec)
}

func (t *takenOver) put(tx books.Tx, f Founding) error {
	if err := putShop(tx, f, t.made, t.place); err != nil {
		return err
	}
	for _, one := range t.tenders {
		if err := tx.Shop().AddTender(one); err != nil {
			return err
		}
	}
	for _, s := range t.settings {
		if err := tx.Shop().SetSetting(books.Scope(s.Scope), s.Of, s.Key, s.New); err != nil {
			return err
		}
	}
	return nil
}

// hire lets everybody begin, with the PIN and the badge that they have in the shop.
func (t *takenOver) hire(ctx context.Context, frame *act.Frame) error {
	do := func(work act.Work) error {
		_, err := frame.Do(ctx, act.Spec{ID: frame.NewID(), Right: rights.System}, work)
		return err
	}
	for _, p := range append([]shop.Staff{t.made.Person}, t.people...) {
		if p.ID != t.made.Person.ID {
			if err := do(func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
				return journal.OfStaffAdd(p), tx.Shop().AddStaff(p)
			}); err != nil {
				return err
			}
		}
		k, has := t.keys[p.ID]
		if !has {
			continue
		}
		fresh := books.StaffKey{Staff: p.ID, PIN: k.PIN, Digits: k.Digits, Badge: k.Badge}
		if err := do(func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
			return journal.OfStaffKey(p.ID, journal.Key{PIN: k.PIN, Badge: k.Badge, Row: 1}), tx.Staff().PutKey(fresh)
		}); err != nil {
			return err
		}
	}
	return nil
}

// shelfful is how many products one act puts on the shelves.
const shelfful = 2000

func (t *takenOver) fillShelves(ctx context.Context, frame *act.Frame) error {
	part := goods{categories: t.goods.categories, stock: t.goods.stock}
	for list := range slices.Chunk(t.goods.products, shelfful) {
		part.products = list
		if err := part.store(ctx, frame, t.made, func(books.Tx) error { return nil }); err != nil {
			return err
		}
		part.categories = nil
	}
	return nil
}

// arrange puts the pages of tiles on the sell screen, and makes the offers.
func (t *takenOver) arrange(ctx context.Context, frame *act.Frame) error {
	for _, p := range t.pages {
		p.Version = 0
		if _, err := frame.Do(ctx, act.Spec{ID: frame.NewID(), Right: rights.System}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
			_, err := tx.Tiles().Put(p)
			said := p
			said.Version = 1
			return journal.OfTiles(said), err
		}); err != nil {
			return err
		}
	}
	for _, o := range t.offers {
		o.Version = 0
		if _, err := frame.Do(ctx, act.Spec{ID: frame.NewID(), Right: rights.System}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
			_, err := tx.Offers().Put(o)
			said := o
			said.Version = 1
			return journal.OfOffer(said), err
		}); err != nil {
			return err
		}
	}
	return nil
}

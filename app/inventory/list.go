package inventory

import (
	"context"
	"slices"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// StockQuestion chooses what the list of the stock room shows. After is the mark of the last row that is known.
type StockQuestion struct {
	Words    string
	Category shop.ID
	State    State
	Lang     shop.Lang // whose names give the order; empty: the shop's
	After    string
	Limit    int
}

// State narrows the list to what is low or out.
type State string

// The states.
const (
	Any State = ""
	Low State = "low" // little is left
	Out State = "out" // nothing is left
)

// StockLine is a row of the list. Cost and margin are there only for whoever may see them; a margin is of the price without
// tax, and there is none where price or cost is not known.
type StockLine struct {
	shop.StockRow
	Margin    money.Rate
	HasMargin bool
}

// StockPage is a page of the list. SeesCost says whether costs and margins are told.
type StockPage struct {
	Rows     []StockLine
	SeesCost bool
}

// Stock lists products by name. Fault: NoRight.
func (v *Inventory) Stock(ctx context.Context, q StockQuestion) (p StockPage, err error) {
	err = v.see(ctx, rights.SeeStock, func(tx books.Tx, set act.Setup) error {
		if q.Lang == "" {
			q.Lang = set.Shop.Lang
		}
		rows, err := tx.StockList().Page(set.Till.Place, books.StockFilter{Words: q.Words, Category: q.Category, State: books.StockState(q.State)},
			q.Lang, q.After, q.Limit)
		if err != nil {
			return err
		}
		p = StockPage{Rows: make([]StockLine, len(rows)), SeesCost: v.seesCost(ctx, tx)}
		day := set.Shop.Moment(v.frame.Now()).Day
		for i, r := range rows {
			p.Rows[i] = line(r, p.SeesCost, set.Taxes[r.TaxGroup], day)
		}
		return nil
	})
	return p, err
}

// line is a row as this person may see it.
func line(r shop.StockRow, seesCost bool, group shop.TaxGroup, day int) StockLine {
	l := StockLine{StockRow: r}
	if !seesCost {
		l.Cost = 0
		return l
	}
	l.Margin, l.HasMargin = margin(r.Price, r.PriceKind, r.Cost, group, day)
	return l
}

func margin(price money.UnitPrice, kind shop.PriceKind, cost money.UnitPrice, group shop.TaxGroup, day int) (money.Rate, bool) {
	if kind == shop.OpenPrice || cost <= 0 {
		return 0, false
	}
	var inside money.Rate
	if group.Inclusive {
		for _, t := range group.On(day) {
			inside += t.Rate
		}
	}
	net, err := price.Net(inside)
	if err != nil {
		return 0, false
	}
	return money.Margin(net, cost)
}

// see reads for whoever has a right.
func (v *Inventory) see(ctx context.Context, a rights.Act, f func(books.Tx, act.Setup) error) error {
	return v.frame.Look(ctx, rights.Ask{Act: a}, f)
}

func (v *Inventory) seesCost(ctx context.Context, tx books.Tx) bool {
	return v.frame.MayIn(act.Alone(ctx), tx, rights.Ask{Act: rights.SeeCost}) == nil
}

// StockCounts is how many products there are, and how many are low or out. Fault: NoRight.
func (v *Inventory) StockCounts(ctx context.Context) (c shop.StockCounts, err error) {
	err = v.see(ctx, rights.SeeStock, func(tx books.Tx, set act.Setup) error {
		c, err = tx.StockList().Counts(set.Till.Place)
		return err
	})
	return c, err
}

// StockValue is what the goods of this place cost. Fault: NoRight.
func (v *Inventory) StockValue(ctx context.Context) (a money.Amount, err error) {
	err = v.see(ctx, rights.SeeCost, func(tx books.Tx, set act.Setup) error {
		a, err = tx.StockList().Value(set.Till.Place)
		return err
	})
	return a, err
}

// MoveQuestion chooses entries of the ledger. Before is the mark of the last one that is known, 0: from the newest.
type MoveQuestion struct {
	Product  shop.ID // empty: all
	From, To int     // business days, inclusive; 0: open
	Before   int64
	Limit    int
}

// Movements lists entries of the ledger, the newest first; their cost only for whoever may see it. Fault: NoRight.
func (v *Inventory) Movements(ctx context.Context, q MoveQuestion) (list []shop.Movement, err error) {
	err = v.see(ctx, rights.SeeStock, func(tx books.Tx, set act.Setup) error {
		list, err = tx.StockList().Movements(set.Till.Place, books.MovementFilter{Product: q.Product, From: q.From, To: q.To}, q.Before, q.Limit)
		if err == nil && !v.seesCost(ctx, tx) {
			for i := range list {
				list[i].Cost = 0
			}
		}
		return err
	})
	return list, err
}

// Sheet is a product as its editor shows it. Without the right to see costs it has neither cost nor margin.
type Sheet struct {
	Product   shop.Product
	OnHand    money.Qty
	SeesCost  bool
	Margin    money.Rate
	HasMargin bool
}

// Sheet reads a product for its editor. Faults: NoRight, NotFound.
func (v *Inventory) Sheet(ctx context.Context, id shop.ID) (s Sheet, err error) {
	err = v.see(ctx, rights.SeeStock, func(tx books.Tx, set act.Setup) error {
		f, found, err := tx.Products().ByID(set.Till.Place, id)
		if err == nil && !found {
			err = fault.New(fault.NotFound, fault.Args{"what": "product"})
		}
		s = Sheet{Product: f.Product, OnHand: f.OnHand, SeesCost: v.seesCost(ctx, tx)}
		if !s.SeesCost {
			s.Product.Cost = 0
			return err
		}
		s.Margin, s.HasMargin = margin(f.Product.Price, f.Product.PriceKind, f.Product.Cost, set.Taxes[f.Product.TaxGroup],
			set.Shop.Moment(v.frame.Now()).Day)
		return err
	})
	return s, err
}

// Find lists the products that carry a code, in any of its spellings; their cost only for whoever may see it. Faults:
// NoRight, UnknownCode.
func (v *Inventory) Find(ctx context.Context, code string) (list []shop.Found, err error) {
	err = v.see(ctx, rights.SeeStock, func(tx books.Tx, set act.Setup) error {
		list, err = tx.Products().ByCodes(set.Till.Place, shop.SameCodes(code))
		if err == nil && len(list) == 0 {
			err = fault.New(fault.UnknownCode, fault.Args{"code": short(code)})
		}
		v.withoutCosts(ctx, tx, list)
		return err
	})
	return list, err
}

// withoutCosts takes the costs out of what was found, for whoever may not see them.
func (v *Inventory) withoutCosts(ctx context.Context, tx books.Tx, list []shop.Found) {
	if v.seesCost(ctx, tx) {
		return
	}
	for i := range list {
		list[i].Product.Cost = 0
	}
}

// TaxChoice is a tax group as a form offers it, with its rate of today.
type TaxChoice struct {
	shop.TaxGroup
	Rate money.Rate
}

// TaxGroups are those of the shop, by their codes.
func (v *Inventory) TaxGroups(ctx context.Context) (list []TaxChoice, err error) {
	err = v.view(ctx, func(_ books.Tx, set act.Setup) error {
		day := set.Shop.Moment(v.frame.Now()).Day
		for _, g := range set.Taxes {
			one := TaxChoice{TaxGroup: g}
			for _, t := range g.On(day) {
				one.Rate += t.Rate
			}
			list = append(list, one)
		}
		slices.SortFunc(list, func(a, b TaxChoice) int { return strings.Compare(a.Code, b.Code) })
		return nil
	})
	return list, err
}

// Archived lists products that were put away, the newest first, of which every word of the query is part of a name or the SKU.
// Fault: NoRight.
func (v *Inventory) Archived(ctx context.Context, query string, limit int) (list []shop.Product, err error) {
	err = v.see(ctx, rights.ChangeGoods, func(tx books.Tx, _ act.Setup) error {
		all, err := tx.StockList().Archived(maxArchived)
		seesCost := v.seesCost(ctx, tx)
		for _, a := range all {
			if !seesCost {
				a.Product.Cost = 0
			}
			if len(list) < limit && saysAll(a.Product, query) {
				list = append(list, a.Product)
			}
		}
		return err
	})
	return list, err
}

// maxArchived bounds how far back the list of archived products is searched.
const maxArchived = 1_000

func saysAll(p shop.Product, query string) bool {
	said := strings.ToLower(p.SKU)
	for _, name := range p.Names {
		said += " " + strings.ToLower(name)
	}
	for word := range strings.FieldsSeq(strings.ToLower(query)) {
		if !strings.Contains(said, word) {
			return false
		}
	}
	return true
}

// Can is what the person at the till may do in the stock room, for screens that show no more than that.
type Can struct{ SeeCost, Change, Receive, Adjust, Import, Export bool }

// Can asks for all of it at once.
func (v *Inventory) Can(ctx context.Context) (c Can, err error) {
	err = v.frame.Store.View(ctx, func(tx books.Tx) error {
		for a, may := range map[rights.Act]*bool{rights.SeeCost: &c.SeeCost, rights.ChangeGoods: &c.Change, rights.ReceiveGoods: &c.Receive,
			rights.AdjustStock: &c.Adjust, rights.ImportGoods: &c.Import, rights.Export: &c.Export} {
			*may = v.frame.MayIn(act.Alone(ctx), tx, rights.Ask{Act: a}) == nil
		}
		return nil
	})
	return c, err
}

// NewID makes the id of an act before its first try.
func (v *Inventory) NewID() shop.ID { return v.frame.NewID() }

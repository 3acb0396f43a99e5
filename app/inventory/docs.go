package inventory

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Receipt is goods that came in. ID is that of the act and of the document.
type Receipt struct {
	ID       shop.ID
	Supplier string
	Note     string
	Lines    []ReceiptLine
}

// ReceiptLine is one product of them: how much, and what a unit cost. Without HasCost it cost what the product cost last; the
// cost that somebody types who may not see costs is not taken.
type ReceiptLine struct {
	Product shop.ID
	Qty     money.Qty
	Cost    money.UnitPrice
	HasCost bool
}

// Receive books goods in: one document with a number, the moves of its lines, and for each product the cost of its last
// line as its cost from now on. A product whose stock was not kept is kept from now on. Repeated with the same id it
// returns the document that exists. Faults: NoRight, TooManyLines, BadQuantity, BadPrice, NotFound, TextTooLong.
func (v *Inventory) Receive(ctx context.Context, r Receipt) (shop.StockDoc, error) {
	d := shop.StockDoc{ID: r.ID, Kind: shop.MoveReceipt, Supplier: r.Supplier, Note: r.Note}
	return v.book(ctx, d, rights.ReceiveGoods, func(tx books.Tx, set act.Setup, e *journal.StockEntry) error {
		if len(r.Lines) == 0 || len(r.Lines) > shop.MaxDocLines {
			return fault.New(fault.TooManyLines, fault.Args{"limit": shop.MaxDocLines})
		}
		seesCost := v.seesCost(ctx, tx)
		for _, l := range r.Lines {
			p, err := counted(tx, set, l.Product, l.Qty)
			if err != nil {
				return err
			}
			if l.Qty < 0 {
				return fault.New(fault.BadQuantity, fault.Args{"qty": l.Qty})
			}
			cost := p.Cost
			if l.HasCost && seesCost {
				cost = l.Cost
			}
			if cost < 0 || cost >= money.UnitPrice(money.Limit) {
				return fault.New(fault.BadPrice, fault.Args{"price": cost.Plain(set.Shop.Currency.Exponent)})
			}
			if err := addLine(set, e, p, l.Qty, cost); err != nil {
				return err
			}
			if cost != p.Cost || !p.Tracked {
				if err := tx.Products().Keep(p.ID, cost); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Adjustment is goods that were taken or put back by hand: Qty is signed. ID is that of the act and of the document.
type Adjustment struct {
	ID      shop.ID
	Product shop.ID
	Qty     money.Qty
	Reason  shop.StockReason
	Note    string
}

// Adjust changes the stock of a product with a reason. Faults: NoRight, BadReason, BadQuantity, NotFound, TextTooLong;
// OutOfStock where the shop allows no negative stock.
func (v *Inventory) Adjust(ctx context.Context, a Adjustment) (shop.StockDoc, error) {
	d := shop.StockDoc{ID: a.ID, Kind: shop.MoveAdjustment, Reason: a.Reason, Note: a.Note}
	return v.book(ctx, d, rights.AdjustStock, func(tx books.Tx, set act.Setup, e *journal.StockEntry) error {
		p, err := counted(tx, set, a.Product, a.Qty)
		if err != nil {
			return err
		}
		if !a.Reason.Fits(a.Qty) {
			return fault.New(fault.BadReason, fault.Args{"reason": string(a.Reason)})
		}
		if err := addLine(set, e, p, a.Qty, p.Cost); err != nil {
			return err
		}
		if p.Tracked {
			return nil
		}
		return tx.Products().Keep(p.ID, p.Cost)
	})
}

// counted reads a product of a document and refuses a quantity that cannot be.
func counted(tx books.Tx, set act.Setup, id shop.ID, qty money.Qty) (shop.Product, error) {
	f, found, err := tx.Products().ByID(set.Till.Place, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, fault.Args{"what": "product"})
	}
	if err == nil && (qty == 0 || int64(qty) > maxStock || int64(qty) < -maxStock || int64(f.OnHand+qty) > maxStock) {
		err = fault.New(fault.BadQuantity, fault.Args{"qty": qty})
	}
	return f.Product, err
}

// addLine adds a product to a document.
func addLine(set act.Setup, e *journal.StockEntry, p shop.Product, qty money.Qty, cost money.UnitPrice) error {
	amount, err := cost.Times(qty, money.HalfUp)
	if err == nil {
		e.Doc.Total, err = e.Doc.Total.Plus(amount)
	}
	if err != nil {
		return fault.Wrap(fault.AmountTooLarge, nil, err)
	}
	e.Doc.Lines = append(e.Doc.Lines, shop.StockLine{No: len(e.Doc.Lines) + 1, Product: p.ID, SKU: p.SKU, Name: p.Names.In(set.Shop.Lang),
		Unit: p.Unit, Qty: qty, Cost: cost, Amount: amount})
	if !p.Tracked {
		e.Started = append(e.Started, p.ID)
	}
	return nil
}

// book makes a document as an act: fill writes its lines, then it gets its number, is stored and moves its goods.
func (v *Inventory) book(ctx context.Context, d shop.StockDoc, right rights.Act,
	fill func(tx books.Tx, set act.Setup, e *journal.StockEntry) error) (shop.StockDoc, error) {
	if d.ID == "" {
		d.ID = v.frame.NewID()
	}
	var err error
	if d.Supplier, err = typed(d.Supplier); err != nil {
		return shop.StockDoc{}, err
	}
	if d.Note, err = typed(d.Note); err != nil {
		return shop.StockDoc{}, err
	}
	out, err := v.frame.Do(ctx, act.Spec{ID: d.ID, Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		set, err := v.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		e := journal.StockEntry{Doc: d}
		e.Doc.At, e.Doc.Place, e.Doc.Till = at, set.Till.Place, set.Till.ID
		e.Doc.Staff, e.Doc.StaffCode = act.Person(ctx).ID, act.Person(ctx).Code
		if err := fill(tx, set, &e); err != nil {
			return nil, err
		}
		if err := v.keep(tx, set, &e.Doc); err != nil {
			return nil, err
		}
		d = e.Doc
		return journal.OfStockDoc(e), nil
	})
	if err != nil {
		return shop.StockDoc{}, err
	}
	if out.Repeated {
		return v.Doc(ctx, d.ID)
	}
	v.tellStock(d)
	return v.masked(ctx, d)
}

// keep numbers and stores a document and moves its goods.
func (v *Inventory) keep(tx books.Tx, set act.Setup, d *shop.StockDoc) error {
	var err error
	if d.Number, err = tx.StockDocs().NextNumber(d.Place, d.Kind); err != nil {
		return err
	}
	if err := tx.StockDocs().Add(*d); err != nil {
		return err
	}
	if err := tx.Stock().Move(d.Moves()); err != nil {
		return err
	}
	if shop.PolicyOf(set.Settings) != shop.NegativeRefused {
		return nil
	}
	var less []shop.ID
	for _, l := range d.Lines {
		if l.Qty < 0 {
			less = append(less, l.Product)
		}
	}
	below, err := tx.StockList().Below(d.Place, less)
	if err == nil && len(below) > 0 {
		err = outOf(d.Lines, below[0])
	}
	return err
}

func outOf(lines []shop.StockLine, product shop.ID) error {
	for _, l := range lines {
		if l.Product == product {
			return fault.New(fault.OutOfStock, fault.Args{"name": l.Name})
		}
	}
	return fault.New(fault.OutOfStock, fault.Args{"name": ""})
}

// tellStock tells the screens which stock changed, and that costs did.
func (v *Inventory) tellStock(d shop.StockDoc) {
	if v.frame.Board == nil {
		return
	}
	ids := make([]string, len(d.Lines))
	for i, l := range d.Lines {
		ids[i] = string(l.Product)
	}
	v.frame.Board.Post(notice.StockChanged{ProductIDs: ids})
}

// Doc reads a document of the stock room; its costs only for whoever may see them. Faults: NoRight, NotFound.
func (v *Inventory) Doc(ctx context.Context, id shop.ID) (d shop.StockDoc, err error) {
	err = v.see(ctx, rights.SeeStock, func(tx books.Tx, _ act.Setup) error {
		var found bool
		d, found, err = tx.StockDocs().ByID(id)
		if err == nil && !found {
			err = fault.New(fault.NotFound, fault.Args{"what": "document"})
		}
		return err
	})
	if err != nil {
		return shop.StockDoc{}, err
	}
	return v.masked(ctx, d)
}

// masked takes the costs out of a document for whoever may not see them.
func (v *Inventory) masked(ctx context.Context, d shop.StockDoc) (shop.StockDoc, error) {
	err := v.frame.Store.View(ctx, func(tx books.Tx) error {
		if v.seesCost(ctx, tx) {
			return nil
		}
		d.Total = 0
		d.Lines = append([]shop.StockLine(nil), d.Lines...)
		for i := range d.Lines {
			d.Lines[i].Cost, d.Lines[i].Amount = 0, 0
		}
		return nil
	})
	return d, err
}

// Docs lists the newest documents of a kind, without their lines. Fault: NoRight.
func (v *Inventory) Docs(ctx context.Context, kind shop.MoveKind, limit int) (list []shop.StockDoc, err error) {
	err = v.see(ctx, rights.SeeStock, func(tx books.Tx, set act.Setup) error {
		list, err = tx.StockDocs().List(set.Till.Place, kind, limit)
		if !v.seesCost(ctx, tx) {
			for i := range list {
				list[i].Total = 0
			}
		}
		return err
	})
	return list, err
}

package data

import (
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// carts keeps open and parked baskets. A scan writes three short statements: Touch, PutLine, PushUndo.
type carts struct{ *tx }

const cartColumns = ` c.id, c.uid, t.uid, COALESCE(s.uid, ''), COALESCE(k.uid, ''), c.version, c.at_ms, c.tz_offset_min,
	c.business_day, c.hour, c.parked, c.parked_ms, c.name, c.note, c.seller_uid, c.discount_kind, c.discount_rate, c.discount_amount, c.next_no
	FROM carts c JOIN tills t ON t.id = c.till_id LEFT JOIN staff s ON s.id = c.staff_id LEFT JOIN customers k ON k.id = c.customer_id `

// read reads the baskets that a condition chooses, with their lines.
func (t carts) read(condition string, args ...any) ([]shop.Cart, error) {
	var (
		all  []shop.Cart
		keys []int64
	)
	err := t.each("read a basket", "SELECT"+cartColumns+condition, args, func(scan scanner) error {
		var (
			c      shop.Cart
			key    int64
			opened momentRow
		)
		err := scan(&key, &c.ID, &c.Till, &c.Staff, &c.Customer, &c.Version, &opened.at, &opened.offset, &opened.day, &opened.hour,
			&c.Parked, &c.ParkedAt, &c.Name, &c.Note, &c.Seller, &c.Discount.Kind, &c.Discount.Rate, &c.Discount.Amount, &c.NextNo)
		c.Opened = opened.moment()
		all, keys = append(all, c), append(keys, key)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, key := range keys {
		if all[i].Lines, err = t.lines(key); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (t carts) first(condition string, args ...any) (shop.Cart, bool, error) {
	all, err := t.read(condition, args...)
	if err != nil || len(all) == 0 {
		return shop.Cart{}, false, err
	}
	return all[0], true, nil
}

// Current implements books.Carts. Where a till left two open baskets behind, the newer one counts.
func (t carts) Current(till shop.ID) (shop.Cart, bool, error) {
	return t.first("WHERE c.till_id = (SELECT id FROM tills WHERE uid = ?) AND c.parked = FALSE ORDER BY c.id DESC LIMIT 1", id(till))
}

// ByID implements books.Carts.
func (t carts) ByID(of shop.ID) (shop.Cart, bool, error) {
	return t.first("WHERE c.uid = ?", id(of))
}

// Parked implements books.Carts, the one that was parked first in front.
func (t carts) Parked(place shop.ID) ([]shop.Cart, error) {
	return t.read("WHERE t.place_id = (SELECT id FROM places WHERE uid = ?) AND c.parked = TRUE ORDER BY c.parked_ms, c.id", id(place))
}

// lines reads the lines of a basket.
func (t carts) lines(cart int64) ([]shop.CartLine, error) {
	var all []shop.CartLine
	err := t.each("read the lines of a basket", `SELECT line_no, product_uid, sku, barcode, names, category_uid, tax_group_uid, unit,
		qty, list_price, price, cost, tracked, discount_kind, discount_rate, discount_amount, note, piece_code, mark_proof,
		seller_uid, added_ms FROM cart_lines WHERE cart_id = ? ORDER BY line_no`, []any{cart}, func(scan scanner) error {
		var (
			l     shop.CartLine
			names string
		)
		err := scan(&l.No, &l.Product, &l.SKU, &l.Barcode, &names, &l.Category, &l.TaxGroup, &l.Unit, &l.Qty, &l.ListPrice,
			&l.Price, &l.Cost, &l.Tracked, &l.Discount.Kind, &l.Discount.Rate, &l.Discount.Amount, &l.Note, &l.PieceCode,
			&l.MarkProof, &l.Seller, &l.AddedAt)
		if err == nil {
			l.Names, err = namesOf(names)
		}
		all = append(all, l)
		return err
	})
	return all, err
}

// Add implements books.Carts.
func (t carts) Add(c shop.Cart) error {
	_, err := t.exec("basket", `INSERT INTO carts (uid, till_id, staff_id, customer_id, version, at_ms, tz_offset_min, business_day, hour,
		parked, parked_ms, name, note, seller_uid, discount_kind, discount_rate, discount_amount, next_no)
		VALUES (?, `+idOf("tills")+`, `+optionalID("staff")+`, `+optionalID("customers")+`, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		list([]any{id(c.ID), id(c.Till), id(c.Staff), id(c.Staff), id(c.Customer), id(c.Customer), c.Version}, momentArgs(c.Opened),
			[]any{c.Parked, c.ParkedAt, c.Name, c.Note, id(c.Seller), string(c.Discount.Kind), int64(c.Discount.Rate),
				int64(c.Discount.Amount), c.NextNo})...)
	if err != nil {
		return err
	}
	for _, l := range c.Lines {
		if err := t.PutLine(c.ID, l); err != nil {
			return err
		}
	}
	return nil
}

// Touch implements books.Carts.
func (t carts) Touch(c shop.Cart, version int64) (bool, error) {
	n, err := t.exec("basket", `UPDATE carts SET version = version + 1, till_id = `+idOf("tills")+`, staff_id = `+optionalID("staff")+
		`, customer_id = `+optionalID("customers")+`, parked = ?, parked_ms = ?, name = ?, note = ?, seller_uid = ?, discount_kind = ?,
		discount_rate = ?, discount_amount = ?, next_no = ? WHERE uid = ? AND version = ?`, id(c.Till), id(c.Staff), id(c.Staff),
		id(c.Customer), id(c.Customer), c.Parked, c.ParkedAt, c.Name, c.Note, id(c.Seller), string(c.Discount.Kind),
		int64(c.Discount.Rate), int64(c.Discount.Amount), c.NextNo, id(c.ID), version)
	return n == 1, err
}

const putLine = `INSERT INTO cart_lines (cart_id, line_no, product_uid, sku, barcode, names, category_uid, tax_group_uid, unit, qty,
	list_price, price, cost, tracked, discount_kind, discount_rate, discount_amount, note, piece_code, mark_proof, seller_uid, added_ms)
	VALUES (COALESCE((SELECT id FROM carts WHERE uid = ?), -1), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (cart_id, line_no) DO UPDATE SET product_uid = excluded.product_uid, sku = excluded.sku, barcode = excluded.barcode,
	names = excluded.names, category_uid = excluded.category_uid, tax_group_uid = excluded.tax_group_uid, unit = excluded.unit,
	qty = excluded.qty, list_price = excluded.list_price, price = excluded.price, cost = excluded.cost, tracked = excluded.tracked,
	discount_kind = excluded.discount_kind, discount_rate = excluded.discount_rate, discount_amount = excluded.discount_amount,
	note = excluded.note, piece_code = excluded.piece_code, mark_proof = excluded.mark_proof, seller_uid = excluded.seller_uid,
	added_ms = excluded.added_ms`

// PutLine implements books.Carts. A basket that is gone is fault.BasketGone.
func (t carts) PutLine(cart shop.ID, l shop.CartLine) error {
	_, err := t.exec("line", putLine, id(cart), l.No, id(l.Product), l.SKU, l.Barcode, namesText(l.Names), id(l.Category),
		id(l.TaxGroup), string(l.Unit), int64(l.Qty), int64(l.ListPrice), int64(l.Price), int64(l.Cost), l.Tracked,
		string(l.Discount.Kind), int64(l.Discount.Rate), int64(l.Discount.Amount), l.Note, l.PieceCode, l.MarkProof, id(l.Seller), l.AddedAt)
	return gone(err)
}

// gone says of a row without a basket that the basket is gone.
func gone(err error) error {
	if fault.Is(err, fault.NotFound) {
		return fault.Wrap(fault.BasketGone, nil, err)
	}
	return err
}

// DropLine implements books.Carts.
func (t carts) DropLine(cart shop.ID, no int) error {
	n, err := t.exec("line", "DELETE FROM cart_lines WHERE cart_id = (SELECT id FROM carts WHERE uid = ?) AND line_no = ?", id(cart), no)
	return must(n, err, "line")
}

// Delete implements books.Carts: the basket, its lines and its changes.
func (t carts) Delete(cart shop.ID) error {
	n, err := t.exec("basket", "DELETE FROM carts WHERE uid = ?", id(cart))
	return gone(must(n, err, "basket"))
}

// undoJSON is an undo as stored: a draft's draft, read by the program that wrote it.
type undoJSON struct {
	Line     int            `json:"line,omitempty"`
	Before   *shop.CartLine `json:"before,omitempty"`
	Discount *discountJSON  `json:"discount,omitempty"`
}

type discountJSON struct {
	Kind   string `json:"kind"`
	Rate   int64  `json:"rate"`
	Amount int64  `json:"amount"`
}

// PushUndo implements books.Carts.
func (t carts) PushUndo(cart shop.ID, u books.Undo) error {
	stored := undoJSON{Line: u.Line, Before: u.Before}
	if d := u.Discount; d != nil {
		stored.Discount = &discountJSON{string(d.Kind), int64(d.Rate), int64(d.Amount)}
	}
	_, err := t.exec("change", "INSERT INTO cart_changes (cart_id, before) VALUES (COALESCE((SELECT id FROM carts WHERE uid = ?), -1), ?)",
		id(cart), asJSON(stored))
	return gone(err)
}

// PopUndo implements books.Carts.
func (t carts) PopUndo(cart shop.ID) (books.Undo, bool, error) {
	var (
		key    int64
		text   string
		stored undoJSON
	)
	found, err := t.one("read the last change", `SELECT id, before FROM cart_changes
		WHERE cart_id = (SELECT id FROM carts WHERE uid = ?) ORDER BY id DESC LIMIT 1`, []any{id(cart)}, &key, &text)
	if err != nil || !found {
		return books.Undo{}, false, err
	}
	if _, err := t.exec("change", "DELETE FROM cart_changes WHERE id = ?", key); err != nil {
		return books.Undo{}, false, err
	}
	if err := fromJSON(text, &stored); err != nil {
		return books.Undo{}, false, t.fail("read the last change", err)
	}
	u := books.Undo{Line: stored.Line, Before: stored.Before}
	if d := stored.Discount; d != nil {
		u.Discount = &shop.Discount{Kind: shop.DiscountKind(d.Kind), Rate: money.Rate(d.Rate), Amount: money.Amount(d.Amount)}
	}
	return u, true, nil
}

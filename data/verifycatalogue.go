package data

import (
	"context"
	"iter"
	"sort"
	"strconv"
	"strings"

	"kassa/app/verify"
)

// Catalogue implements verify.Source.
func (r *Rows) Catalogue(_ context.Context, asked map[string]bool) iter.Seq2[verify.Thing, error] {
	return func(yield func(verify.Thing, error) bool) {
		codes, err := r.codesOf(asked)
		var all []verify.Thing
		if err == nil {
			all, err = r.productsOf(asked, codes)
		}
		if err == nil {
			err = r.each("read categories", "SELECT uid, names, color FROM categories", nil, func(scan scanner) error {
				var (
					uid, names string
					color      int64
				)
				if err := scan(&uid, &names, &color); err != nil || !asked[uid] {
					return err
				}
				all = append(all, verify.Thing{ID: uid, Fields: append(nameFields(names), numField("color", color))})
				return nil
			})
		}
		if err != nil {
			yield(verify.Thing{}, err)
			return
		}
		for _, one := range all {
			if !yield(one, nil) {
				return
			}
		}
	}
}

func numField(name string, n int64) verify.ThingField {
	return verify.ThingField{Name: name, Value: strconv.FormatInt(n, 10)}
}

func flagField(name string, yes bool) verify.ThingField {
	return verify.ThingField{Name: name, Value: strconv.FormatBool(yes)}
}

// nameFields are names as fields; a language without one has an empty one where it can be set.
func nameFields(text string) []verify.ThingField {
	names := namesRow(text)
	for _, lang := range []string{"en", "ru"} {
		if _, there := names[lang]; !there {
			names[lang] = ""
		}
	}
	list := make([]verify.ThingField, 0, len(names))
	for lang, name := range names {
		list = append(list, verify.ThingField{Name: "name." + lang, Value: name})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

// codesOf are the barcodes of products by their keys.
func (r *Rows) codesOf(asked map[string]bool) (map[int64][]string, error) {
	codes := map[int64][]string{}
	err := r.each("read barcodes", "SELECT product_id, code, qty FROM barcodes ORDER BY product_id, code", nil, func(scan scanner) error {
		var (
			key, qty int64
			code     string
		)
		if err := scan(&key, &code, &qty); err != nil || !asked[r.name("products", key)] {
			return err
		}
		codes[key] = append(codes[key], verify.CodeText(code, qty))
		return nil
	})
	return codes, err
}

func (r *Rows) productsOf(asked map[string]bool, codes map[int64][]string) (all []verify.Thing, err error) {
	err = r.each("read products", `SELECT p.id, p.uid, p.sku, p.names, COALESCE(c.uid, ''), COALESCE(g.uid, ''), p.unit, p.price, p.price_kind,
		p.cost, p.tracked, p.low, p.favourite, p.piece_code, p.cashier_note, p.note_confirm, p.receipt_note, p.archived_at IS NOT NULL
		FROM products p LEFT JOIN categories c ON c.id = p.category_id LEFT JOIN tax_groups g ON g.id = p.tax_group_id ORDER BY p.id`, nil,
		func(scan scanner) error {
			var (
				p    productRow
				away bool
			)
			if err := scan(&p.key, &p.uid, &p.sku, &p.names, &p.category, &p.group, &p.unit, &p.price, &p.kind, &p.cost, &p.tracked, &p.low,
				&p.favourite, &p.pieceCode, &p.cashierNote, &p.confirm, &p.receiptNote, &away); err != nil || !asked[p.uid] {
				return err
			}
			text := func(name, value string) verify.ThingField { return verify.ThingField{Name: name, Value: value} }
			all = append(all, verify.Thing{ID: p.uid, Fields: append(nameFields(p.names),
				text("sku", p.sku), text("barcodes", strings.Join(codes[p.key], " ")), text("category", p.category), text("tax_group", p.group),
				text("unit", p.unit), numField("price", p.price), text("price_kind", p.kind), numField("cost", p.cost), flagField("tracked", p.tracked),
				numField("low", p.low), numField("favourite", int64(p.favourite)), flagField("piece_code", p.pieceCode),
				text("cashier_note", p.cashierNote), flagField("note_confirm", p.confirm), text("receipt_note", p.receiptNote), flagField("archived", away))})
			return nil
		})
	return all, err
}

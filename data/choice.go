package data

import "kassa/app/shop"

// Chosen implements books.Products. A product that was put away since is no choice.
func (t products) Chosen(till shop.ID, code string) (product shop.ID, found bool, err error) {
	found, err = t.one("read a choice", `SELECT p.uid FROM code_choices c JOIN products p ON p.id = c.product_id
		WHERE c.till_id = (SELECT id FROM tills WHERE uid = ?) AND c.code = ? AND p.archived_at IS NULL`, []any{id(till), code}, &product)
	return product, found, err
}

// Choose implements books.Products.
func (t products) Choose(till shop.ID, code string, product shop.ID) error {
	_, err := t.exec("choice", `INSERT INTO code_choices (till_id, code, product_id) VALUES (`+idOf("tills")+`, ?, `+idOf("products")+`)
		ON CONFLICT (till_id, code) DO UPDATE SET product_id = excluded.product_id`, id(till), code, id(product))
	return err
}

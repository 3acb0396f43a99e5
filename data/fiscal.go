package data

import (
	"kassa/app/books"
	"kassa/app/shop"
)

// fiscal keeps the fiscal steps: what a fiscal device was asked about a sale, durable before it is asked.
type fiscal struct{ *tx }

// Add implements books.Fiscal.
func (t fiscal) Add(s books.FiscalStep) error {
	_, err := t.exec("fiscal step", `INSERT INTO fiscal_steps (sale_uid, till_id, state, frozen, number, signature, qr, outage)
		VALUES (?, `+idOf("tills")+`, ?, ?, ?, ?, ?, ?)`, id(s.SaleID), id(s.Till), string(s.State), asJSON(s.Frozen),
		s.Answer.Number, s.Answer.Signature, s.Answer.QR, s.Answer.Outage)
	return err
}

// Again implements books.Fiscal. A step that was not refused is NotFound.
func (t fiscal) Again(s books.FiscalStep) error {
	n, err := t.exec("fiscal step", `UPDATE fiscal_steps SET state = 'asked', frozen = ?, number = '', signature = '', qr = '', outage = FALSE
		WHERE sale_uid = ? AND state = 'refused'`, asJSON(s.Frozen), id(s.SaleID))
	return must(n, err, "fiscal step")
}

// Set implements books.Fiscal.
func (t fiscal) Set(sale shop.ID, from, to books.FiscalState, answer shop.FiscalMark) (bool, error) {
	n, err := t.exec("fiscal step", `UPDATE fiscal_steps SET state = ?, number = ?, signature = ?, qr = ?, outage = ?
		WHERE sale_uid = ? AND state = ?`, string(to), answer.Number, answer.Signature, answer.QR, answer.Outage, id(sale), string(from))
	return n == 1, err
}

func (t fiscal) read(condition string, args ...any) ([]books.FiscalStep, error) {
	var all []books.FiscalStep
	err := t.each("read fiscal steps", `SELECT s.sale_uid, t.uid, s.state, s.frozen, s.number, s.signature, s.qr, s.outage
		FROM fiscal_steps s JOIN tills t ON t.id = s.till_id `+condition, args, func(scan scanner) error {
		var (
			s      books.FiscalStep
			frozen string
		)
		err := scan(&s.SaleID, &s.Till, &s.State, &frozen, &s.Answer.Number, &s.Answer.Signature, &s.Answer.QR, &s.Answer.Outage)
		if err == nil {
			err = fromJSON(frozen, &s.Frozen)
		}
		all = append(all, s)
		return err
	})
	return all, err
}

// ByID implements books.Fiscal.
func (t fiscal) ByID(sale shop.ID) (books.FiscalStep, bool, error) {
	all, err := t.read("WHERE s.sale_uid = ?", id(sale))
	if err != nil || len(all) == 0 {
		return books.FiscalStep{}, false, err
	}
	return all[0], true, nil
}

// Open implements books.Fiscal: the steps that are neither bound nor refused, oldest first.
func (t fiscal) Open(till shop.ID) ([]books.FiscalStep, error) {
	return t.read("WHERE t.uid = ? AND s.state IN ('asked', 'answered', 'unknown') ORDER BY s.id", id(till))
}

package data

import (
	"gorm.io/gorm"

	"kassa/app/money"
	"kassa/app/shop"
)

type taxGroupRow struct {
	ID         int64 `gorm:"primaryKey"`
	UID        string
	Code       string
	Names      string
	Inclusive  bool
	RowVersion int64
}

func (taxGroupRow) TableName() string { return "tax_groups" }

type taxRow struct {
	ID       int64 `gorm:"primaryKey"`
	GroupID  int64
	TaxNo    int
	Code     string
	Names    string
	Rate     int64
	FromDay  int
	UntilDay int
}

func (taxRow) TableName() string { return "taxes" }

type tenderRow struct {
	ID          int64 `gorm:"primaryKey"`
	UID         string
	Code        string
	Names       string
	OpensDrawer bool
	GivesChange bool
	Rounds      bool
	NeedsRef    bool
	NeedsPerson bool
	RowVersion  int64
}

func (tenderRow) TableName() string { return "tenders" }

// Taxes implements books.Shop.
func (t shops) Taxes() (shop.TaxTable, error) {
	var groups []taxGroupRow
	if err := t.g.Where("archived_at IS NULL").Order("id").Find(&groups).Error; err != nil {
		return nil, t.fail("read the taxes", err)
	}
	var taxes []taxRow
	if err := t.g.Order("group_id, tax_no").Find(&taxes).Error; err != nil {
		return nil, t.fail("read the taxes", err)
	}
	table := shop.TaxTable{}
	for _, g := range groups {
		names, err := namesOf(g.Names)
		if err != nil {
			return nil, t.fail("read the taxes", err)
		}
		group := shop.TaxGroup{ID: shop.ID(g.UID), Code: g.Code, Names: names, Inclusive: g.Inclusive}
		for _, row := range taxes {
			if row.GroupID != g.ID {
				continue
			}
			if names, err = namesOf(row.Names); err != nil {
				return nil, t.fail("read the taxes", err)
			}
			group.Taxes = append(group.Taxes, shop.Tax{Code: row.Code, Names: names, Rate: money.Rate(row.Rate),
				From: row.FromDay, Until: row.UntilDay})
		}
		table[group.ID] = group
	}
	return table, nil
}

// AddTaxGroup implements books.Shop.
func (t shops) AddTaxGroup(g shop.TaxGroup) error {
	row := taxGroupRow{UID: string(g.ID), Code: g.Code, Names: namesText(g.Names), Inclusive: g.Inclusive, RowVersion: 1}
	if err := t.add("tax group", &row); err != nil {
		return err
	}
	return t.addTaxes(row.ID, g.Taxes)
}

// SetTaxGroup implements books.Shop.
func (t shops) SetTaxGroup(g shop.TaxGroup) error {
	key, err := t.keyOf("tax_groups", "tax group", g.ID)
	if err != nil {
		return err
	}
	err = t.g.Model(&taxGroupRow{}).Where("id = ?", key).
		Updates(map[string]any{"names": namesText(g.Names), "row_version": gorm.Expr("row_version + 1")}).Error
	if err == nil {
		err = t.g.Where("group_id = ?", key).Delete(&taxRow{}).Error
	}
	if err != nil {
		return t.fail("tax group", err)
	}
	if err := t.addTaxes(key, g.Taxes); err != nil {
		return err
	}
	return t.grow()
}

func (t shops) addTaxes(group int64, list []shop.Tax) error {
	for i, one := range list {
		tax := taxRow{GroupID: group, TaxNo: i + 1, Code: one.Code, Names: namesText(one.Names), Rate: int64(one.Rate),
			FromDay: one.From, UntilDay: one.Until}
		if err := t.g.Create(&tax).Error; err != nil {
			return t.fail("tax", err)
		}
	}
	return nil
}

// Tenders implements books.Shop.
func (t shops) Tenders() ([]shop.Tender, error) {
	var rows []tenderRow
	if err := t.g.Where("archived_at IS NULL").Order("id").Find(&rows).Error; err != nil {
		return nil, t.fail("read the tenders", err)
	}
	var all []shop.Tender
	for _, r := range rows {
		names, err := namesOf(r.Names)
		if err != nil {
			return nil, t.fail("read the tenders", err)
		}
		all = append(all, shop.Tender{ID: shop.ID(r.UID), Code: r.Code, Names: names, OpensDrawer: r.OpensDrawer,
			GivesChange: r.GivesChange, Rounds: r.Rounds, NeedsRef: r.NeedsRef, NeedsPerson: r.NeedsPerson})
	}
	return all, nil
}

// AddTender implements books.Shop.
func (t shops) AddTender(one shop.Tender) error {
	return t.add("tender", &tenderRow{UID: string(one.ID), Code: one.Code, Names: namesText(one.Names),
		OpensDrawer: one.OpensDrawer, GivesChange: one.GivesChange, Rounds: one.Rounds, NeedsRef: one.NeedsRef,
		NeedsPerson: one.NeedsPerson, RowVersion: 1})
}

// SetTender implements books.Shop.
func (t shops) SetTender(one shop.Tender) error {
	return t.changeTender(one.ID, map[string]any{"names": namesText(one.Names), "opens_drawer": one.OpensDrawer,
		"gives_change": one.GivesChange, "rounds": one.Rounds, "needs_ref": one.NeedsRef, "needs_person": one.NeedsPerson})
}

// RetireTender implements books.Shop.
func (t shops) RetireTender(of shop.ID, at shop.Moment) error {
	return t.changeTender(of, map[string]any{"archived_at": at.At.UnixMilli()})
}

func (t shops) changeTender(of shop.ID, columns map[string]any) error {
	key, err := t.keyOf("tenders", "tender", of)
	if err != nil {
		return err
	}
	columns["row_version"] = gorm.Expr("row_version + 1")
	if err := t.g.Model(&tenderRow{}).Where("id = ?", key).Updates(columns).Error; err != nil {
		return t.fail("tender", err)
	}
	return t.grow()
}

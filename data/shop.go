package data

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// shops keeps the set-up: the business itself here, people and places in people.go, taxes and tenders in taxes.go.
type shops struct{ *tx }

// shopRow is the business as stored. Denominations are texts: nothing is looked up by them.
type shopRow struct {
	ID            int64 `gorm:"primaryKey"`
	UID           string
	Name          string
	Address       string
	TaxID         string
	Currency      string
	Symbol        string
	Exponent      int
	Notes         string
	Coins         string
	Country       string
	Lang          string
	Zone          string
	DayStart      int
	Rounding      string
	TaxRounding   string
	CashStep      int64
	CashDirection string
	CashForm      string
	Header        string
	Footer        string
	RowVersion    int64
}

func (shopRow) TableName() string { return "shops" }

func rowOfShop(s shop.Shop) shopRow {
	return shopRow{
		UID: string(s.ID), Name: s.Name, Address: s.Address, TaxID: s.TaxID,
		Currency: s.Currency.Code, Symbol: s.Currency.Symbol, Exponent: s.Currency.Exponent,
		Notes: asJSON(s.Currency.Notes), Coins: asJSON(s.Currency.Coins),
		Country: s.Country, Lang: string(s.Lang), Zone: s.Zone.String(), DayStart: s.DayStart,
		Rounding: roundingName(s.Rules.Rounding), TaxRounding: string(s.Rules.TaxRounding),
		CashStep: int64(s.Rules.Cash.Step), CashDirection: string(s.Rules.Cash.Direction), CashForm: string(s.Rules.Cash.Form),
		Header: s.Texts.Header, Footer: s.Texts.Footer, RowVersion: 1,
	}
}

func (r shopRow) shop() (shop.Shop, error) {
	zone, err := time.LoadLocation(r.Zone)
	if err != nil {
		return shop.Shop{}, fmt.Errorf("time zone of the shop: %w", err)
	}
	s := shop.Shop{
		ID: shop.ID(r.UID), Name: r.Name, Address: r.Address, TaxID: r.TaxID,
		Currency: money.Currency{Code: r.Currency, Symbol: r.Symbol, Exponent: r.Exponent},
		Country:  r.Country, Lang: shop.Lang(r.Lang), Zone: zone, DayStart: r.DayStart,
		Rules: rulesOf(r.Rounding, r.TaxRounding, r.CashStep, r.CashDirection, r.CashForm),
		Texts: shop.Texts{Header: r.Header, Footer: r.Footer},
	}
	if err := fromJSON(r.Notes, &s.Currency.Notes); err != nil {
		return shop.Shop{}, err
	}
	return s, fromJSON(r.Coins, &s.Currency.Coins)
}

// The names of money.Rounding in the tables.
const (
	halfUp   = "half_up"
	halfEven = "half_even"
	down     = "down"
)

func roundingName(r money.Rounding) string {
	switch r {
	case money.HalfEven:
		return halfEven
	case money.Down:
		return down
	default:
		return halfUp
	}
}

func rulesOf(rounding, tax string, step int64, direction, form string) shop.Rules {
	r := shop.Rules{
		TaxRounding: shop.TaxRounding(tax),
		Cash:        shop.CashRounding{Step: money.Amount(step), Direction: shop.CashDirection(direction), Form: shop.CashForm(form)},
	}
	switch rounding {
	case halfEven:
		r.Rounding = money.HalfEven
	case down:
		r.Rounding = money.Down
	}
	return r
}

// Get implements books.Shop.
func (t shops) Get() (shop.Shop, bool, error) {
	var rows []shopRow
	if err := t.g.Order("id").Limit(1).Find(&rows).Error; err != nil {
		return shop.Shop{}, false, t.fail("read the shop", err)
	}
	if len(rows) == 0 {
		return shop.Shop{}, false, nil
	}
	s, err := rows[0].shop()
	return s, err == nil, t.fail("read the shop", err)
}

// Put implements books.Shop: it stores the shop, or changes it when it is there already.
func (t shops) Put(s shop.Shop) error {
	if s.Zone == nil {
		s.Zone = time.UTC
	}
	row := rowOfShop(s)
	changed := t.g.Model(&shopRow{}).Where("uid = ?", row.UID).
		Select("*").Omit("id", "uid", "row_version").Updates(row)
	if changed.Error != nil {
		return t.fail("shop", changed.Error)
	}
	if changed.RowsAffected == 0 {
		if err := t.g.Create(&row).Error; err != nil {
			return t.fail("shop", err)
		}
		return t.grow()
	}
	err := t.g.Model(&shopRow{}).Where("uid = ?", row.UID).UpdateColumn("row_version", gorm.Expr("row_version + 1")).Error
	if err != nil {
		return t.fail("shop", err)
	}
	return t.grow()
}

// grow notes that the set-up is another one now.
func (t shops) grow() error {
	_, err := t.exec("count the change", "UPDATE shop_version SET version = version + 1")
	return err
}

// Version implements books.Shop.
func (t shops) Version() (int64, error) {
	var v int64
	_, err := t.one("read the version of the set-up", "SELECT version FROM shop_version", nil, &v)
	return v, err
}

// Setting implements books.Shop.
func (t shops) Setting(scope books.Scope, owner shop.ID, key string) (string, bool, error) {
	var value string
	found, err := t.one("read a setting", "SELECT content FROM settings WHERE scope = ? AND scope_uid = ? AND name = ?",
		[]any{string(scope), id(owner), key}, &value)
	return value, found, err
}

// Settings implements books.Shop.
func (t shops) Settings(scope books.Scope, owner shop.ID) (map[string]string, error) {
	all := map[string]string{}
	err := t.each("read settings", "SELECT name, content FROM settings WHERE scope = ? AND scope_uid = ?",
		[]any{string(scope), id(owner)}, func(scan scanner) error {
			var key, value string
			err := scan(&key, &value)
			all[key] = value
			return err
		})
	return all, err
}

// SetSetting implements books.Shop.
func (t shops) SetSetting(scope books.Scope, owner shop.ID, key, value string) error {
	_, err := t.exec("setting", `INSERT INTO settings (scope, scope_uid, name, content) VALUES (?, ?, ?, ?)
		ON CONFLICT (scope, scope_uid, name) DO UPDATE SET content = excluded.content`,
		string(scope), id(owner), key, value)
	if err != nil {
		return err
	}
	return t.grow()
}

// add stores one row of the set-up through GORM and counts the change.
func (t shops) add(what string, row any) error {
	if err := t.g.Create(row).Error; err != nil {
		return t.fail(what, err)
	}
	return t.grow()
}

// keyOf is the integer key behind an id.
func (t *tx) keyOf(table, what string, of shop.ID) (int64, error) {
	var key int64
	found, err := t.one("find "+what, "SELECT id FROM "+table+" WHERE uid = ?", []any{id(of)}, &key)
	if err == nil && !found {
		err = fault.New(fault.NotFound, fault.Args{"what": what})
	}
	return key, err
}

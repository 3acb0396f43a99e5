package data

import (
	"kassa/app/fault"
	"kassa/app/shop"
)

type entityRow struct {
	ID         int64 `gorm:"primaryKey"`
	UID        string
	Name       string
	TaxID      string
	RowVersion int64
}

func (entityRow) TableName() string { return "entities" }

type placeRow struct {
	ID         int64 `gorm:"primaryKey"`
	UID        string
	ShopID     int64
	Name       string
	RowVersion int64
}

func (placeRow) TableName() string { return "places" }

type tillRow struct {
	ID         int64 `gorm:"primaryKey"`
	UID        string
	PlaceID    int64
	Code       string
	Name       string
	Series     string
	KeyID      string
	RowVersion int64
}

func (tillRow) TableName() string { return "tills" }

type staffRow struct {
	ID         int64 `gorm:"primaryKey"`
	UID        string
	Code       string
	Name       string
	Role       string
	RowVersion int64
}

func (staffRow) TableName() string { return "staff" }

// Place implements books.Shop.
func (t shops) Place(of shop.ID) (shop.Place, bool, error) {
	var p shop.Place
	found, err := t.one("read a place", "SELECT uid, name FROM places WHERE uid = ?", []any{id(of)}, &p.ID, &p.Name)
	return p, found, err
}

// AddPlace implements books.Shop. The shop comes first.
func (t shops) AddPlace(p shop.Place) error {
	var owner int64
	found, err := t.one("find the shop", "SELECT id FROM shops ORDER BY id LIMIT 1", nil, &owner)
	if err != nil {
		return err
	}
	if !found {
		return fault.New(fault.ShopMissing, fault.Args{"path": t.where})
	}
	if err := t.add("place", &placeRow{UID: string(p.ID), ShopID: owner, Name: p.Name, RowVersion: 1}); err != nil {
		return err
	}
	_, err = t.exec("stock", `INSERT INTO stocks (product_id, place_id, qty, low, watched) SELECT p.id, l.id, 0, p.low, TRUE
		FROM products p CROSS JOIN places l WHERE l.uid = ? AND p.tracked AND p.archived_at IS NULL`, id(p.ID))
	return err
}

// AddEntity implements books.Shop.
func (t shops) AddEntity(e shop.Entity) error {
	return t.add("entity", &entityRow{UID: string(e.ID), Name: e.Name, TaxID: e.TaxID, RowVersion: 1})
}

// Tills implements books.Shop.
func (t shops) Tills() ([]shop.Till, error) {
	var all []shop.Till
	err := t.each("read the tills", `SELECT t.uid, p.uid, t.code, t.name, t.series, t.key_id
		FROM tills t JOIN places p ON p.id = t.place_id WHERE t.archived_at IS NULL ORDER BY t.id`, nil,
		func(scan scanner) error {
			var one shop.Till
			err := scan(&one.ID, &one.Place, &one.Code, &one.Name, &one.Series, &one.KeyID)
			all = append(all, one)
			return err
		})
	return all, err
}

// AddTill implements books.Shop. Its place comes first.
func (t shops) AddTill(one shop.Till) error {
	place, err := t.keyOf("places", "place", one.Place)
	if err != nil {
		return err
	}
	return t.add("till", &tillRow{UID: string(one.ID), PlaceID: place, Code: one.Code, Name: one.Name,
		Series: one.Series, KeyID: one.KeyID, RowVersion: 1})
}

// SetTillKey implements books.Shop.
func (t shops) SetTillKey(till shop.ID, keyID string) error { return t.setTill("key_id", till, keyID) }

// SetTillSeries implements books.Shop.
func (t shops) SetTillSeries(till shop.ID, series string) error {
	return t.setTill("series", till, series)
}

func (t shops) setTill(column string, till shop.ID, value string) error {
	n, err := t.exec("till", "UPDATE tills SET "+column+" = ?, row_version = row_version + 1 WHERE uid = ?", value, id(till))
	if err := must(n, err, "till"); err != nil {
		return err
	}
	return t.grow()
}

// Staff implements books.Shop.
func (t shops) Staff() ([]shop.Staff, error) {
	var all []shop.Staff
	err := t.each("read the staff", "SELECT uid, code, name, role FROM staff WHERE archived_at IS NULL ORDER BY id", nil,
		func(scan scanner) error {
			var one shop.Staff
			err := scan(&one.ID, &one.Code, &one.Name, &one.Role)
			all = append(all, one)
			return err
		})
	return all, err
}

// AddStaff implements books.Shop.
func (t shops) AddStaff(one shop.Staff) error {
	return t.add("staff", &staffRow{UID: string(one.ID), Code: one.Code, Name: one.Name, Role: one.Role, RowVersion: 1})
}

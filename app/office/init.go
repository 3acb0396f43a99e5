package office

import (
	"cmp"
	"context"
	"strings"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
)

// Founding is what a new shop is founded with: empty books, the world's clock and chance, and the key of its first till.
type Founding struct {
	Store   books.Store
	Now     func() time.Time
	NewID   func() shop.ID
	Seed    []byte
	Version string
	Path    string // the folder of the books, for messages
}

// InitSpec says what the new shop is. Empty fields are those of the country.
type InitSpec struct {
	Name     string
	Address  string
	TaxID    string
	Country  string // ISO 3166-1, two letters
	Currency string // ISO 4217
	Lang     string // "en", "ru"
	Zone     string // IANA
	TillCode string // "T1" when empty
	// Taxes changes what the country has, usually by [Country.Override] with a file of the owner. It may be nil.
	Taxes func(Country) (Country, error)

	mark string // of a demo shop; see Demo
}

// Founded is a new shop with its first till and person.
type Founded struct {
	Shop   shop.Shop
	Till   shop.Till
	Person shop.Staff
	Groups []shop.TaxGroup
}

// Init founds a shop in empty books, as record 1 of its till's journal. Faults: ShopExists, EmptyName, BadOption
// (currency, country, lang, zone, taxes, address, tax id, code of the till), storage.
func Init(ctx context.Context, f Founding, spec InitSpec) (Founded, error) {
	signer, err := journal.NewSigner(f.Seed)
	if err != nil {
		return Founded{}, err
	}
	made, err := compose(f, spec, signer.KeyID())
	if err != nil {
		return Founded{}, err
	}
	id := f.NewID()
	err = f.Store.Update(ctx, func(tx books.Tx) error {
		if _, found, err := tx.Shop().Get(); err != nil || found {
			if err == nil {
				err = fault.New(fault.ShopExists, fault.Args{"path": f.Path})
			}
			return err
		}
		if err := put(tx, f, made); err != nil {
			return err
		}
		if err := putReasons(tx, made.Shop); err != nil {
			return err
		}
		if spec.mark != "" {
			if err := tx.Shop().SetSetting(books.ForShop, made.Shop.ID, DemoSetting, spec.mark); err != nil {
				return err
			}
		}
		set, err := begun(tx, made)
		if err != nil {
			return err
		}
		rec, err := journal.Next(shop.Record{}, false, signer, journal.Entry{Till: made.Till.ID, Act: id, At: made.Shop.Moment(f.Now()),
			Staff: made.Person, Body: journal.OfShopInit(made.Shop, made.Till, signer.Public(), f.Version, set...)})
		if err != nil {
			return err
		}
		return tx.Journal().Add(rec)
	})
	return made, err
}

// compose makes the shop of what was said and what the country has.
func compose(f Founding, spec InitSpec, keyID string) (Founded, error) {
	var made Founded
	name, err := nameOf(spec.Name)
	if err != nil {
		return made, err
	}
	if err := spec.plain(); err != nil {
		return made, err
	}
	country, err := preset(spec.Country)
	if err == nil && spec.Taxes != nil {
		country, err = spec.Taxes(country)
	}
	if err != nil {
		return made, err
	}
	if len(spec.Country) != 2 {
		return made, bad("--country", spec.Country)
	}
	currency, known := money.CurrencyOf(strings.ToUpper(cmp.Or(spec.Currency, country.Currency)))
	if !known {
		return made, bad("--currency", cmp.Or(spec.Currency, country.Currency), "CHF", "EUR", "GBP", "RUB", "USD …")
	}
	zone, err := time.LoadLocation(cmp.Or(spec.Zone, country.Zone))
	if err != nil {
		return made, bad("--zone", spec.Zone)
	}
	lang := cmp.Or(spec.Lang, country.Lang)
	said, err := text.For(lang)
	if err != nil {
		return made, bad("--lang", lang, "en", "ru")
	}
	rules, err := country.rules()
	if err != nil {
		return made, err
	}
	if made.Groups, err = country.groups(f.NewID); err != nil {
		return made, err
	}
	code := cmp.Or(strings.TrimSpace(spec.TillCode), "T1")
	made.Shop = shop.Shop{ID: f.NewID(), Name: name, Address: strings.TrimSpace(spec.Address), TaxID: strings.TrimSpace(spec.TaxID), Currency: currency,
		Country: strings.ToUpper(spec.Country), Lang: shop.Lang(lang), Zone: zone, Rules: rules}
	made.Till = shop.Till{ID: f.NewID(), Place: f.NewID(), Code: code, Name: said.T("found.till", text.Args{"no": "1"}), Series: code, KeyID: keyID}
	made.Person = shop.Staff{ID: f.NewID(), Code: "O1", Role: rights.Owner, Name: said.T("found.owner", text.Args{"no": "1"})}
	return made, nil
}

// nameOf is the name of a shop as it is kept. Fault: EmptyName.
func nameOf(said string) (string, error) {
	name := strings.TrimSpace(said)
	if name == "" || !line(name) {
		return "", fault.New(fault.EmptyName, nil)
	}
	return name, nil
}

// plain refuses texts that [Office.Set] would refuse too.
func (s InitSpec) plain() error {
	switch {
	case !prose(strings.TrimSpace(s.Address)):
		return bad("--address", s.Address)
	case !line(strings.TrimSpace(s.TaxID)):
		return bad("--tax-id", s.TaxID)
	case !line(strings.TrimSpace(s.TillCode)), strings.EqualFold(strings.TrimSpace(s.TillCode), shop.TrainingSeries):
		return bad("--till-code", s.TillCode)
	}
	return nil
}

// put stores the set-up of a new shop.
func put(tx books.Tx, f Founding, made Founded) error {
	if err := putShop(tx, f, made, shop.Place{ID: made.Till.Place, Name: made.Shop.Name}); err != nil {
		return err
	}
	for _, t := range tenders(f.NewID) {
		if err := tx.Shop().AddTender(t); err != nil {
			return err
		}
	}
	return nil
}

// putShop stores the shop with its place, its till, its first person and its taxes, in the order in which one thing needs the
// other.
func putShop(tx books.Tx, f Founding, made Founded, place shop.Place) error {
	if err := tx.Shop().Put(made.Shop); err != nil {
		return err
	}
	if err := tx.Shop().AddEntity(shop.Entity{ID: f.NewID(), Name: made.Shop.Name, TaxID: made.Shop.TaxID}); err != nil {
		return err
	}
	if err := tx.Shop().AddPlace(place); err != nil {
		return err
	}
	if err := tx.Shop().AddTill(made.Till); err != nil {
		return err
	}
	if err := tx.Shop().AddStaff(made.Person); err != nil {
		return err
	}
	for _, g := range made.Groups {
		if err := tx.Shop().AddTaxGroup(g); err != nil {
			return err
		}
	}
	return nil
}

// tenders are the ways to pay that every shop begins with.
func tenders(newID func() shop.ID) []shop.Tender {
	return []shop.Tender{
		{ID: newID(), Code: "cash", Names: shop.Names{shop.English: "Cash", shop.Russian: "Наличные"}, OpensDrawer: true, GivesChange: true, Rounds: true},
		{ID: newID(), Code: "card", Names: shop.Names{shop.English: "Card", shop.Russian: "Карта"}},
	}
}

// putReasons stores the reasons from which people choose until the owner writes others.
func putReasons(tx books.Tx, s shop.Shop) error {
	said, err := text.For(string(s.Lang))
	if err != nil {
		return err
	}
	for _, r := range foundReasons {
		if err := tx.Shop().SetSetting(books.ForShop, s.ID, shop.ReasonSetting+r.act, strings.ReplaceAll(said.T("found.reasons."+r.act), "; ", "\n")); err != nil {
			return err
		}
		if r.required {
			if err := tx.Shop().SetSetting(books.ForShop, s.ID, shop.ReasonSetting+r.act+".required", "yes"); err != nil {
				return err
			}
		}
	}
	return nil
}

package inventory

import (
	"context"
	"slices"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// colours is how many colours the palette of the tiles has.
const colours = 8

// AddCategory adds a category with the next colour, behind the others. ID is that of the act and of the category. Faults:
// NoRight, EmptyName, AlreadyExists.
func (v *Inventory) AddCategory(ctx context.Context, id shop.ID, names shop.Names) (shop.Category, error) {
	if id == "" {
		id = v.frame.NewID()
	}
	c := shop.Category{ID: id}
	out, err := v.frame.Do(ctx, act.Spec{ID: id, Right: rights.ChangeGoods}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		all, err := tx.Products().Categories()
		if err != nil {
			return nil, err
		}
		if c.Names, err = freeNames(all, id, names); err != nil {
			return nil, err
		}
		for _, other := range all {
			c.Order = max(c.Order, other.Order)
		}
		c.Order++
		c.Color = len(all) % colours
		return journal.OfCategoryAdd(c), tx.Products().AddCategory(c)
	})
	if err != nil {
		return shop.Category{}, err
	}
	if out.Repeated {
		return v.category(ctx, id)
	}
	v.tell()
	return c, nil
}

func (v *Inventory) category(ctx context.Context, id shop.ID) (shop.Category, error) {
	all, err := v.Categories(ctx)
	for _, c := range all {
		if c.ID == id {
			return c, nil
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, fault.Args{"what": "category"})
	}
	return shop.Category{}, err
}

// RenameCategory gives a category other names; id is that of the act. Faults: NoRight, NotFound, EmptyName, AlreadyExists.
func (v *Inventory) RenameCategory(ctx context.Context, id shop.ID, category shop.ID, names shop.Names) error {
	if id == "" {
		id = v.frame.NewID()
	}
	_, err := v.frame.Do(ctx, act.Spec{ID: id, Right: rights.ChangeGoods}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		all, err := tx.Products().Categories()
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(all, func(c shop.Category) bool { return c.ID == category })
		if at < 0 {
			return nil, fault.New(fault.NotFound, fault.Args{"what": "category"})
		}
		old, c := all[at], all[at]
		if c.Names, err = freeNames(all, category, names); err != nil {
			return nil, err
		}
		changes := differences(shop.Product{Names: old.Names}, shop.Product{Names: c.Names})
		if len(changes) == 0 {
			return nil, errNothing
		}
		_, err = tx.Products().RenameCategory(c)
		return journal.OfCategoryChange(c, changes), err
	})
	if err == errNothing {
		return nil
	}
	if err == nil {
		v.tell()
	}
	return err
}

// freeNames cleans the names of a category and refuses one that another category has: an import finds categories by name.
func freeNames(all []shop.Category, id shop.ID, names shop.Names) (shop.Names, error) {
	clean := shop.Names{}
	for lang, name := range names {
		if name = CleanName(name); name != "" {
			clean[lang] = name
		}
	}
	if len(clean) == 0 {
		return nil, fault.New(fault.EmptyName, nil)
	}
	for _, c := range all {
		for _, taken := range c.Names {
			for _, name := range clean {
				if c.ID != id && strings.EqualFold(name, taken) {
					return nil, fault.New(fault.AlreadyExists, fault.Args{"what": "category", "value": name})
				}
			}
		}
	}
	return clean, nil
}

package app

import (
	"context"

	"kassa/app/office"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
)

// DemoPerson is one who works in a demo shop, with the PIN, which is no secret there.
type DemoPerson struct{ Code, Role, PIN string }

// demoCrew are the people of a demo shop, the owner first: the first PIN of a shop is an owner's.
func demoCrew() []DemoPerson {
	return []DemoPerson{{"O1", rights.Owner, "271828"}, {"C1", rights.Cashier, "1592"}, {"C2", rights.Cashier, "3846"}, {"S1", rights.Senior, "2653"},
		{"M1", rights.Manager, "314159"}}
}

// HireDemo lets the people of the demo shop begin, in the words of a language. Who is there already is left as is.
func (a *App) HireDemo(ctx context.Context, in *text.Text) ([]DemoPerson, error) {
	for _, d := range demoCrew() {
		p, err := a.Staff.ByCode(ctx, d.Code)
		if err == nil && d.Role != rights.Owner {
			continue
		}
		if err != nil {
			name := in.T("found."+d.Role, text.Args{"no": d.Code[1:]})
			if p, err = a.Staff.Add(a.As(ctx), shop.Staff{Code: d.Code, Role: d.Role, Name: name}); err != nil {
				return nil, err
			}
		}
		if err := a.Staff.SetPIN(a.As(ctx), p.ID, d.PIN); err != nil {
			return nil, err
		}
	}
	return demoCrew(), nil
}

// DemoCrew are the people of this shop with their PINs, when it is a demo shop; of any other nobody.
func (a *App) DemoCrew(ctx context.Context) ([]DemoPerson, error) {
	set, err := a.SetUp(ctx)
	if err != nil || set.Settings[office.DemoSetting] == "" {
		return nil, err
	}
	return demoCrew(), nil
}

package rights

import "testing"

func TestRolesMayDoWhatTheTableSays(t *testing.T) {
	table := Default()
	for _, c := range []struct {
		role string
		ask  Ask
		want bool
	}{
		{Cashier, Ask{Act: Sell}, true}, {Cashier, Ask{Act: ChangePrice}, false}, {Cashier, Ask{Act: ChangeGoods}, false}, {Cashier, Ask{Act: SetUp}, false},
		{Cashier, Ask{Act: Discount, Rate: 100_000}, true}, {Cashier, Ask{Act: Discount, Rate: 100_001}, false},
		{Senior, Ask{Act: Discount, Rate: 200_000}, true}, {Senior, Ask{Act: ChangePrice}, true}, {Senior, Ask{Act: SeeReports}, false},
		{Manager, Ask{Act: Discount, Rate: 500_001}, false}, {Manager, Ask{Act: ChangeGoods}, true}, {Manager, Ask{Act: SetUp}, false},
		{Owner, Ask{Act: Discount, Rate: 1_000_000}, true}, {Owner, Ask{Act: SetUp}, true},
		{"", Ask{Act: Sell}, false}, {"stranger", Ask{Act: Sell}, false}, {"", Ask{Act: System}, true},
	} {
		if got := table.Allows(c.role, c.ask); got != c.want {
			t.Errorf("Allows(%q, %+v) = %v, want %v", c.role, c.ask, got, c.want)
		}
	}
}

func TestAnActTheTableDoesNotNameIsTheOwnersAlone(t *testing.T) {
	if table := Default(); table.Allows(Manager, Ask{Act: "unheard of"}) || !table.Allows(Owner, Ask{Act: "unheard of"}) {
		t.Error("an unnamed act must be refused to everybody but the owner")
	}
}

func TestAShopSetsItsOwnLimits(t *testing.T) {
	table := FromSettings(map[string]string{"rights.discount.cashier": "5%", "rights.cash_out.senior": "5000", "rights.no_sale.cashier": "yes",
		"rights.reprint.cashier": "no", "rights.sell.owner": "no", "rights.discount.senior": "lots", "rights.unheard.cashier": "yes", "receipt.header": "no"})
	for _, c := range []struct {
		role string
		ask  Ask
		want bool
	}{
		{Cashier, Ask{Act: Discount, Rate: 50_000}, true}, {Cashier, Ask{Act: Discount, Rate: 60_000}, false},
		{Senior, Ask{Act: CashOut, Amount: 5000}, true}, {Senior, Ask{Act: CashOut, Amount: 5001}, false},
		{Cashier, Ask{Act: NoSale}, true}, {Cashier, Ask{Act: Reprint}, false}, {Owner, Ask{Act: Sell}, true},
		{Senior, Ask{Act: Discount, Rate: 200_000}, true}, {Cashier, Ask{Act: "unheard"}, false},
	} {
		if got := table.Allows(c.role, c.ask); got != c.want {
			t.Errorf("Allows(%q, %+v) = %v, want %v", c.role, c.ask, got, c.want)
		}
	}
	if Default().Allows(Cashier, Ask{Act: NoSale}) {
		t.Error("setting one shop's table changed the default")
	}
}

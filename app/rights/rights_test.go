package rights

import "testing"

func TestRolesMayDoWhatTheTableSays(t *testing.T) {
	for _, c := range []struct {
		role string
		act  Act
		want bool
	}{
		{Cashier, Sell, true}, {Cashier, ChangePrice, false}, {Cashier, ChangeGoods, false}, {Cashier, SetUp, false},
		{Senior, ChangePrice, true}, {Senior, SeeReports, false},
		{Manager, ChangeGoods, true}, {Manager, SetUp, false},
		{Owner, SetUp, true}, {"", Sell, false}, {"stranger", Sell, false}, {"", System, true},
	} {
		if got := Allowed(c.role, c.act); got != c.want {
			t.Errorf("Allowed(%q, %q) = %v, want %v", c.role, c.act, got, c.want)
		}
	}
}

func TestAnActTheTableDoesNotNameIsTheOwnersAlone(t *testing.T) {
	if Allowed(Manager, "unheard of") || !Allowed(Owner, "unheard of") {
		t.Error("an unnamed act must be refused to everybody but the owner")
	}
}

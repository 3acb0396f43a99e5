package staff_test

import (
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/report"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/staff"
)

func TestPeopleGetTheNextCodeOfTheirRole(t *testing.T) {
	c := open(t)
	for _, want := range []struct{ role, code string }{{rights.Cashier, "C2"}, {rights.Cashier, "C3"}, {rights.Senior, "S1"}, {rights.Manager, "M1"}, {rights.Owner, "O1"}} {
		p, err := c.Add(c.as(rights.Owner), shop.Staff{Name: " Somebody ", Role: want.role})
		if wants(t, want.code, err, ""); p.Code != want.code || p.Name != "Somebody" {
			t.Errorf("%s is called %s %q, want %s", want.role, p.Code, p.Name, want.code)
		}
	}
	for what, bad := range map[string]struct {
		p    shop.Staff
		want fault.Code
	}{
		"no name":    {shop.Staff{Role: rights.Cashier, Name: " "}, fault.EmptyName},
		"a line":     {shop.Staff{Role: rights.Cashier, Name: "a\nb"}, fault.BadOption},
		"no role":    {shop.Staff{Role: "king", Name: "a"}, fault.BadOption},
		"a bad code": {shop.Staff{Role: rights.Cashier, Name: "a", Code: "Ж1"}, fault.BadStaffCode},
		"taken":      {shop.Staff{Role: rights.Cashier, Name: "a", Code: "m1"}, fault.AlreadyExists},
	} {
		wants(t, what, second(c.Add(c.as(rights.Owner), bad.p)), bad.want)
	}
	for _, f := range c.verified() {
		t.Error(f)
	}
}

func TestWhoManagesOthersIsManagedUnderARightOfItsOwn(t *testing.T) {
	c := open(t)
	c.hire()
	manager, owner := c.as(rights.Manager), c.as(rights.Owner)
	cashier := c.people[rights.Cashier]
	promoted := cashier
	promoted.Role = rights.Manager
	for what, do := range map[string]func() error{
		"adds a manager":         func() error { return second(c.Add(manager, shop.Staff{Name: "x", Role: rights.Manager})) },
		"makes a manager":        func() error { return c.Change(manager, promoted) },
		"archives a manager":     func() error { return c.Archive(manager, c.people[rights.Manager].ID) },
		"sets the owner's PIN":   func() error { return c.SetPIN(manager, c.people[rights.Owner].ID, "583920") },
		"sets the owner's badge": func() error { return c.SetBadge(manager, c.people[rights.Owner].ID, "BADGE-000099") },
	} {
		wants(t, "a manager "+what, do(), fault.NoRight)
	}
	wants(t, "a manager sets a cashier's PIN", c.SetPIN(manager, cashier.ID, "4826"), "")
	wants(t, "allowed by the owner", c.Change(act.Allow(manager, c.people[rights.Owner]), promoted), "")
	if c.face(rights.Cashier).HasPIN {
		t.Error("a cashier who became a manager kept the PIN")
	}
	wants(t, "four digits for the new manager", c.SetPIN(owner, cashier.ID, "4826"), fault.WeakPIN)
	wants(t, "without a PIN", second(c.Recognise(c.nobody(), cashier.ID, "4826")), fault.NoPIN)
	wants(t, "six digits", c.SetPIN(owner, cashier.ID, "482605"), "")
	for _, f := range c.verified() {
		t.Error(f)
	}
}

func TestAnOwnerWhoCanSignInAlwaysStays(t *testing.T) {
	c := open(t)
	owner, second := c.people[rights.Owner], shop.Staff{Name: "Owner 2", Role: rights.Owner}
	demoted := owner
	demoted.Role = rights.Manager
	wants(t, "the only owner leaves", c.Archive(c.as(rights.Owner), owner.ID), fault.LastOwner)
	wants(t, "the only owner becomes a manager", c.Change(c.as(rights.Owner), demoted), fault.LastOwner)
	c.hire()
	second, err := c.Add(c.as(rights.Owner), second)
	wants(t, "a second owner", err, "")
	wants(t, "the only owner with a PIN leaves", c.Archive(c.as(rights.Owner), owner.ID), fault.LastOwner)
	wants(t, "the other gets a PIN", c.SetPIN(c.as(rights.Owner), second.ID, "517284"), "")
	wants(t, "the first becomes a manager", c.Change(c.as(rights.Owner), demoted), "")
	wants(t, "and acts as one at once", c.Archive(c.as(rights.Owner), second.ID), fault.NoRight)
}

func TestTheFirstPINOfAShopIsAnOwners(t *testing.T) {
	c := open(t)
	p, err := c.Add(c.as(rights.Owner), shop.Staff{Name: "Cashier 2", Role: rights.Cashier})
	wants(t, "added", err, "")
	wants(t, "a cashier first", c.SetPIN(c.as(rights.Owner), p.ID, "4826"), fault.OwnerFirst)
	if yes, err := c.Guarded(t.Context()); yes || err != nil {
		t.Errorf("guarded before the first PIN: %v, %v", yes, err)
	}
	wants(t, "the owner", c.SetPIN(c.as(rights.Owner), c.people[rights.Owner].ID, "860275"), "")
	wants(t, "then the cashier", c.SetPIN(c.as(rights.Owner), p.ID, "4826"), "")
	if yes, err := c.Guarded(t.Context()); !yes || err != nil {
		t.Errorf("guarded after it: %v, %v", yes, err)
	}
}

func TestOnesOwnPINIsChangedForTheOldOne(t *testing.T) {
	c := open(t)
	c.hire()
	cashier := c.as(rights.Cashier)
	wants(t, "with a wrong one", c.ChangePIN(cashier, "5050", "4826"), fault.WrongPIN)
	wants(t, "to a weak one", c.ChangePIN(cashier, "7391", "1111"), fault.WeakPIN)
	wants(t, "in order", c.ChangePIN(cashier, "7391", "4826"), "")
	wants(t, "the old one", second(c.Recognise(c.nobody(), c.people[rights.Cashier].ID, "7391")), fault.WrongPIN)
	wants(t, "the new one", second(c.Recognise(c.nobody(), c.people[rights.Cashier].ID, "4826")), "")
	wants(t, "nobody's", c.ChangePIN(c.nobody(), "7391", "4826"), fault.UnknownStaff)
}

func TestWhoLeavesIsRecognisedNoMore(t *testing.T) {
	c := open(t)
	c.hire()
	gone := c.people[rights.Cashier]
	wants(t, "a badge", c.SetBadge(c.as(rights.Owner), gone.ID, "BADGE-0000042"), "")
	wants(t, "leaves", c.Archive(c.as(rights.Manager), gone.ID), "")
	wants(t, "by PIN", second(c.Recognise(c.nobody(), gone.ID, "7391")), fault.WrongPIN)
	wants(t, "by badge", second(c.RecogniseBadge(c.nobody(), "BADGE-0000042")), fault.UnknownStaff)
	wants(t, "acts", second(c.Mark(act.As(t.Context(), gone), shop.TimeIn)), fault.NoRight)
	for _, f := range c.verified() {
		t.Error(f)
	}
}

func TestThoseWhoMayAllowAreNamed(t *testing.T) {
	c := open(t)
	c.hire()
	wants(t, "another cashier", second(c.Add(c.as(rights.Owner), shop.Staff{Name: "x", Role: rights.Manager})), "") // has no PIN yet
	for _, one := range []struct {
		ask  rights.Ask
		want []string
	}{
		{rights.Ask{Act: rights.Discount, Rate: money.Rate(150_000)}, []string{rights.Owner, rights.Senior, rights.Manager}},
		{rights.Ask{Act: rights.Discount, Rate: money.Rate(300_000)}, []string{rights.Owner, rights.Manager}},
		{rights.Ask{Act: rights.SetUp}, []string{rights.Owner}},
	} {
		refused := c.frame.May(c.as(rights.Cashier), one.ask)
		all, err := c.Approvers(c.as(rights.Cashier), refused)
		wants(t, "asking", err, "")
		var got []string
		for _, f := range all {
			got = append(got, f.Role)
		}
		if len(got) != len(one.want) {
			t.Errorf("%v may be allowed by %v, want %v", one.ask, got, one.want)
			continue
		}
		for i := range got {
			if got[i] != one.want[i] {
				t.Errorf("%v may be allowed by %v, want %v", one.ask, got, one.want)
			}
		}
	}
	if all, err := c.Approvers(c.as(rights.Cashier), fault.New(fault.NotEnough, nil)); len(all) > 0 || err != nil {
		t.Errorf("a fault that is no matter of rights: %v, %v", all, err)
	}
}

func TestTheTimeClockKnowsWhoIsThere(t *testing.T) {
	c := open(t)
	c.hire()
	cashier := c.as(rights.Cashier)
	step := func(kind shop.TimeKind, after time.Duration, want fault.Code) {
		t.Helper()
		c.clock = c.clock.Add(after)
		wants(t, string(kind), second(c.Mark(cashier, kind)), want)
	}
	step(shop.TimeOut, 0, fault.ClockState)
	step(shop.TimeIn, 0, "")
	step(shop.TimeIn, time.Minute, fault.ClockState)
	step(shop.TimeBreakEnd, 0, fault.ClockState)
	step(shop.TimeBreakStart, 3*time.Hour, "")
	if k := c.face(rights.Cashier).Clock; !k.In || !k.Break {
		t.Errorf("on the break the clock says %+v", k)
	}
	step(shop.TimeBreakStart, 0, fault.ClockState)
	step(shop.TimeBreakEnd, 30*time.Minute, "")
	step(shop.TimeOut, 4*time.Hour, "")
	day := c.frame.Now().UTC()
	list, err := c.Worked(cashier, 20261123, 20261123, c.people[rights.Cashier].ID)
	wants(t, "own hours", err, "")
	if len(list) != 1 || list[0].Worked(day) != 7*time.Hour+time.Minute || list[0].Pause(day) != 30*time.Minute {
		t.Errorf("worked %+v", list)
	}
	wants(t, "everybody's hours", second(c.Worked(cashier, 20261123, 20261123, "")), fault.NoRight)
	wants(t, "by a manager", second(c.Worked(c.as(rights.Manager), 20261123, 20261123, "")), "")
	if k := c.face(rights.Cashier).Clock; k.In {
		t.Errorf("after work the clock says %+v", k)
	}
	for _, f := range c.verified() {
		t.Error(f)
	}
}

func TestTimeIsCorrectedByANewEntryThatNamesTheOldOne(t *testing.T) {
	c := open(t)
	c.hire()
	in, err := c.Mark(c.as(rights.Cashier), shop.TimeIn)
	wants(t, "in", err, "")
	start := c.clock
	c.clock = c.clock.Add(10 * time.Hour)
	manager := c.as(rights.Manager)
	who := c.people[rights.Cashier].ID
	missing := staff.Correction{Staff: who, Kind: shop.TimeOut, At: start.Add(8 * time.Hour), Reason: "forgot to clock out"}
	wants(t, "by oneself", second(c.CorrectTime(c.as(rights.Cashier), missing)), fault.NoRight)
	unsaid, later, moved, void := missing, missing, missing, missing
	unsaid.Reason, later.At = " ", c.clock.Add(time.Minute)
	wants(t, "without a reason", second(c.CorrectTime(manager, unsaid)), fault.ReasonMissing)
	wants(t, "still to come", second(c.CorrectTime(manager, later)), fault.BadTime)
	out, err := c.CorrectTime(manager, missing)
	wants(t, "what was missing", err, "")
	moved.Entry, moved.At, moved.Kind = in.ID, start.Add(-time.Hour), ""
	earlier, err := c.CorrectTime(manager, moved)
	wants(t, "moved", err, "")
	if earlier.Corrects != in.ID || earlier.Kind != shop.TimeIn || earlier.Staff != who || earlier.By != c.people[rights.Manager].ID {
		t.Errorf("the correction is %+v", earlier)
	}
	wants(t, "moved twice", second(c.CorrectTime(manager, moved)), fault.NotFound)
	worked := func() (sum time.Duration, n int) {
		list, err := c.Worked(manager, 20261123, 20261123, who)
		wants(t, "hours", err, "")
		for _, s := range list {
			sum += s.Worked(c.clock)
		}
		return sum, len(list)
	}
	if got, _ := worked(); got != 9*time.Hour {
		t.Errorf("worked %v, want 9 h", got)
	}
	void.Entry, void.Void = out.ID, true
	wants(t, "taken back", second(c.CorrectTime(manager, void)), "")
	if got, n := worked(); got != 11*time.Hour || n != 1 {
		t.Errorf("without the end it runs: %v in %d stretches, want 11 h in one", got, n)
	}
	c.clock = c.clock.Add(report.Forgotten)
	if got, n := worked(); got != 0 || n != 1 {
		t.Errorf("forgotten: %v in %d stretches, want nothing in one", got, n)
	}
	for _, f := range c.verified() {
		t.Error(f)
	}
}

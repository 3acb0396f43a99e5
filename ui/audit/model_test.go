//go:build cgo

package audit

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"kassa/app/audit"
	"kassa/app/journal"
)

func TestThePageOpensWithToday(t *testing.T) {
	d, m := counter(t, "en")
	if s := m.State(); !s.Ready || len(s.Entries) != 9 || s.Row != -1 {
		t.Errorf("%+v", s)
	}
	if q := d.asked[len(d.asked)-1]; q.From != 20261124 || q.To != 20261124 || q.Limit != pageRows {
		t.Errorf("asked %+v", q)
	}
}

func TestWhatIsChosenIsAskedFor(t *testing.T) {
	d, m := counter(t, "en")
	last := func() audit.Query { d.settle(); return d.asked[len(d.asked)-1] }
	m.ChooseDays(Yesterday)
	if q := last(); q.From != 20261123 || q.To != 20261123 {
		t.Errorf("yesterday: %+v", q)
	}
	m.ChooseDays(Week)
	if q := last(); q.From != 20261118 || q.To != 20261124 {
		t.Errorf("a week: %+v", q)
	}
	m.ChooseDay(20260301)
	if q := last(); q.From != 20260301 || q.To != 20260301 {
		t.Errorf("a day: %+v", q)
	}
	m.ChooseDays(AllDays)
	m.ChoosePerson(2)
	m.ChooseGroup(2)
	q := last()
	if q.From != 0 || q.To != 0 || q.Staff != "c1" || !slices.Contains(q.Kinds, journal.LineRemoved) || slices.Contains(q.Kinds, journal.Sale) {
		t.Errorf("a person and a group: %+v", q)
	}
	m.ChoosePerson(0)
	m.ChooseGroup(0)
	if q := last(); q.Staff != "" || q.Kinds != nil {
		t.Errorf("everybody and everything: %+v", q)
	}
	m.ChooseTill(0)
	if q := last(); q.Till != "t1" {
		t.Errorf("a till: %+v", q)
	}
}

func TestOlderRecordsComeWhenTheEndIsNear(t *testing.T) {
	d, m := counter(t, "en")
	d.pages[0].More = true
	m.Open()
	d.settle()
	m.More()
	m.More() // while the first is under way, nothing more is asked
	if len(d.waiting) != 1 {
		t.Fatalf("%d questions", len(d.waiting))
	}
	d.pages[0].More = false
	d.settle()
	if s := m.State(); len(s.Entries) != 18 || d.asked[len(d.asked)-1].Before != 2 {
		t.Errorf("%d entries, asked %+v", len(s.Entries), d.asked[len(d.asked)-1])
	}
	m.More()
	if len(d.waiting) != 0 {
		t.Error("there is nothing more to ask for")
	}
}

func TestTheNewestQuestionWins(t *testing.T) {
	d, m := counter(t, "en")
	m.ChooseDays(AllDays)
	m.ChooseDays(Yesterday)
	all := d.pages[0]
	none := audit.Page{Today: all.Today, Till: all.Till, Tills: all.Tills, People: all.People}
	d.pages = []audit.Page{all, none}
	d.settle()
	if s := m.State(); len(s.Entries) != 0 || s.Loading {
		t.Errorf("%d entries of a question that nobody asks any more", len(s.Entries))
	}
}

func TestARecordLeadsToItsReceipt(t *testing.T) {
	d, m := counter(t, "en")
	m.Show(0)
	m.ShowReceipt()
	m.Show(6)
	m.ShowReceipt()
	if len(d.shown) != 1 || d.shown[0] != "s1" {
		t.Errorf("shown %v", d.shown)
	}
}

func TestWhatIsChosenIsExported(t *testing.T) {
	d, m := counter(t, "en")
	m.ChooseGroup(1)
	m.Export("xlsx")
	if !m.State().Exporting {
		t.Error("nobody sees that it works")
	}
	d.settle()
	if len(d.exported) != 1 || d.exported[0].Format != "xlsx" || !slices.Contains(d.exported[0].Kinds, journal.Sale) || m.State().Exporting {
		t.Errorf("%+v", d.exported)
	}
	if len(d.said) != 1 || !strings.Contains(d.said[0], "2 records written to journal.csv") {
		t.Errorf("%q", d.said)
	}
}

func TestACheckTellsHowFarItIsAndWhatItFound(t *testing.T) {
	d, m := counter(t, "en")
	d.checked = broken()
	var seen []int64
	d.during = func(_ context.Context, progress func(int64)) {
		for n := int64(1000); n <= 11_000; n += 1000 {
			progress(n)
		}
	}
	m.OnDraw(func(s State) { seen = append(seen, s.Verify.Count) })
	m.Verify()
	if !m.State().Verify.Working {
		t.Error("nobody sees that it works")
	}
	m.Verify() // it runs already
	if len(d.waiting) != 1 {
		t.Errorf("%d checks", len(d.waiting))
	}
	d.settle()
	s := m.State()
	if s.Verify.Working || !s.Verify.Over || s.Found.OK() || s.Found.First.Seq != 9377 {
		t.Errorf("%+v %+v", s.Verify, s.Found)
	}
	if !slices.Contains(seen, 5000) || !slices.Contains(seen, 10_000) {
		t.Errorf("told %v", seen)
	}
}

func TestACheckCanBeStopped(t *testing.T) {
	d, m := counter(t, "en")
	d.during = func(ctx context.Context, _ func(int64)) {
		m.Stop()
		<-ctx.Done()
	}
	m.Reconcile()
	d.settle()
	if r := m.State().Fit; r.Working || r.Over || !r.Stopped || r.Err != nil {
		t.Errorf("%+v", r)
	}
	d.during = nil
	m.Reconcile()
	d.settle()
	if r := m.State().Fit; !r.Over {
		t.Errorf("afterwards: %+v", r)
	}
}

func TestBooksThatCannotBeReadAreNoResult(t *testing.T) {
	d, m := counter(t, "en")
	d.err = errors.New("the disk is gone")
	m.Verify()
	d.settle()
	if r := m.State().Verify; r.Over || r.Stopped || r.Err == nil {
		t.Errorf("%+v", r)
	}
}

func TestTheListKnowsWhatWasDoneMeanwhile(t *testing.T) {
	d, m := counter(t, "en")
	asked := len(d.asked)
	m.ShowTab(Checks)
	d.settle()
	if len(d.asked) != asked {
		t.Error("the list was read for a page that does not show it")
	}
	m.ShowTab(Done)
	d.settle()
	if len(d.asked) != asked+1 {
		t.Error("the list shows what was")
	}
}

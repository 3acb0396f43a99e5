package receipts

import (
	"slices"
	"testing"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/notice"
	"kassa/app/shop"
)

func (s *stand) lastAsked() counter.ReceiptsAsked { return s.shop.asked[len(s.shop.asked)-1] }

func (s *stand) lastSaid() Said {
	if len(s.said) == 0 {
		return Said{}
	}
	return s.said[len(s.said)-1]
}

func TestTheRoomOpensWithTheReceiptsOfTodayAndTheNewestOfThem(t *testing.T) {
	s := newStand("en", 3)
	s.Opened()
	if a := s.lastAsked(); a.From != 20261123 || a.To != 20261123 || a.AllTills {
		t.Errorf("asked %+v", a)
	}
	now := s.State()
	if len(now.Heads) != 3 || now.Open == nil || now.Open.Sale.ID != "sale-2" || now.Row() != 0 || len(now.Open.Paper.Items) == 0 {
		t.Errorf("%d receipts, open %+v", len(now.Heads), now.Open)
	}
}

func TestDaysTendersAndTillsChooseFromTheList(t *testing.T) {
	s := newStand("en", 3)
	s.Opened()
	s.ChooseDays(Yesterday)
	if a := s.lastAsked(); a.From != 20261122 || a.To != 20261122 || len(s.State().Heads) != 0 {
		t.Errorf("yesterday: %+v", a)
	}
	s.ChooseDay(20261101)
	if a := s.lastAsked(); a.From != 20261101 || s.State().Days != OneDay {
		t.Errorf("one day: %+v", a)
	}
	s.ChooseDays(AllDays)
	s.ChooseTender("card")
	s.ChooseTills(true)
	if a := s.lastAsked(); a.From != 0 || a.Tender != "card" || !a.AllTills || len(s.State().Heads) != 1 {
		t.Errorf("all days by card at all tills: %+v, %d receipts", a, len(s.State().Heads))
	}
}

func TestASearchWaitsForTheNextLetterAndDropsOlderAnswers(t *testing.T) {
	s := newStand("en", 3)
	s.Opened()
	n := len(s.shop.asked)
	s.Search("40")
	s.Search("4001 ")
	if len(s.shop.asked) != n {
		t.Error("asked before the letters stopped")
	}
	s.hand.ring()
	if len(s.shop.asked) != n+1 || s.lastAsked().Text != "4001" || len(s.State().Heads) != 1 {
		t.Errorf("asked %+v", s.lastAsked())
	}
	s.hand.held = true
	s.ChooseTender("card")
	s.ChooseTender("")
	s.hand.run()
	if len(s.State().Heads) != 1 || s.State().Loading {
		t.Errorf("the older answer was taken: %d receipts", len(s.State().Heads))
	}
}

func TestAListIsReadPageByPage(t *testing.T) {
	s := newStand("en", counter.PageSize+5)
	s.Opened()
	if !s.State().More || len(s.State().Heads) != counter.PageSize {
		t.Fatalf("%d receipts, more %v", len(s.State().Heads), s.State().More)
	}
	s.More()
	s.More()
	if s.State().More || len(s.State().Heads) != counter.PageSize+5 {
		t.Errorf("after two pages %d receipts, more %v", len(s.State().Heads), s.State().More)
	}
}

func TestAScannedNumberShowsItsReceipt(t *testing.T) {
	s := newStand("en", 5)
	s.Opened()
	s.ShowPage(Queue)
	s.Scan("T1-0004001")
	if s.State().Open.Sale.ID != "sale-1" || s.State().Page != List || s.State().Row() != 3 {
		t.Errorf("open %s", s.State().Open.Sale.ID)
	}
	s.Scan("T1-0009999")
	if !fault.Is(s.lastSaid().Err, fault.NotFound) || s.State().Open.Sale.ID != "sale-1" {
		t.Errorf("an unknown number: %+v", s.lastSaid())
	}
	s.Scan("4006381333931")
	if a := s.lastAsked(); a.Text != "4006381333931" || a.From != 0 {
		t.Errorf("a product: %+v", a)
	}
}

func TestOneMovesThroughTheListByKeys(t *testing.T) {
	s := newStand("en", 5)
	s.Opened()
	for _, c := range []struct {
		by   int
		want shop.ID
	}{{1, "sale-3"}, {10, "sale-0"}, {-1, "sale-1"}, {-10, "sale-4"}} {
		if s.Move(c.by); s.State().Open.Sale.ID != c.want {
			t.Errorf("by %d: %s, want %s", c.by, s.State().Open.Sale.ID, c.want)
		}
	}
}

func TestCopiesGiftsAndTendersAreAskedForAndTold(t *testing.T) {
	s := newStand("en", 2)
	s.Opened()
	s.Copy()
	s.Gift()
	s.CorrectTender(1, "voucher", "77")
	want := []string{"print sale-1", "gift sale-1", "correct sale-1/1 voucher 77"}
	if !slices.Equal(s.shop.done, want) {
		t.Errorf("did %v, want %v", s.shop.done, want)
	}
	if len(s.said) != 3 || s.said[0].Key != CopyPrints || s.said[1].Key != GiftPrints || s.said[2].Key != TenderCorrected {
		t.Errorf("said %+v", s.said)
	}
	s.shop.broken = fault.New(fault.TenderFixed, fault.Args{"reason": "shift_closed"})
	s.CorrectTender(1, "card", "")
	if !fault.Is(s.lastSaid().Err, fault.TenderFixed) {
		t.Errorf("refused: %+v", s.lastSaid())
	}
}

func TestLinesArePickedAndPutIntoTheSale(t *testing.T) {
	s := newStand("en", 3) // sale-2 has three lines
	s.Opened()
	s.PickLine(0)
	s.Fill()
	if len(s.shop.done) != 0 {
		t.Errorf("before anything was picked: %v", s.shop.done)
	}
	s.Pick(true)
	s.PickAll()
	s.PickLine(1)
	s.Fill()
	if !slices.Equal(s.shop.done, []string{"fill sale-2 [1 3]"}) || s.filled != 2 || s.State().Picking || len(s.said) != 0 {
		t.Errorf("did %v, filled %d, said %+v", s.shop.done, s.filled, s.lastSaid())
	}
	s.Pick(true)
	s.PickLine(2)
	s.shop.gone = []string{"Bananas"}
	s.Fill()
	if s.filled != 2 || s.lastSaid().Key != NothingAdded || len(s.lastSaid().Missing) != 1 {
		t.Errorf("nothing could be added: filled %d, said %+v", s.filled, s.lastSaid())
	}
	s.Pick(true)
	s.Choose(1)
	if s.State().Picking {
		t.Error("another receipt, and yet lines are picked")
	}
}

// queued fills the print queue: two wait, one is over.
func (s *stand) queued() {
	s.shop.papers.Failed = []shop.Job{
		{ID: "j1", Kind: shop.JobReceipt, Document: "sale-0", State: shop.JobFailed, Tries: 2, Why: fault.New(fault.PrinterPaperOut, nil)},
		{ID: "j2", Kind: shop.JobGift, Document: "sale-1", State: shop.JobFailed, Tries: 1, Sent: true}}
	s.shop.papers.Over = []shop.Job{{ID: "j0", Kind: shop.JobReceipt, Document: "sale-1", State: shop.JobDone, Tries: 1, Copy: true}}
	s.shop.papers.Labels = map[shop.ID]string{"sale-0": "T1-0004000", "sale-1": "T1-0004001"}
}

func TestPapersThatWaitArePrintedOrGivenUp(t *testing.T) {
	s := newStand("en", 2)
	s.queued()
	s.Opened()
	s.ShowPage(Queue)
	s.PrintJob() // none is marked
	s.ChooseJob(2)
	s.DropJob() // it is over
	s.ChooseJob(1)
	s.PrintJob()
	s.ChooseJob(0)
	s.DropJob()
	s.PrintAll()
	if want := []string{"job j2", "drop j1", "all"}; !slices.Equal(s.shop.done, want) {
		t.Errorf("did %v, want %v", s.shop.done, want)
	}
	s.shop.papers.Failed = nil
	s.Heard(notice.JobDone{JobID: "j1", SaleID: "sale-0", Kind: "receipt"})
	s.PrintAll()
	if len(s.State().Queue.Failed) != 0 || len(s.shop.done) != 3 {
		t.Errorf("after the news %+v, did %v", s.State().Queue.Failed, s.shop.done)
	}
}

func TestNewsOfSalesAndPapersReachTheRoom(t *testing.T) {
	s := newStand("en", 2)
	s.Opened()
	s.shop.sales = append(s.shop.sales, newDrawerful("en", 3).sales[2])
	s.Heard(notice.SaleClosed{SaleID: "sale-2"})
	if len(s.State().Heads) != 3 || s.State().Open.Sale.ID != "sale-1" {
		t.Errorf("%d receipts, open %s", len(s.State().Heads), s.State().Open.Sale.ID)
	}
	before := s.State().Open
	s.Heard(notice.ReceiptChanged{SaleID: "sale-0"})
	if s.State().Open != before {
		t.Error("another receipt changed, and this one was read anew")
	}
	s.Heard(notice.ReceiptChanged{SaleID: "sale-1"})
	if s.State().Open == before {
		t.Error("this receipt changed, and was not read anew")
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	s := newStand("en", 2)
	s.shop.broken = fault.New(fault.NoRight, fault.Args{"act": "see_receipts"})
	s.Opened()
	if !fault.Is(s.lastSaid().Err, fault.NoRight) || len(s.State().Heads) != 0 {
		t.Errorf("said %+v", s.lastSaid())
	}
}

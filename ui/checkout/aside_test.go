package checkout

import (
	"testing"
	"time"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/ui/checkout/aside"
)

// share lets the i-th and the next product carry one code.
func (s *stand) share(i int) string {
	const code = "4600000000022"
	for _, at := range []int{i, i + 1} {
		s.booth.goods[at].Barcodes = []shop.Barcode{{Code: code, Qty: money.One}}
	}
	return code
}

// names are what the basket holds.
func (s *stand) names() (list []string) {
	for _, l := range s.State().Basket.Cart.Lines {
		list = append(list, l.Names["en"])
	}
	return list
}

func TestACodeOfSeveralProductsIsAskedForAndScansWait(t *testing.T) {
	s := newStand("en")
	shared := s.share(4)
	s.Search("3*", false)
	s.Scan(shared)
	if a := s.State().Aside; a.Kind != aside.Which || len(a.Found) != 2 || a.Marked != 0 || s.State().CanPay {
		t.Fatalf("asked: %+v, can pay %v", a, s.State().CanPay)
	}
	s.Scan(code(1))
	s.Scan("2*" + code(2))
	if s.State().Waiting != 2 || !s.State().Basket.Empty() {
		t.Fatalf("%d scans wait, basket %v", s.State().Waiting, s.names())
	}
	s.MoveSelection(1)
	s.Enter(Tender{})
	lines := s.State().Basket.Cart.Lines
	if got := s.State(); got.Aside.Open() || got.Waiting != 0 || len(lines) != 3 || lines[0].Product != "p5" || lines[0].Qty != 3000 || lines[2].Qty != 2000 {
		t.Errorf("after the answer: %v, %d wait, open %v", s.names(), got.Waiting, got.Aside.Open())
	}
	s.Scan(shared)
	s.Escape()
	if len(s.State().Basket.Cart.Lines) != 3 || s.State().Aside.Open() {
		t.Errorf("what nobody chose is in the basket: %v", s.names())
	}
}

func TestWhatIsWeighedComesIntoTheBasketWithItsWeight(t *testing.T) {
	s := newStand("en")
	s.Scan(code(3))
	if p := s.State().Pad; p == nil || p.For != PadWeight || p.Unit != shop.Kilo || !s.State().Basket.Empty() || p.Names["en"] == "" {
		t.Fatalf("pad %+v, basket %v", p, s.names())
	}
	s.Scan(code(9)) // weighed too: it waits until the first has its weight
	for _, r := range "0,742" {
		s.PadType(r)
	}
	s.PadEnter(Tender{})
	if p := s.State().Pad; p == nil || p.Pick.Product != "p9" || s.State().Basket.Cart.Lines[0].Qty != 742 {
		t.Fatalf("the second one is not asked for: %+v", p)
	}
	s.Escape()
	s.Search("0,25*", false)
	s.Tile(9)
	if l := s.State().Basket.Cart.Lines; len(l) != 2 || l[1].Qty != 250 {
		t.Errorf("a quarter of a kilo by a typed number: %+v", l)
	}
	s.Scan("1,5*" + code(3))
	if l := s.State().Basket.Cart.Lines; l[0].Qty != 742+1500 {
		t.Errorf("one and a half kilos by a scan: %+v", l[0])
	}
}

func TestANoteThatMustBeReadComesFirst(t *testing.T) {
	s := newStand("en")
	s.booth.goods[15].NoteConfirm, s.booth.goods[15].CashierNote = true, "Is the customer 18?"
	s.Scan("2*" + code(15))
	if a := s.State().Aside; a.Kind != aside.Note || a.Question.Note != "Is the customer 18?" {
		t.Fatalf("asked: %+v", a)
	}
	s.Take(s.State().Exact())
	s.Enter(Tender{})
	if p := s.State().Pad; p == nil || p.For != PadOpenPrice || !p.Pick.Confirmed || p.Pick.Qty != 2000 {
		t.Fatalf("then its price: %+v", p)
	}
	s.PadType('7')
	s.PadEnter(Tender{})
	if got := s.State().Basket.Cash.Due; got != 1400 {
		t.Errorf("two at 7.00: %d", got)
	}
	s.booth.goods[8].CashierNote = "Ask for the empties"
	s.Scan(code(8))
	if w := s.State().Words; w.Key != ToldWords || w.Told != "Ask for the empties" {
		t.Errorf("told: %+v", w)
	}
}

func TestALineThatTakesMoreThanThereIsIsSaidCalmlyAndSold(t *testing.T) {
	s := newStand("en")
	s.booth.short = &counter.Shortage{Names: shop.Names{"en": "Milk", "ru": "Молоко"}, Unit: shop.Piece, There: 2 * money.One}
	s.scan(1)
	if w := s.State().Words; w.Key != ShortWords || w.Short.There != 2*money.One || w.Err != nil {
		t.Errorf("said: %+v", w)
	}
	if !s.State().CanPay || s.State().Basket.Empty() {
		t.Error("selling must go on")
	}
	s.booth.goods[8].CashierNote = "Ask for the empties"
	s.Scan(code(8))
	if w := s.State().Words; w.Key != ToldWords || w.Short == nil {
		t.Errorf("beside what the product tells: %+v", w)
	}
	s.booth.short = nil
	s.scan(2)
	if w := s.State().Words; w.Any() {
		t.Errorf("after a line of which there is enough: %+v", w)
	}
}

func TestAPriceIsLookedAtAndTheBasketStays(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	before := s.State().Basket
	s.LookAtPrices()
	s.Scan(code(2))
	if f, ok := s.State().Aside.Looked(); !ok || f.Product.ID != "p2" {
		t.Fatalf("looked at %+v", s.State().Aside)
	}
	s.Tile(4)
	if f, ok := s.State().Aside.Looked(); !ok || f.Product.ID != "p4" {
		t.Errorf("a tapped product: %+v", s.State().Aside)
	}
	s.Scan("4600000000015")
	if a := s.State().Aside; !a.Unknown || s.State().Form != nil {
		t.Errorf("an unknown code: %+v", a)
	}
	s.clock.pass(time.Second)
	s.Take(s.State().Exact())
	if got := s.State(); got.Paid != nil || got.Basket.Cart.Version != before.Cart.Version {
		t.Fatalf("the basket moved to version %d, paid %v", got.Basket.Cart.Version, got.Paid)
	}
	s.Scan(code(4))
	s.Enter(Tender{})
	if got := s.State(); got.Aside.Open() || len(got.Basket.Cart.Lines) != 2 || got.Basket.Cart.Lines[1].Product != "p4" {
		t.Errorf("added: %v, open %v", s.names(), got.Aside.Open())
	}
	s.LookAtPrices()
	s.Scan(code(3))
	s.Aside().AddLooked()
	if p := s.State().Pad; p == nil || p.For != PadWeight {
		t.Errorf("what is weighed is added without its weight: %+v", s.names())
	}
	s.Escape()
	s.LookAtPrices()
	s.Scan(code(7))
	s.Escape()
	if got := s.State(); got.Aside.Open() || len(got.Basket.Cart.Lines) != 2 {
		t.Errorf("left: %v", s.names())
	}
}

func TestTheOtherProductsOfACodeAreLookedAtToo(t *testing.T) {
	s := newStand("en")
	shared := s.share(4)
	s.LookAtPrices()
	s.Scan(shared)
	s.Aside().ChooseLooked(1)
	if f, _ := s.State().Aside.Looked(); f.Product.ID != "p5" || len(s.State().Aside.Found) != 2 {
		t.Fatalf("looked at %s", f.Product.ID)
	}
	s.Enter(Tender{})
	if l := s.State().Basket.Cart.Lines; len(l) != 1 || l[0].Product != "p5" {
		t.Errorf("added %v", s.names())
	}
}

func TestASellerIsNamedForTheSaleOrForOneLine(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.scan(4)
	s.AskSeller()
	if a := s.State().Aside; a.Kind != aside.Seller || a.Rows() != 3 || a.Line != 0 {
		t.Fatalf("asked: %+v", a)
	}
	s.Aside().Answer(1)
	s.SelectLine(1)
	s.AskSeller()
	s.MoveSelection(1)
	s.MoveSelection(1)
	s.MoveSelection(1)
	s.Enter(Tender{})
	c := s.State().Basket.Cart
	if c.Seller != "s1" || c.Lines[0].Seller != "" || c.Lines[1].Seller != "s2" {
		t.Errorf("sale %q, lines %q and %q", c.Seller, c.Lines[0].Seller, c.Lines[1].Seller)
	}
	s.AskSeller()
	s.Aside().Answer(0)
	if c = s.State().Basket.Cart; c.Seller != "" {
		t.Errorf("nobody else: %q", c.Seller)
	}
	s.AskSeller()
	s.Scan(code(2))
	if got := s.State(); got.Aside.Open() || len(got.Basket.Cart.Lines) != 3 {
		t.Error("a scan while the sellers are listed is lost, or leaves the list open")
	}
}

func TestAParkedSaleGetsANameAndIsDeleted(t *testing.T) {
	s := newStand("en")
	for i := range 3 {
		s.scan(i)
		s.Park()
	}
	if w := s.State().Words; w.Key != ParkedWords || len(s.State().Aside.Sales) != 3 {
		t.Fatalf("words %+v, %d parked", w, len(s.State().Aside.Sales))
	}
	s.AnswerWords()
	if f := s.State().Form; f == nil || f.For != FormParked {
		t.Fatalf("form %+v", f)
	}
	s.FormName("Blue coat")
	s.FormEnter()
	if got := s.State().Aside.Sales[2].Cart.Name; got != "Blue coat" {
		t.Errorf("named %q", got)
	}
	s.Park()
	s.Aside().SetMode(aside.Rename)
	s.Aside().Answer(0)
	s.FormName("Green bag")
	s.FormEnter()
	s.Park()
	s.Aside().SetMode(aside.Delete)
	s.Aside().Answer(1)
	if a := s.State().Aside; len(a.Sales) != 3 || a.Sure != a.Sales[1].Cart.ID {
		t.Fatalf("one tap: %d sales, sure of %q", len(a.Sales), a.Sure)
	}
	s.Aside().Answer(0) // another one: begun anew
	s.Aside().Answer(1)
	if a := s.State().Aside; len(a.Sales) != 3 {
		t.Fatalf("taps on two sales left %d", len(a.Sales))
	}
	s.Aside().Answer(1)
	if a := s.State().Aside; a.Mode != aside.TakeBack || a.Sure != "" {
		t.Errorf("afterwards a tap does %v, sure of %q", a.Mode, a.Sure)
	}
	if a := s.State().Aside; len(a.Sales) != 2 || a.Sales[0].Cart.Name != "Green bag" || a.Sales[1].Cart.Name != "Blue coat" || !a.Open() {
		t.Fatalf("left: %+v", a.Sales)
	}
	s.MoveSelection(1)
	s.Remove()
	if a := s.State().Aside; len(a.Sales) != 2 {
		t.Fatalf("one press of Delete left %d", len(a.Sales))
	}
	s.Remove()
	if a := s.State().Aside; len(a.Sales) != 1 || a.Sales[0].Cart.Name != "Blue coat" {
		t.Fatalf("by the keyboard: %+v", a.Sales)
	}
	s.MoveSelection(1)
	s.Enter(Tender{})
	if a := s.State().Aside; a.Open() || len(a.Sales) != 0 || s.State().Basket.Empty() {
		t.Errorf("taken back: %+v", a)
	}
}

func TestAParkedSaleThatAnotherTillTookIsToldAndGoesFromTheList(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.Park()
	s.scan(2)
	s.Park()
	s.Park()
	s.booth.parked = s.booth.parked[1:]
	s.Aside().Answer(0)
	if got := s.State(); !fault.Is(got.Words.Err, fault.ParkedTaken) || len(got.Aside.Sales) != 1 || !got.Aside.Open() {
		t.Errorf("words %+v, %d listed", got.Words, len(got.Aside.Sales))
	}
}

func TestANoteOnTheSaleIsKept(t *testing.T) {
	s := newStand("en")
	s.scan(1)
	s.AskSaleNote()
	s.FormName("for the party")
	s.FormEnter()
	if got := s.State(); got.Basket.Cart.Note != "for the party" || got.Form != nil {
		t.Errorf("note %q", got.Basket.Cart.Note)
	}
}

func TestAnOpenItemHasACategoryAndATax(t *testing.T) {
	s := newStand("en")
	s.AskOpenItem()
	if len(s.State().Taxes) != 2 {
		t.Fatalf("taxes %+v", s.State().Taxes)
	}
	s.FormName("Flowers")
	s.FormPrice("4,50")
	s.FormCategory(2)
	s.FormTax(1)
	var asked counter.OpenItem
	s.booth.open = func(o counter.OpenItem) { asked = o }
	s.FormEnter()
	if asked.Category != "c2" || asked.TaxGroup != "b" || asked.Price != 450 {
		t.Errorf("asked for %+v", asked)
	}
}

package founding

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/office"
)

// house answers the assistant out of a few lines and remembers what it founds.
type house struct {
	founded []office.Answers
	pin     string
	file    string
	fail    error
	noPage  error // why no test page comes out
	pages   []string
}

func (h *house) Countries(lang string) ([]office.CountryChoice, error) {
	name := map[string][3]string{"en": {"Austria", "Germany", "Another country"}, "ru": {"Австрия", "Германия", "Другая страна"}}[lang]
	return []office.CountryChoice{
		{Code: "AT", Name: name[0], Currency: "EUR", Rates: nil, Inclusive: true, Exponent: 2},
		{Code: "DE", Name: name[1], Currency: "EUR", Inclusive: true, Exponent: 2, CashStep: 5},
		{Code: "ZZ", Name: name[2], Inclusive: true}}, nil
}

func (h *house) CheckPIN(pin string) error {
	if len(pin) < 6 {
		return fault.New(fault.WeakPIN, fault.Args{"flaw": "short", "from": 6, "to": 12})
	}
	return nil
}

func (h *house) Find(context.Context) ([]devices.Plug, error) {
	return []devices.Plug{{Kind: devices.PlugUSB, Place: "/dev/usb/lp0", Name: "EPSON TM-T20II", Address: "escpos+file:///dev/usb/lp0"}}, nil
}

func (h *house) TestPage(_ context.Context, a office.Answers, address string) error {
	h.pages = append(h.pages, a.Name+" "+address)
	return h.noPage
}

func (h *house) Files(context.Context) ([]File, error) {
	return []File{{Path: "/home/owner/prices.csv", Name: "prices.csv", Folder: "owner", Changed: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Size: 100}}, nil
}

func (h *house) Found(_ context.Context, a office.Answers, pin, file string, progress func(done, total int64)) (string, error) {
	if h.fail != nil {
		return "", h.fail
	}
	if file != "" {
		progress(50, 100)
	}
	h.founded, h.pin, h.file = append(h.founded, a), pin, file
	if pin == "" {
		return "", nil
	}
	return "KRB15-WK78P-GZ5X4-HPYHY", nil
}

func (h *house) PrintCode(_ context.Context, a office.Answers, code string) error {
	h.pages = append(h.pages, a.Printer+" "+code)
	return h.fail
}

// atOnce does everything at once.
type atOnce struct{}

func (atOnce) Do(_ string, work func(context.Context) error, done func(error)) bool {
	done(work(context.Background()))
	return true
}

func (atOnce) Post(f func()) { f() }

// visit is an assistant over a house.
type visit struct {
	*Model
	house  *house
	spoken []string
	finger bool   // it is down: the keyboard waits for it
	lifted func() // it was lifted
	done   int
}

func begin(region string) *visit {
	v := &visit{house: &house{}}
	v.Model = New(Deps{Founder: v.house, Queue: atOnce{}, Lang: "en", Region: region, Zone: "Europe/Rome",
		Speak: func(l string) { v.spoken = append(v.spoken, l) }, Done: func() { v.done++ }})
	return v
}

func (v *visit) types(digits string) {
	for _, d := range digits {
		v.Key(d)
	}
}

// toGoods answers everything but the last question.
func (v *visit) toGoods() {
	v.ChooseLanguage("en")
	v.TypeName("Corner shop")
	v.Next()
	v.Next()
	v.types("271828")
	v.Next()
	v.types("271828")
	v.Next()
	v.Picker.None()
}

func TestAnOwnerAnswersAndTheShopIsFoundedOnce(t *testing.T) {
	v := begin("DE")
	v.ChooseLanguage("ru")
	v.ChooseLanguage("en")
	if s := v.State(); s.Step != Name || !slices.Equal(v.spoken, []string{"ru", "en"}) || s.Country.Name != "Germany" {
		t.Fatalf("%+v, spoken %q", s, v.spoken)
	}
	v.Next()
	if v.State().Step != Name {
		t.Error("a shop without a name goes on")
	}
	v.TypeName("Corner shop")
	v.Next()
	if s := v.State(); s.Step != Country || s.Countries[0].Code != "DE" || !s.CanGo() {
		t.Errorf("the country of the system is not ready: %+v", s)
	}
	v.Next()
	v.types("271828")
	v.Next()
	v.types("271828")
	v.Next()
	v.Picker.Try("escpos+file:///dev/usb/lp0")
	if !slices.Equal(v.house.pages, []string{"Corner shop escpos+file:///dev/usb/lp0"}) {
		t.Errorf("pages %q", v.house.pages)
	}
	v.Picker.Keep()
	if s := v.State(); s.Step != Goods || len(s.Files) != 1 {
		t.Fatalf("%+v", s)
	}
	if len(v.house.founded) != 0 {
		t.Error("something was founded before the last answer")
	}
	v.Examples()
	want := office.Answers{Lang: "en", Name: "Corner shop", Country: "DE", Printer: "escpos+file:///dev/usb/lp0", Examples: true}
	v.Next()
	if len(v.house.founded) != 1 || v.house.founded[0] != want || v.house.pin != "271828" || v.done != 1 {
		t.Errorf("founded %+v with %q, done %d", v.house.founded, v.house.pin, v.done)
	}
}

func TestAPINIsTypedTwiceAndJudged(t *testing.T) {
	v := begin("DE")
	v.ChooseLanguage("en")
	v.TypeName("a")
	v.Next()
	v.Next()
	v.types("1234")
	v.Next()
	if s := v.State(); !fault.Is(s.Wrong, fault.WeakPIN) || s.PIN != "" || s.Again {
		t.Errorf("a weak one: %+v", s)
	}
	v.types("271828")
	v.Next()
	v.types("27182")
	v.Key('b')
	if s := v.State(); s.PIN != "2718" || !s.Again || s.Wrong != nil {
		t.Errorf("again: %+v", s)
	}
	v.types("99")
	v.Next()
	if s := v.State(); !fault.Is(s.Wrong, fault.PINsDiffer) || s.Again || s.Step != PIN {
		t.Errorf("another one: %+v", s)
	}
	v.WithoutPIN()
	if s := v.State(); s.Step != Printer {
		t.Errorf("without: %+v", s)
	}
}

func TestACountryIsFoundByItsNameAndAnotherOneAsksForTheCurrency(t *testing.T) {
	v := begin("")
	v.ChooseLanguage("en")
	v.TypeName("a")
	v.Next()
	if s := v.State(); s.CanGo() || s.Country.Code != "" {
		t.Errorf("a country nobody chose: %+v", s.Country)
	}
	v.Search("aus")
	if s := v.State(); len(s.Countries) != 2 || s.Countries[0].Code != "AT" {
		t.Fatalf("found %+v", s.Countries)
	}
	v.ChooseCountry(1)
	if v.State().CanGo() || v.HasExamples() {
		t.Error("a country without a currency goes on")
	}
	v.ChooseCurrency("USD")
	if !v.State().CanGo() || !v.HasExamples() {
		t.Error("with a currency it does not")
	}
	v.Next()
	v.WithoutPIN()
	v.Picker.None()
	v.Empty()
	if a := v.house.founded[0]; a.Currency != "USD" || a.Zone != "Europe/Rome" || a.Country != "ZZ" || v.house.pin != "" {
		t.Errorf("founded %+v", a)
	}
}

func TestAFailureLeadsBackToTheLastQuestion(t *testing.T) {
	v := begin("DE")
	v.toGoods()
	v.house.fail = errors.New("the disk is full")
	v.Take(0)
	if s := v.State(); s.Step != Goods || s.Wrong == nil || v.done != 0 {
		t.Errorf("%+v, done %d", s, v.done)
	}
	v.house.fail = nil
	v.Take(0)
	v.Next()
	if v.house.file != "/home/owner/prices.csv" || v.done != 1 {
		t.Errorf("took %q, done %d", v.house.file, v.done)
	}
}

func TestOneCanGoBack(t *testing.T) {
	v := begin("DE")
	v.toGoods()
	for _, want := range []Step{Printer, PIN, Country, Name, Language, Language} {
		v.Back()
		if got := v.State().Step; got != want {
			t.Errorf("back is at %v, want %v", got, want)
		}
	}
	if v.State().Name != "Corner shop" {
		t.Errorf("the name is %q", v.State().Name)
	}
}

func TestTheRecoveryCodeIsShownOnceAndThenTheTillOpens(t *testing.T) {
	v := begin("DE")
	v.toGoods()
	v.Picker.Keep()
	v.Empty()
	if s := v.State(); s.Step != Code || s.Recovery != "KRB15-WK78P-GZ5X4-HPYHY" || s.Prints || v.done != 0 {
		t.Fatalf("after the founding: %+v, done %d", s, v.done)
	}
	v.Back()
	v.Empty()
	if v.State().Step != Code || len(v.house.founded) != 1 {
		t.Error("there is a way back from the code, or a second founding")
	}
	v.Next()
	if v.done != 1 {
		t.Errorf("the till opened %d times, want once", v.done)
	}
}

func TestTheRecoveryCodeIsPrinted(t *testing.T) {
	v := begin("DE")
	v.toGoods()
	v.prints = "escpos+file:///dev/usb/lp0"
	v.Empty()
	v.PrintCode()
	if want := []string{"escpos+file:///dev/usb/lp0 KRB15-WK78P-GZ5X4-HPYHY"}; !v.State().Prints || !slices.Equal(v.house.pages, want) {
		t.Errorf("printed %q, want %q", v.house.pages, want)
	}
}

func TestEnterInTheSearchTakesTheFirstCountryAndThenGoesOn(t *testing.T) {
	v := begin("DE")
	v.ChooseLanguage("en")
	v.TypeName("Corner shop")
	v.Next()
	v.Search("at")
	v.TakeFound()
	if s := v.State(); s.Step != Country || s.Country.Code != "AT" {
		t.Fatalf("the first Enter: step %d, %+v", s.Step, s.Country)
	}
	v.TakeFound()
	if s := v.State(); s.Step != PIN || s.Country.Code != "AT" {
		t.Errorf("the second Enter: step %d, %+v", s.Step, s.Country)
	}
}

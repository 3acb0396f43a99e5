package office

import (
	"context"
	"maps"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/office"
	"kassa/app/paper"
	"kassa/app/shop"
)

// desk is an office of five lines: it keeps settings in a map and remembers what it was asked.
type desk struct {
	settings []office.Setting
	changed  []map[string]string
	refuse   error
	devices  []office.Device
	plugs    []devices.Plug
	printed  []string
	noPage   error
	samples  []string
}

func (d *desk) Settings(context.Context) ([]office.Setting, error) { return d.settings, nil }

func (d *desk) Change(_ context.Context, values map[string]string) error {
	if d.refuse != nil {
		return d.refuse
	}
	d.changed = append(d.changed, maps.Clone(values))
	for key, v := range values {
		for i := range d.settings {
			if d.settings[i].Key == key {
				d.settings[i].Value = v
			}
		}
	}
	return nil
}

func (d *desk) Devices(context.Context) ([]office.Device, error)    { return d.devices, nil }
func (d *desk) AskDevices(context.Context) ([]office.Device, error) { return d.devices, nil }
func (d *desk) FindDevices(context.Context) ([]devices.Plug, error) { return d.plugs, nil }

func (d *desk) TestPage(_ context.Context, address string) error {
	if d.noPage != nil {
		return d.noPage
	}
	d.printed = append(d.printed, address)
	return nil
}

func (d *desk) Sample(_ context.Context, header, footer string) (paper.Document, error) {
	d.samples = append(d.samples, header+"|"+footer)
	doc := paper.Document{}
	doc.Add(paper.Text{Text: "Corner shop", Align: paper.Center, Style: paper.Style{Bold: true, Tall: true}}, paper.Text{Text: header, Align: paper.Center},
		paper.Rule{}, paper.Row{Left: "Whole milk 1 l", Right: "5.40"}, paper.Text{Text: "  2 x 2.70"}, paper.Rule{},
		paper.Row{Left: "TOTAL EUR", Right: "5.40", Style: paper.Style{Bold: true, Tall: true}}, paper.Text{Text: footer, Align: paper.Center},
		paper.Barcode{Kind: paper.Code128, Data: "T1-0004122"}, paper.QR{Data: "x"}, paper.Cut{})
	return doc, nil
}

func (d *desk) Taxes(context.Context) ([]office.TaxRow, error) {
	return []office.TaxRow{
		{Code: "A", Names: shop.Names{"en": "VAT 19 %", "ru": "НДС 19 %"}, Inclusive: true, Today: 190_000, Next: 200_000, NextFrom: 20270101},
		{Code: "B", Names: shop.Names{"en": "No VAT", "ru": "Без НДС"}, Inclusive: true, None: true},
		{Code: "D", Names: shop.Names{"en": "State and city"}, Today: 88_750, Several: true},
	}, nil
}

func (d *desk) Tenders(context.Context) ([]shop.Tender, error) {
	return []shop.Tender{{Code: "cash", Names: shop.Names{"en": "Cash", "ru": "Наличные"}, OpensDrawer: true, GivesChange: true, Rounds: true},
		{Code: "card", Names: shop.Names{"en": "Card", "ru": "Карта"}}, {Code: "voucher", Names: shop.Names{"en": "Voucher", "ru": "Талон"}, NeedsRef: true}}, nil
}

// queue does everything at once; what is to be done later waits for tick.
type queue struct{ later []func() }

func (q *queue) Do(_ string, work func(context.Context) error, done func(error)) bool {
	done(work(context.Background()))
	return true
}

func (q *queue) After(_ time.Duration, f func()) func() {
	q.later = append(q.later, f)
	n := len(q.later) - 1
	return func() { q.later[n] = nil }
}

func (q *queue) Painted(f func()) { f() }

func (q *queue) tick() {
	list := q.later
	q.later = nil
	for _, f := range list {
		if f != nil {
			f()
		}
	}
}

// bench is a model over fakes, and what it said.
type bench struct {
	*Model
	desk   *desk
	queue  *queue
	said   []string
	failed []error
	looks  map[string]string
	starts *starter
}

type starter struct {
	on   bool
	fail error
}

func (s *starter) On() (bool, error) { return s.on, nil }

func (s *starter) Set(on bool) error {
	if s.fail == nil {
		s.on = on
	}
	return s.fail
}

func newBench() *bench {
	b := &bench{desk: &desk{}, queue: &queue{}, looks: map[string]string{"ui.lang": "en", "ui.theme": "light", "ui.text": "100", "ui.side": "right",
		"ui.keyboard": "on", "ui.sound": "on", "pad.order": "789", "pad.money": "whole"}, starts: &starter{}}
	b.desk.settings = append(b.desk.settings, []office.Setting{{Key: "shop.name", Value: "Corner shop"}, {Key: "shop.address", Value: "Main Street 1"}, {Key: "shop.tax_id"}, {Key: "shop.lang", Value: "en"},
		{Key: "shop.day_start", Value: "4"}, {Key: "receipt.header"}, {Key: "receipt.footer", Value: "Thank you"}, {Key: "receipt.print", Value: "always"},
		{Key: "stock.negative", Value: "warn"}, {Key: "cash.drop_above", Value: "50000"}, {Key: "till.lock_minutes", Value: "10"}, {Key: "printer.receipt", Value: "escpos+tcp://192.0.2.9:9100"},
		{Key: "ui.theme", Value: "light"}, {Key: "reasons.void", Value: "Wrong products\nCannot pay"}, {Key: "reasons.void.required", Value: "yes"}, {Key: "reasons.expense", Value: "Delivery"},
		{Key: "shop.country", Value: "DE", Fixed: true}, {Key: "shop.currency", Value: "EUR", Fixed: true}, {Key: "shop.zone", Value: "Europe/Berlin", Fixed: true}}...)
	b.desk.devices = []office.Device{{Key: "printer.receipt", Address: "escpos+tcp://192.0.2.9:9100",
		State: devices.State{Health: devices.Failed, Fault: fault.New(fault.DeviceSilent, fault.Args{"address": "192.0.2.9"})}}, {Key: "drawer", OnPrinter: true}}
	b.desk.plugs = []devices.Plug{{Kind: devices.PlugUSB, Place: "/dev/usb/lp0", Name: "EPSON TM-T20II", Address: "escpos+file:///dev/usb/lp0"},
		{Kind: devices.PlugSerial, Place: "/dev/ttyUSB0", Address: "escpos+serial:///dev/ttyUSB0", Denied: true}}
	b.Model = New(Deps{Desk: b.desk, Acts: b.queue, Reads: b.queue, Exponent: 2, Starts: b.starts,
		OpenDrawer: func(context.Context) error { return nil },
		Chosen:     func(key string) string { return b.looks[key] }, Choose: func(key, value string) { b.looks[key] = value },
		Say: func(err error, done string) {
			if err != nil {
				b.failed = append(b.failed, err)
			} else {
				b.said = append(b.said, done)
			}
		}})
	b.Open()
	return b
}

// last is what was changed last.
func (b *bench) last() map[string]string {
	if len(b.desk.changed) == 0 {
		return nil
	}
	return b.desk.changed[len(b.desk.changed)-1]
}

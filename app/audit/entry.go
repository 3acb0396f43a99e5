package audit

import (
	"strings"
	"time"

	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/app/verify"
)

// Entry is one record as a person reads it.
type Entry struct {
	TillCode string
	Seq      int64
	Kind     string
	At       shop.Moment
	Who      string // the code of who did it; empty: the program by itself
	Allowed  string // the code of who allowed it; empty: nobody had to
	Head     string // as on a receipt: "4122:MFRGGZDFMY"
	Signed   bool
	Sale     shop.ID // the receipt that it is about; empty: none
	args     text.Args
}

// Title is what was done, in few words.
func (e Entry) Title(in *text.Text) string {
	if key := "audit.kind." + e.Kind; in.Has(key) {
		return in.T(key)
	}
	return e.Kind
}

// Say is what the record says of it, in a sentence; "" where the title says all.
func (e Entry) Say(in *text.Text) string {
	key := "audit.say." + e.Kind
	if e.args == nil {
		return in.T("audit.unreadable")
	}
	if !in.Has(key) {
		return ""
	}
	args := text.Args{}
	for name, v := range e.args {
		switch v := v.(type) {
		case shop.Names:
			args[name] = v.In(shop.Lang(in.Lang()))
		case word:
			args[name] = v.in(in)
		default:
			args[name] = v
		}
	}
	said := in.T(key, args)
	for name, behind := range map[string]string{"reason": "basket_cleared", "first": "verify_result"} {
		if v, _ := e.args[name].(string); v != "" && e.Kind == behind {
			said += " · " + v
		}
	}
	return said
}

// word is a value that has a name in each language; one that has none is shown as it is.
type word struct{ group, value string }

func (w word) in(in *text.Text) string {
	if key := w.group + w.value; w.value != "" && in.Has(key) {
		return in.T(key)
	}
	return w.value
}

// lookups finds what the ids of records mean.
type lookups struct {
	tx     books.Tx
	zone   *time.Location
	codes  map[shop.ID]string // of people
	labels map[shop.ID]string // of receipts
}

// body is a record's body, or a part of it; what is not there is empty.
type body map[string]any

func (b body) text(key string) string { s, _ := b[key].(string); return s }
func (b body) num(key string) int64   { n, _ := b[key].(int64); return n }
func (b body) part(key string) body   { m, _ := b[key].(map[string]any); return m }

func (b body) list(key string) (list []body) {
	all, _ := b[key].([]any)
	for _, one := range all {
		part, _ := one.(map[string]any)
		list = append(list, part)
	}
	return list
}

// entry makes an entry of a record.
func (l *lookups) entry(r shop.Record) (Entry, error) {
	e := Entry{Seq: r.Seq, Kind: r.Kind, At: r.At, Head: journal.ShortHead(r), Signed: len(r.Signature) > 0}
	said, err := verify.Decode(r.Body)
	frame, _ := said.(map[string]any)
	if err != nil || frame == nil {
		return e, nil // somebody spoiled it: the check names it
	}
	e.Who, e.Allowed = body(frame).text("actor_code"), body(frame).text("approver_code")
	e.args, err = l.args(r.Kind, body(frame).part("body"))
	if err == nil {
		e.Sale = saleOf(r.Kind, body(frame).part("body"))
	}
	return e, err
}

// saleOf is the receipt that a record is about.
func saleOf(kind string, b body) shop.ID {
	switch kind {
	case journal.Sale:
		return shop.ID(b.text("id"))
	case journal.TenderChanged:
		return shop.ID(b.text("sale"))
	}
	return ""
}

// args are the values of the sentence about a record.
func (l *lookups) args(kind string, b body) (text.Args, error) {
	args := text.Args{}
	for key, v := range b {
		switch v := v.(type) {
		case string:
			args[key] = v
		case int64:
			args[key] = number(key, v)
		case []any:
			args[key] = int64(len(v))
		case map[string]any:
			if key == "names" {
				args["name"] = namesOf(v)
			}
		}
	}
	for key, group := range map[string]string{"type": "audit.word.", "by": "audit.word.", "mark": "audit.mark.", "phase": "audit.word.",
		"subject": "audit.word.", "role": "word.role.", "right": "word.act.", "job_kind": "audit.paper."} {
		if v := b.text(key); v != "" {
			args[key] = word{group, v}
		}
	}
	return args, l.meanings(kind, b, args)
}

// meanings puts what ids and lists mean into the values.
func (l *lookups) meanings(kind string, b body, args text.Args) (err error) {
	switch kind {
	case journal.Sale:
		args["number"] = shop.Sale{Series: b.text("series"), Number: b.num("number"), TillCode: b.text("till_code")}.Label()
	case journal.StockDoc:
		args["number"] = shop.DocLabel(shop.MoveKind(b.text("type")), b.num("number"))
	case journal.SettingsChange, journal.ProductChange, journal.CategoryChange:
		args["changes"] = changes(b)
	case journal.PriceChange:
		args["old"], args["new"] = money.UnitPrice(b.num("old")), money.UnitPrice(b.num("new"))
	case journal.ClockJump:
		args["last"], args["now"] = time.UnixMilli(b.num("last")).In(l.zone), time.UnixMilli(b.num("now")).In(l.zone)
	case journal.Restore:
		args["made"] = time.UnixMilli(b.num("made")).In(l.zone)
	case journal.SignOut:
		args["reason"] = word{"audit.word.", b.text("reason")}
	case journal.TenderChanged:
		args["number"], err = l.label(shop.ID(b.text("sale")))
	case journal.JobReprint, journal.JobDropped, journal.GiftReceipt:
		args["number"], err = l.label(shop.ID(b.text("document")))
	case journal.StaffKey:
		args["person"], err = l.person(shop.ID(b.text("id")))
		return err
	}
	if who := b.text("person"); who != "" && err == nil {
		args["person"], err = l.person(shop.ID(who))
	}
	return err
}

// number is a number in what it counts: most are money, quantities or plain.
func number(key string, v int64) any {
	switch key {
	case "total", "amount", "float", "counted", "difference", "taken", "kept", "left":
		return money.Amount(v)
	case "qty":
		return money.Qty(v)
	case "price":
		return money.UnitPrice(v)
	}
	return v
}

func namesOf(m map[string]any) shop.Names {
	names := shop.Names{}
	for lang, v := range m {
		names[shop.Lang(lang)], _ = v.(string)
	}
	return names
}

// changes says what was changed: "shop.name: Shop > Corner shop; …".
func changes(b body) string {
	var list []string
	for _, c := range b.list("changes") {
		name := c.text("key") + c.text("field")
		list = append(list, name+": "+orNothing(c.text("old"))+" > "+orNothing(c.text("new")))
	}
	return strings.ReplaceAll(strings.Join(list, "; "), "\n", " / ")
}

func orNothing(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// person is the code of somebody, also of one who works here no more.
func (l *lookups) person(id shop.ID) (string, error) {
	code, known := l.codes[id]
	if known {
		return code, nil
	}
	row, _, err := l.tx.Staff().ByID(id)
	l.codes[id] = row.Code
	return row.Code, err
}

// label is the number of a receipt; a document that is none has none.
func (l *lookups) label(id shop.ID) (string, error) {
	label, known := l.labels[id]
	if known {
		return label, nil
	}
	s, found, err := l.tx.Sales().ByID(id)
	if found {
		label = s.Label()
	}
	l.labels[id] = label
	return label, err
}

package verify

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Setting is one thing that is set to a value: Scope and Of say for whom it holds.
type Setting struct{ Scope, Of, Key, Value string }

// TaxGroup is a group of taxes; Names are by language.
type TaxGroup struct {
	Code      string
	Names     map[string]string
	Inclusive bool
	Taxes     []TaxPeriod // in their order
}

// TaxPeriod is a rate of a tax while it holds; 0 is for ever.
type TaxPeriod struct {
	Code              string
	Rate, From, Until int64
}

// Tender is a way to pay and what it does at the till.
type Tender struct {
	Code                        string
	Names                       map[string]string
	Drawer, Change, Rounds, Ref bool
}

// setUp is what the shop is set up to do beside what the journals said last.
type setUp struct {
	shop  string // whose settings, taxes and tenders have
	rows  map[settingKey]string
	said  map[settingKey]saidValue
	whole bool // the founding said all there was
}

type settingKey struct{ scope, of, key string }

type saidValue struct {
	value string
	time  int64
	at    Finding
}

const scopeShop = "shop"

// taxLangs are the languages in which taxes and tenders have names that can be set.
var taxLangs = [...]string{"en", "ru"}

// readSetUp reads the settings; taxes and tenders become the values by which they are set.
func (r *run) readSetUp(ctx context.Context) error {
	u := &r.setUp
	u.rows, u.said = map[settingKey]string{}, map[settingKey]saidValue{}
	for s, err := range r.src.Settings(ctx) {
		if err != nil {
			return fmt.Errorf("read the settings: %w", err)
		}
		u.rows[settingKey{s.Scope, s.Of, s.Key}] = s.Value
		if s.Key == "shop.name" {
			u.shop = s.Of
		}
	}
	for g, err := range r.src.TaxGroups(ctx) {
		if err != nil {
			return fmt.Errorf("read the taxes: %w", err)
		}
		u.addTaxes(&g)
	}
	for t, err := range r.src.Tenders(ctx) {
		if err != nil {
			return fmt.Errorf("read the tenders: %w", err)
		}
		u.addNames("tender."+t.Code, t.Names)
		u.add("tender."+t.Code+".does", t.does())
	}
	return nil
}

func (u *setUp) add(key, value string) { u.rows[settingKey{scopeShop, u.shop, key}] = value }

func (u *setUp) addNames(key string, names map[string]string) {
	for _, lang := range taxLangs {
		if names[lang] != "" {
			u.add(key+"."+lang, names[lang])
		}
	}
}

func (u *setUp) addTaxes(g *TaxGroup) {
	key := "tax." + g.Code
	u.addNames(key, g.Names)
	var codes []string
	for _, t := range g.Taxes {
		if !slices.Contains(codes, t.Code) {
			codes = append(codes, t.Code)
		}
	}
	if len(codes) < 2 {
		u.add(key, g.value(""))
		return
	}
	for _, code := range codes {
		u.add(key+"."+code, g.value(code))
	}
}

// value is how a tax is said: "19 until 2026-12-31, 22 from 2027-01-01"; code is empty for the only one.
func (g *TaxGroup) value(code string) string {
	var periods []string
	for _, t := range g.Taxes {
		if code != "" && t.Code != code {
			continue
		}
		said := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%04d", t.Rate/10_000, t.Rate%10_000), "0"), ".")
		for _, end := range []struct {
			word string
			day  int64
		}{{" from ", t.From}, {" until ", t.Until}} {
			if end.day != 0 {
				said += fmt.Sprintf("%s%04d-%02d-%02d", end.word, end.day/10_000, end.day/100%100, end.day%100)
			}
		}
		periods = append(periods, said)
	}
	said := cmp.Or(strings.Join(periods, ", "), "none")
	if !g.Inclusive {
		said += " on_top"
	}
	return said
}

// does is what a tender does, in words.
func (t *Tender) does() string {
	var words []string
	for _, d := range []struct {
		word string
		does bool
	}{{"drawer", t.Drawer}, {"change", t.Change}, {"rounds", t.Rounds}, {"reference", t.Ref}} {
		if d.does {
			words = append(words, d.word)
		}
	}
	return cmp.Or(strings.Join(words, " "), "nothing")
}

// founded keeps what the record of the founding says of the shop, and holds its till against it.
func (r *run) founded(j *journal, at Finding, time int64, said fields) {
	if said.text("till") == j.till.ID {
		d := r.fieldsOf(at, j.till.ID, "till.")
		d.text("code", said.text("till_code"), j.till.Code)
		r.begins(at, time, j.till.ID, said.text("series"))
		d.text("place", said.text("place"), j.till.Place)
	}
	rules := said.of("rules")
	for key, value := range map[string]string{"shop.name": said.text("name"), "shop.tax_id": said.text("tax_id"),
		"shop.country": said.text("country"), "shop.currency": said.text("currency"), "shop.zone": said.text("time_zone"),
		"shop.exponent": strconv.FormatInt(said.num("exponent"), 10), "shop.day_start": strconv.FormatInt(said.num("day_start"), 10),
		"shop.rounding": rules.text("rounding"), "shop.tax_rounding": rules.text("tax_rounding"),
		"shop.cash_step":      strconv.FormatInt(rules.num("cash_step"), 10),
		"shop.cash_direction": rules.text("cash_direction"), "shop.cash_form": rules.text("cash_form")} {
		r.say(settingKey{scopeShop, said.text("shop"), key}, saidValue{value, time, at})
	}
	list := said.list("settings")
	r.setUp.whole = r.setUp.whole || len(list) > 0
	r.set(at, time, list)
}

// set keeps what a record says of settings.
func (r *run) set(at Finding, time int64, list []fields) {
	said := map[settingKey]bool{}
	for _, s := range list {
		k := settingKey{s.text("scope"), s.text("of"), s.text("key")}
		said[k] = true
		r.say(k, saidValue{s.text("new"), time, at})
	}
	if r.setUp.whole {
		return
	}
	for k := range said { // another rate may give the group another name, which the programs that founded so did not say
		code, isTax := strings.CutPrefix(k.key, "tax.")
		code, part, _ := strings.Cut(code, ".")
		if !isTax || slices.Contains(taxLangs[:], part) {
			continue
		}
		for _, lang := range taxLangs {
			if name := (settingKey{k.scope, k.of, "tax." + code + "." + lang}); !said[name] {
				delete(r.setUp.said, name)
			}
		}
	}
}

// say keeps the last word on a setting, whatever till said it.
func (r *run) say(k settingKey, v saidValue) {
	if last, found := r.setUp.said[k]; !found || v.time >= last.time {
		r.setUp.said[k] = v
	}
}

// unsaid are settings that no record speaks of: they say nothing of the shop.
func unsaid(k settingKey) bool { return k.key == "demo" || k.key == "staff.pepper" }

// mayBeUnsaid: a founding of version 1 did not say with what it began.
func (u *setUp) mayBeUnsaid(k settingKey) bool {
	if u.whole {
		return false
	}
	for _, start := range []string{"shop.", "receipt.header", "receipt.footer", "reasons.", "tax.", "tender."} {
		if strings.HasPrefix(k.key, start) {
			return true
		}
	}
	return false
}

// checkSetUp holds the set-up against the last records that speak of it.
func (r *run) checkSetUp() {
	u := &r.setUp
	for _, k := range sortedKeys(u.said) {
		want := u.said[k]
		got, there := u.rows[k]
		if tender, isName := tenderOf(k.key); isName && u.said[settingKey{k.scope, k.of, tender + ".does"}].value == "off" {
			continue // it was taken away
		}
		at := want.at
		at.Document, at.What = k.of, "setting."+k.key
		switch {
		case !there && want.value != "" && want.value != "off":
			at.Kind, at.Want = NoRow, want.value
			r.add(at)
		case there:
			d := r.fieldsOf(want.at, k.of, "setting.")
			d.text(k.key, want.value, got)
		}
	}
	for _, k := range sortedKeys(u.rows) {
		if _, said := u.said[k]; !said && !unsaid(k) && !u.mayBeUnsaid(k) {
			r.add(Finding{Kind: NoRecord, Document: k.of, What: "setting." + k.key, Got: u.rows[k]})
		}
	}
}

// tenderOf is the tender whose name a setting is: "tender.voucher" for "tender.voucher.en".
func tenderOf(key string) (tender string, isName bool) {
	at := strings.LastIndexByte(key, '.')
	return key[:max(at, 0)], strings.HasPrefix(key, "tender.") && slices.Contains(taxLangs[:], key[at+1:])
}

func sortedKeys[V any](m map[settingKey]V) []settingKey {
	list := make([]settingKey, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	slices.SortFunc(list, func(a, b settingKey) int {
		return cmp.Or(cmp.Compare(a.scope, b.scope), cmp.Compare(a.of, b.of), cmp.Compare(a.key, b.key))
	})
	return list
}

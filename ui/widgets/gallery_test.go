package widgets_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kassa/ui/theme"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// scene puts things at fixed places, so that a picture shows each part in a known size.
type scene struct {
	all *fyne.Container
}

func newScene() *scene {
	return &scene{container.NewWithoutLayout(canvas.NewRectangle(theme.Current().Palette().Background))}
}

func (s *scene) put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
	s.all.Add(o)
}

func tilesFor(lang string) []widgets.Tile {
	name := []string{"Sourdough loaf 600 g", "Whole milk 1 l", "Free-range eggs ×10", "Bananas, per kg", "Ground coffee 250 g",
		"Orange juice 1 l", "Butter 82 % 200 g", "Dark chocolate 85 %", "Sparkling water 1.5 l", "Tomatoes, per kg",
		"Olive oil 500 ml", "Croissant", "Greek yoghurt 400 g", "Basmati rice 1 kg", "Unbelievablyundividedname of goods that never ends"}
	price := []string{"€4.20", "€1.35", "€3.90", "€1.89", "€5.75", "€2.60", "€2.95", "€2.20", "€0.95", "€2.79", "€8.40", "€1.50", "€2.10", "€3.30", "any"}
	low, none, kg := "6 left", "none", "kg"
	if lang == "ru" {
		name = []string{"Хлеб бородинский", "Молоко 3,2 % 1 л", "Яйцо С1, 10 шт", "Бананы, кг", "Кофе молотый 250 г", "Сок яблочный 1 л",
			"Масло 82,5 % 180 г", "Шоколад горький 85 %", "Вода газ. 1,5 л", "Помидоры, кг", "Масло оливковое 0,5 л", "Круассан",
			"Йогурт 400 г", "Рис басмати 1 кг", "Средство для мытья посуды с ароматом лимона и мяты"}
		price = []string{"62,00 ₽", "89,90 ₽", "129,00 ₽", "119,90 ₽", "349,00 ₽", "145,00 ₽", "219,00 ₽", "159,00 ₽", "49,00 ₽", "199,90 ₽",
			"749,00 ₽", "85,00 ₽", "112,00 ₽", "1 189,00 ₽", "любая"}
		low, none, kg = "мало 6", "нет", "кг"
	}
	stock := []string{"12", "48", low, kg, "21", "17", low, "34", "120", kg, "9", none, "15", "26", ""}
	tiles := make([]widgets.Tile, len(name))
	for i := range tiles {
		tiles[i] = widgets.Tile{Name: name[i], Price: price[i], Stock: stock[i], StockTone: widgets.Muted, Tab: theme.Category(i)}
		switch stock[i] {
		case low:
			tiles[i].StockTone = widgets.Warning
		case none:
			tiles[i].StockTone = widgets.Bad
		}
	}
	tiles[13].Off = true
	return tiles
}

func linesFor(lang string) []widgets.BasketLine {
	if lang == "ru" {
		return []widgets.BasketLine{
			{Quantity: "2", Name: "Молоко 3,2 % 1 л", Detail: "89,90 ₽ за шт.", Total: "179,80 ₽"},
			{Quantity: "1", Name: "Кофе молотый 250 г", Detail: "349,00 ₽", Reason: "Золотая карта –10 %", Total: "314,10 ₽", OldTotal: "349,00 ₽"},
			{Quantity: "0,742", Name: "Бананы", Detail: "119,90 ₽ / кг · взвешено", Total: "88,97 ₽"},
			{Quantity: "3", Name: "Шоколад горький 85 %", Detail: "159,00 ₽", Reason: "3 по цене 2", Total: "318,00 ₽", OldTotal: "477,00 ₽"},
			{Quantity: "–1", Name: "Сыр российский, возврат по чеку T1-0004122", Detail: "890,00 ₽", Total: "–890,00 ₽", Tone: widgets.Bad},
		}
	}
	return []widgets.BasketLine{
		{Quantity: "2", Name: "Whole milk 1 l", Detail: "€1.35 each", Total: "€2.70"},
		{Quantity: "1", Name: "Ground coffee 250 g", Detail: "€5.75", Reason: "Gold –10 %", Total: "€5.17", OldTotal: "€5.75"},
		{Quantity: "0.742", Name: "Bananas", Detail: "€1.89 / kg · weighed", Total: "€1.40"},
		{Quantity: "3", Name: "Dark chocolate 85 %", Detail: "€2.20 each", Reason: "3 for 2", Total: "€4.40", OldTotal: "€6.60"},
		{Quantity: "–1", Name: "Cheddar, given back from receipt T1-0004122", Detail: "€12.90", Total: "–€12.90", Tone: widgets.Bad},
	}
}

func word(lang, en, ru string) string {
	if lang == "ru" {
		return ru
	}
	return en
}

func goodsScene(v uitest.Variant) fyne.CanvasObject {
	s := newScene()
	m := theme.Current().Metrics()
	tiles, lines := tilesFor(v.Lang), linesFor(v.Lang)
	column := float32(438)
	if v.Width <= 1024 {
		column = 380
	}
	w := float32(v.Width) - column
	rail := m.RailWidth()
	grid := widgets.NewProductGrid(func() int { return 40 }, func(i int) widgets.Tile { return tiles[i%len(tiles)] })
	s.put(grid, rail+12, 12, w-rail-24, 600)
	basket := widgets.NewBasket(func() int { return len(lines) }, func(i int) widgets.BasketLine { return lines[i] })
	s.put(basket, w, 0, column, 440)
	grid.SetMarked(6)
	basket.SetSelected(3)
	basket.SetFlash(1)
	bar := container.NewGridWithColumns(6)
	for _, icon := range []string{"minus", "pad", "plus", "percent", "note", "close"} {
		bar.Add(widgets.NewIconKey(icon, nil))
	}
	basket.SetBar(bar, 3, m.Touch()+12)
	s.notesAndTenders(v, w+14, 460, column-28)
	for i, label := range []string{word(v.Lang, "Park · 2 parked", "Отложить · 2"), word(v.Lang, "Discount", "Скидка"), word(v.Lang, "Return", "Возврат"), word(v.Lang, "Undo", "Шаг назад")} {
		k := widgets.NewKey(label, nil)
		k.SetHint(fmt.Sprintf("F%d", i+5))
		k.SetEnabled(i != 3)
		each := (w - rail - 32 + 10) / 4
		s.put(k, rail+16+float32(i)*each, 692, each-10, 60)
	}
	return s.all
}

func (s *scene) notesAndTenders(v uitest.Variant, x, y, w float32) {
	m := theme.Current().Metrics()
	each := (w + 8) / 4
	for i, note := range []string{word(v.Lang, "€15", "1 000 ₽"), word(v.Lang, "€20", "1 500 ₽"), word(v.Lang, "€50", "2 000 ₽"), word(v.Lang, "€100", "5 000 ₽")} {
		k := widgets.NewKey(note, nil)
		k.SetKind(widgets.Soft)
		k.SetText(19, true)
		s.put(k, x+each*float32(i), y, each-8, m.Pay())
	}
	y += m.Pay() + 10
	amount := word(v.Lang, "€13.67", "10 900,87 ₽")
	cash, card := widgets.NewKey(word(v.Lang, "Exact cash", "Без сдачи"), nil), widgets.NewKey(word(v.Lang, "Card", "Карта"), nil)
	cash.SetKind(widgets.Accent)
	card.SetKind(widgets.CardTender)
	cash.SetAmount(amount)
	card.SetAmount(amount)
	s.put(cash, x, y, w*0.36, m.Pay())
	s.put(card, x+w*0.36+8, y, w*0.36, m.Pay())
	s.put(widgets.NewKey(word(v.Lang, "Split, QR, gift card…", "СБП, смешанная…"), nil), x+w*0.72+16, y, w*0.28-16, m.Pay())
	y += m.Pay() + 10
	finish := widgets.NewKey(word(v.Lang, "Finish sale", "Завершить продажу"), nil)
	finish.SetKind(widgets.Chosen)
	finish.SetLeft(true)
	finish.SetText(22, true)
	finish.SetTrailing("enter")
	s.put(finish, x, y, w*0.7, m.Touch())
	void := widgets.NewKey(word(v.Lang, "Void", "Отмена"), nil)
	void.SetKind(widgets.Danger)
	void.SetIcon("trash")
	s.put(void, x+w*0.7+8, y, w*0.3-8, m.Touch())
}

func TestGoodsLookAsIntended(t *testing.T) {
	variants := append(uitest.Variants(), uitest.Variant{Lang: "ru", Width: 1366, Height: 768, TextPercent: 130})
	for _, v := range variants {
		t.Run(v.Name(), func(t *testing.T) {
			w := uitest.Open(t, v, func() fyne.CanvasObject { return goodsScene(v) })
			w.Golden("goods")
		})
	}
}

func partsScene(v uitest.Variant) fyne.CanvasObject {
	s := newScene()
	m := theme.Current().Metrics()
	w, h := float32(v.Width), float32(v.Height)
	s.put(railFor(v.Lang), 0, 0, m.RailWidth(), h)
	x := m.RailWidth() + 16
	router := wedge.New(func() time.Time { return time.Unix(0, 0) }, func(string) {})
	search := widgets.NewSearchField(router, word(v.Lang, "Scan or search 102,431 products", "Сканируйте или ищите: 102 431 товар"), "F2")
	s.put(search, x, 16, w*0.36, 56)
	strip := widgets.NewStrip()
	strip.Say(widgets.Warning, word(v.Lang, "Scale does not answer", "Весы не отвечают"), word(v.Lang, "Details", "Подробнее"))
	s.put(strip, x+w*0.36+12, 20, w-x-w*0.36-28, 48)
	chips := widgets.NewChips(word(v.Lang, "More", "Ещё"))
	chips.SetLabels(categoriesFor(v.Lang))
	chips.SetChosen(0)
	s.put(chips, x, 84, w*0.5, 48)
	s.strips(v, x, 148, w*0.5)
	s.money(v, x, 330, w*0.28)
	pad := widgets.NewNumberPad(widgets.PadOptions{Point: word(v.Lang, ".", ","), Enter: word(v.Lang, "Finish sale", "Завершить")}, nil)
	s.put(pad, w-340, 150, 320, 5*m.Pay()+32)
	s.lockCorner(v, x+w*0.3, 330, w*0.24, h-346)
	return s.all
}

func railFor(lang string) *widgets.Rail {
	rail := widgets.NewRail(word(lang, "Lock", "Блокировка"))
	en := []string{"Sell", "Receipts", "Cash", "Stock", "Customers", "Reports", "Setup"}
	ru := []string{"Продажа", "Чеки", "Смена", "Склад", "Клиенты", "Отчёты", "Настройки"}
	icons := []string{"sell", "receipts", "cash", "stock", "customers", "reports", "setup"}
	var items []widgets.RailItem
	for i := range icons {
		items = append(items, widgets.RailItem{Icon: icons[i], Caption: word(lang, en[i], ru[i]), Off: i == 5})
	}
	rail.SetItems(items)
	rail.SetChosen(0)
	rail.SetPerson("C1")
	return rail
}

func categoriesFor(lang string) []string {
	if lang == "ru" {
		return []string{"Избранное", "Хлеб", "Молочное", "Овощи", "Напитки", "Для дома", "Бакалея", "Сладости"}
	}
	return []string{"Favourites", "Bakery", "Dairy", "Fruit & veg", "Drinks", "Household", "Grocery", "Sweets"}
}

func (s *scene) strips(v uitest.Variant, x, y, w float32) {
	for i, tone := range []widgets.Tone{widgets.Normal, widgets.Strong, widgets.Bad} {
		strip := widgets.NewStrip()
		strip.Say(tone, word(v.Lang, "The printer has no paper. Put a roll in; the receipt then prints by itself.",
			"В принтере нет бумаги. Вставьте рулон, чек напечатается сам."), "")
		s.put(strip, x, y+float32(i)*56, w, 48)
	}
}

func (s *scene) money(v uitest.Variant, x, y, w float32) {
	inner := container.NewVBox(
		container.NewBorder(nil, nil, widgets.NewText(word(v.Lang, "Offers and loyalty", "Акции и карта"), widgets.Body).SetTone(widgets.Strong),
			nil, widgets.NewMoney(word(v.Lang, "–€2.78", "–193,90 ₽"), widgets.Body)),
		container.NewBorder(nil, nil, widgets.NewBold(word(v.Lang, "Total", "Итого"), widgets.Total),
			nil, widgets.NewMoney(word(v.Lang, "€13.67", "10 900,87 ₽"), widgets.Total)),
		widgets.NewMoney(word(v.Lang, "€16.45", "1 094,77 ₽"), widgets.Body).SetStruck(true).SetTone(widgets.Muted),
		widgets.NewText(word(v.Lang, "Change", "Сдача"), widgets.Title).SetTone(widgets.Muted),
		widgets.NewMoney(word(v.Lang, "€6.33", "99,13 ₽"), widgets.Amount).SetChange().SetAlign(fyne.TextAlignLeading),
		widgets.NewParagraph(word(v.Lang, "given €20.00 · cash · total €13.67 and more words that need a second line",
			"получено 1 000,00 ₽ · наличные · итого 900,87 ₽ и ещё слова для второй строки"), widgets.Body).SetTone(widgets.Muted),
	)
	s.put(widgets.NewPanel(widgets.Card, inner), x, y, w, 400)
}

func (s *scene) lockCorner(v uitest.Variant, x, y, w, h float32) {
	s.put(widgets.NewPanel(widgets.OnRail, nil), x, y, w, h)
	dots := widgets.NewDots(4)
	dots.SetFilled(2)
	s.put(dots, x, y+12, w, 24)
	for i, sub := range []string{word(v.Lang, "clocked in 07:58", "на смене с 07:58"), word(v.Lang, "not clocked in", "не на смене")} {
		k := widgets.NewKey(fmt.Sprintf(word(v.Lang, "Cashier %d", "Кассир %d"), i+1), nil)
		k.SetSub(sub)
		k.SetIcon("customers")
		k.SetText(17, false)
		k.SetKind(widgets.Dark)
		if i == 0 {
			k.SetKind(widgets.DarkChosen)
		}
		s.put(k, x+12, y+48+float32(i)*76, w-24, 68)
	}
	pad := widgets.NewNumberPad(widgets.PadOptions{PIN: true, NoDouble: true, Dark: true}, nil)
	s.put(pad, x+12, y+208, w-24, h-220)
}

func TestPartsLookAsIntended(t *testing.T) {
	variants := append(uitest.Variants(), uitest.Variant{Lang: "ru", Width: 1366, Height: 768, TextPercent: 130})
	for _, v := range variants {
		t.Run(v.Name(), func(t *testing.T) {
			w := uitest.Open(t, v, func() fyne.CanvasObject { return partsScene(v) })
			w.Golden("parts")
		})
	}
}

func TestDialogsLookAsIntended(t *testing.T) {
	for _, v := range []uitest.Variant{
		{Lang: "en", Width: 1366, Height: 768},
		{Lang: "ru", Dark: true, Width: 1024, Height: 768},
		{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130},
	} {
		t.Run(v.Name(), func(t *testing.T) {
			w := uitest.Open(t, v, func() fyne.CanvasObject { return goodsScene(v) })
			m := widgets.NewModal(word(v.Lang, "Card payment unknown", "Оплата картой не подтверждена"),
				word(v.Lang, "The terminal did not answer. Do not charge again until this is settled: look at the terminal's last slip.",
					"Терминал не ответил. Не списывайте повторно, пока не выяснится: посмотрите последний чек терминала."),
				nil,
				widgets.Choice{Label: word(v.Lang, "Ask the terminal again", "Спросить терминал"), Kind: widgets.Accent, Default: true},
				widgets.Choice{Label: word(v.Lang, "Not paid", "Не оплачено"), Kind: widgets.Danger},
				widgets.Choice{Label: word(v.Lang, "Later", "Позже"), Cancel: true})
			m.Open(w.Canvas(), nil)
			w.Golden("dialog")
		})
	}
}

func listScene(v uitest.Variant) (fyne.CanvasObject, *widgets.Chips) {
	s := newScene()
	m := theme.Current().Metrics()
	w, h := float32(v.Width), float32(v.Height)
	s.put(railFor(v.Lang), 0, 0, m.RailWidth(), h)
	x := m.RailWidth() + 16
	chips := widgets.NewChips(word(v.Lang, "More", "Ещё"))
	chips.SetLabels(categoriesFor(v.Lang))
	chips.SetChosen(7)
	s.put(chips, x, 16, w*0.45, m.Touch())
	columns := []widgets.Column{{Share: 3}, {Share: 1.4}, {Fixed: 90, Align: fyne.TextAlignTrailing}, {Fixed: 120, Align: fyne.TextAlignTrailing, Shrink: true}}
	list := widgets.NewList(2, func() int { return 500 }, columns, func(i int) []widgets.ListCell {
		cells := []widgets.ListCell{
			{Text: fmt.Sprintf(word(v.Lang, "Receipt T1-%07d", "Чек T1-%07d"), 4100+i)},
			{Text: word(v.Lang, "Cashier 1", "Кассир 1"), Tone: widgets.Muted},
			{Text: "17:42", Tone: widgets.Muted},
			{Text: word(v.Lang, "€13.67", "900,87 ₽"), Bold: true},
			{Text: word(v.Lang, "4 lines · 7 pieces · card", "4 позиции · 7 штук · карта"), Tone: widgets.Muted},
		}
		if i == 3 {
			cells[3] = widgets.ListCell{Text: word(v.Lang, "–€1,234,567.00", "–1 234 567,00 ₽"), Tone: widgets.Bad, Bold: true}
		}
		return cells
	})
	list.SetSelected(1)
	panel := widgets.NewPanel(widgets.Card, list).SetPad(1)
	s.put(panel, x, 80, w*0.6, h-96)
	right := x + w*0.6 + 16
	s.put(widgets.NewAvatar("42", 44, true), right, 80, 44, 44)
	s.put(widgets.NewAvatar("M1", 44, false), right+60, 80, 44, 44)
	choice := widgets.NewKey(word(v.Lang, "Cash", "Наличные"), nil)
	choice.SetKind(widgets.Chosen)
	choice.SetLeft(true)
	choice.SetText(17, true)
	s.put(choice, right, 140, w-right-16, m.Pay())
	back := widgets.NewKey(word(v.Lang, "Back to sale", "К продаже"), nil)
	back.SetIcon("back")
	s.put(back, right, 240, 170, 48)
	off := widgets.NewKey(word(v.Lang, "Points · €12.40", "Баллы · 1 240"), nil)
	off.SetEnabled(false)
	s.put(off, right, 300, w-right-16, m.Pay())
	return s.all, chips
}

func TestListsAndCardsLookAsIntended(t *testing.T) {
	for _, v := range []uitest.Variant{
		{Lang: "en", Width: 1366, Height: 768},
		{Lang: "ru", Dark: true, Width: 1024, Height: 768},
	} {
		t.Run(v.Name(), func(t *testing.T) {
			var chips *widgets.Chips
			w := uitest.Open(t, v, func() fyne.CanvasObject {
				all, c := listScene(v)
				chips = c
				return all
			})
			w.Golden("list")
			w.TapText(categoriesFor(v.Lang)[7])
			if w.Canvas().Overlays().Top() == nil {
				t.Fatal("the chip for what does not fit opened nothing")
			}
			w.Golden("popover")
			chips.Close()
		})
	}
}

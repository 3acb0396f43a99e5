package widgets_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kassa/ui/theme"
	"kassa/ui/uitest"
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

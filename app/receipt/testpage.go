package receipt

import (
	"strings"

	"kassa/app/paper"
	"kassa/app/shop"
	"kassa/app/text"
)

// TestPage is what a printer prints when it is tried out, in the language of t: who prints where, a ruler of the width of the
// paper, every way of writing, the letters and signs that receipts need, both kinds of code, and the cut. What a person can
// see on it that is wrong (boxes for letters, a broken ruler) names the option that is to be changed.
func TestPage(s shop.Shop, till, address string, at shop.Moment, t *text.Text) paper.Document {
	var d paper.Document
	centre := func(words string, style paper.Style) {
		d.Add(paper.Text{Text: words, Align: paper.Center, Style: style})
	}
	centre(s.Name, large)
	centre(t.T("testpage.title"), strong)
	d.Add(paper.Rule{},
		paper.Row{Left: till, Right: t.DateTime(at.Local())},
		paper.Text{Text: address},
		paper.Rule{},
		paper.Text{Text: t.T("testpage.ruler")},
		paper.Text{Text: strings.Repeat("1234567890", 4) + "12"},
		paper.Row{Left: t.T("testpage.left"), Right: t.T("testpage.right")},
		paper.Text{Text: t.T("testpage.bold"), Style: strong},
		paper.Text{Text: t.T("testpage.tall"), Style: large},
		paper.Text{Text: t.T("testpage.wide"), Style: mark},
		paper.Rule{},
		paper.Text{Text: t.T("testpage.letters")})
	for _, line := range letters {
		d.Add(paper.Text{Text: line})
	}
	d.Add(paper.Row{Left: t.T("testpage.money"), Right: t.Money(123_456, s.Currency)},
		paper.Rule{},
		paper.Barcode{Kind: paper.Code128, Data: "KASSA-TEST"},
		paper.QR{Data: "KASSA-TEST"},
		paper.Text{Text: t.T("testpage.wrong"), Align: paper.Center},
		paper.Cut{})
	return d
}

// letters are what code pages get wrong: one line of each kind.
var letters = []string{
	"ABCDEFGHIJKLM abcdefghijklm 0123456789",
	"ÄÖÜ äöü ß ÀÉÈÊÇ àéèêç ÑÕÅÆØ ñõåæø",
	"ĄĆĘŁŃŚŹŻ ąćęłńśźż ČĎŘŠŽ čďřšž ŐŰ őű",
	"АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
	"абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
	"€ £ ¥ ₽ ₸ ₴ № § % & @ # « » – ° ½",
}

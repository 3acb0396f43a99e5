package receipt

import (
	"kassa/app/paper"
	"kassa/app/shop"
	"kassa/app/text"
)

// RecoveryCode is the paper that the owner keeps away from the till: it lets the owner in on a new computer, or when the PIN is
// forgotten. Its signs are large, so that nobody takes one for another.
func RecoveryCode(s shop.Shop, code string, at shop.Moment, t *text.Text) paper.Document {
	var d paper.Document
	d.Add(paper.Text{Text: s.Name, Align: paper.Center, Style: strong},
		paper.Text{Text: t.T("recovery.title"), Align: paper.Center, Style: strong},
		paper.Rule{})
	for half := range 2 { // twenty signs and their dashes are wider than the paper
		middle := (len(code) - 1) / 2
		d.Add(paper.Text{Text: [2]string{code[:middle], code[middle+1:]}[half], Align: paper.Center, Style: large})
	}
	d.Add(paper.Rule{}, paper.Text{Text: t.T("recovery.keep")}, paper.Row{Right: t.DateTime(at.Local())}, paper.Cut{})
	return d
}

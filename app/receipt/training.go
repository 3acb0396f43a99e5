package receipt

import (
	"slices"

	"kassa/app/paper"
	"kassa/app/text"
)

// InTraining says at the head and at the foot of a paper that it was printed in training, twice as high as the rest. A paper that
// says so already stays as it is.
func InTraining(doc paper.Document, t *text.Text) paper.Document {
	return marked(doc, t.T("training.paper"), t)
}

// marked puts words around a paper, before its cut.
func marked(doc paper.Document, words string, t *text.Text) paper.Document {
	if saysTraining(doc, t) {
		return doc
	}
	said := paper.Text{Text: words, Align: paper.Center, Style: large}
	items := slices.Concat([]paper.Item{said}, doc.Items)
	at := len(items)
	if n := slices.IndexFunc(items, func(i paper.Item) bool { _, cut := i.(paper.Cut); return cut }); n >= 0 {
		at = n
	}
	return paper.Document{Items: slices.Insert(items, at, paper.Item(said))}
}

func saysTraining(doc paper.Document, t *text.Text) bool {
	if len(doc.Items) == 0 {
		return false
	}
	head, is := doc.Items[0].(paper.Text)
	return is && (head.Text == t.T("training.paper") || head.Text == t.T("receipt.training"))
}

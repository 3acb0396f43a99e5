package inventory

import (
	"path"
	"strings"

	"fyne.io/fyne/v2"

	goods "kassa/app/inventory"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// importPage brings a file in: the files of a folder, then what would become of each row, then what became of them.
type importPage struct {
	v      *View
	all    *fyne.Container
	path   *wedge.Entry
	card   *widgets.Panel
	files  *widgets.List
	rows   *widgets.List
	empty  *widgets.Paragraph
	words  *widgets.Paragraph
	what   *widgets.Segments
	bring  *widgets.Key
	stop   *widgets.Key
	folder string
}

func newImport(v *View) *importPage {
	t := v.t
	p := &importPage{v: v}
	p.path = v.in.Router.NewEntry()
	p.path.OnSubmitted = func(s string) {
		if strings.HasSuffix(s, "/") || path.Ext(s) == "" {
			v.m.OpenFolder(s)
		} else {
			v.m.Look(s)
		}
	}
	p.what = widgets.NewSegments(t.T("stock.products"), t.T("stock.bring.counted"))
	p.what.OnTap = func(i int) { v.m.BringStock(i == 1) }
	p.words = widgets.NewParagraph("", widgets.Body)
	p.empty = widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)
	p.files = widgets.NewList(1, p.count, []widgets.Column{{Share: 1}, {Fixed: 120, Align: fyne.TextAlignTrailing}}, p.fileRow)
	p.files.OnTap = v.m.TapEntry
	p.rows = widgets.NewList(2, func() int { return len(v.last.Import.Report.First) }, []widgets.Column{{Share: 1}, {Fixed: 150}}, p.previewRow)
	p.bring = widgets.NewKey(t.T("stock.bring.now"), v.m.Bring)
	p.bring.SetKind(widgets.Accent)
	p.bring.SetText(0, true)
	p.stop = widgets.NewKey(t.T("stock.bring.stop"), v.m.StopImport)
	p.stop.SetIcon("close")
	inside := &fyne.Container{Objects: []fyne.CanvasObject{p.files, p.rows, p.empty}}
	inside.Layout = fill{small, func(s fyne.Size) {
		place(p.files, 0, 0, s.Width, s.Height)
		place(p.rows, 0, 0, s.Width, s.Height)
		place(p.empty, theme.Gap24, theme.Gap24, s.Width-2*theme.Gap24, 80)
	}}
	p.card = widgets.NewPanel(widgets.Card, inside).SetPad(1)
	p.all = &fyne.Container{Layout: fill{small, p.arrange}, Objects: []fyne.CanvasObject{p.path, p.what, p.words, p.card}}
	return p
}

func (p *importPage) object() fyne.CanvasObject { return p.all }

func (p *importPage) acts(s State) []*widgets.Key {
	if s.Import.Working {
		return []*widgets.Key{p.stop}
	}
	return []*widgets.Key{p.bring}
}

func (p *importPage) count() int {
	f := p.v.last.Import.Folder
	if f.Parent != "" {
		return len(f.Entries) + 1
	}
	return len(f.Entries)
}

func (p *importPage) fileRow(i int) []widgets.ListCell {
	f := p.v.last.Import.Folder
	if f.Parent != "" {
		if i == 0 {
			return []widgets.ListCell{{Text: p.v.t.T("stock.bring.up"), Tone: widgets.Muted}}
		}
		i--
	}
	if i >= len(f.Entries) {
		return nil
	}
	e := f.Entries[i]
	if e.Dir {
		return []widgets.ListCell{{Text: e.Name + " /"}}
	}
	return []widgets.ListCell{{Text: e.Name, Bold: true}, {Text: p.v.t.T("stock.bring.kb", text.Args{"size": p.v.t.Number((e.Size + 1023) / 1024)}), Tone: widgets.Muted}}
}

// previewRow is one of the first rows: what stands there, what becomes of it, and why not.
func (p *importPage) previewRow(i int) []widgets.ListCell {
	report := p.v.last.Import.Report
	if i >= len(report.First) {
		return nil
	}
	r := report.First[i]
	var cells []string
	for n, c := range r.Cells {
		if c != "" && n < len(report.Columns) && report.Columns[n] != "product_id" {
			cells = append(cells, c)
		}
	}
	tone, under := widgets.Muted, p.v.t.T("stock.bring.line", text.Args{"line": r.Line})
	if r.Refusal != nil {
		tone, under = widgets.Bad, p.v.t.T("import.refused_row", text.Args{"line": r.Line, "reason": p.v.t.T("import."+r.Refusal.Reason, text.Args(r.Refusal.Values))})
	}
	return []widgets.ListCell{{Text: strings.Join(cells, " · ")}, {Text: p.v.t.T("stock.bring.outcome." + string(r.Outcome)), Tone: outcomeTone(r.Outcome)}, {Text: under, Tone: tone}}
}

func outcomeTone(o goods.Outcome) widgets.Tone {
	switch o {
	case goods.RowRefused:
		return widgets.Bad
	case goods.RowSame:
		return widgets.Muted
	}
	return widgets.Strong
}

func (p *importPage) draw(s State) {
	i, t := s.Import, p.v.t
	choosing := i.Path == ""
	show(p.files, choosing && len(i.Folder.Entries) > 0 || choosing && i.Folder.Parent != "")
	show(p.rows, !choosing && len(i.Report.First) > 0)
	show(p.path, choosing)
	show(p.what, choosing)
	show(p.words, !choosing || i.Err != nil)
	show(p.bring, i.Looked && !i.Done && !i.Working)
	show(p.stop, i.Working)
	which := 0
	if i.Stock {
		which = 1
	}
	p.what.SetChosen(which)
	if i.Folder.Path != p.folder {
		p.folder = i.Folder.Path
		p.path.SetText(i.Folder.Path)
	}
	p.words.SetTone(widgets.Normal)
	p.words.SetWords(p.say(i))
	if i.Err != nil {
		p.words.SetTone(widgets.Bad)
	}
	p.empty.SetWords("")
	if choosing && len(i.Folder.Entries) == 0 && i.Err == nil {
		p.empty.SetWords(t.T("stock.bring.nothing"))
	}
	p.bring.SetEnabled(!i.Working && i.Report.Added+i.Report.Changed > 0)
	p.files.Refresh()
	p.rows.Refresh()
	p.v.head.SetActs(p.acts(s)...)
	p.arrange(p.all.Size())
}

// say is what would become of the file, or became of it, in words.
func (p *importPage) say(i Import) string {
	t := p.v.t
	switch {
	case i.Err != nil:
		title, what, next := t.Fault(i.Err)
		return title + ". " + what + " " + next
	case i.Working:
		words := t.T("import.reading", text.Args{"path": path.Base(i.Path)})
		if i.Size > 0 {
			words += " · " + t.T("stock.bring.read", text.Args{"share": t.Number(min(100, 100*i.Read/i.Size))})
		}
		return words
	case i.Path == "":
		return ""
	}
	r := i.Report
	var columns []string
	for _, c := range r.Columns {
		columns = append(columns, t.T("import.column."+c))
	}
	words := path.Base(i.Path) + " · " + t.N("import.added", r.Added) + " · " + t.N("import.changed", r.Changed) + " · " + t.N("import.same", r.Same) + " · " +
		t.N("import.refused", r.Refused) + "\n" + t.T("import.found", text.Args{"columns": strings.Join(columns, ", ")})
	if len(r.Unknown) > 0 {
		words += "\n" + t.T("import.unknown_columns", text.Args{"columns": strings.Join(r.Unknown, ", ")})
	}
	switch {
	case i.Stopped:
		words = t.T("stock.bring.stopped") + "\n" + words
	case !i.Done:
		words += "\n" + t.T("import.dry")
	}
	return words
}

func (p *importPage) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	high, top := max(48, theme.Current().Metrics().Touch()), float32(0)
	if p.path.Visible() {
		w := min(max(p.what.MinSize().Width, 320), s.Width/2)
		place(p.path, 0, 0, s.Width-w-theme.Gap12, high)
		place(p.what, s.Width-w, 0, w, high)
		top = high + theme.Gap12
	}
	if p.words.Visible() {
		h := p.words.HeightFor(s.Width)
		place(p.words, 0, top, s.Width, h)
		top += h + theme.Gap12
	}
	place(p.card, 0, top, s.Width, s.Height-top)
}

package founding

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// backupsStep lists the backups that were found, and takes a path.
type backupsStep struct {
	v     *View
	pane  *widgets.Pane
	state *widgets.Paragraph
	files []*widgets.Key
	path  *wedge.Entry
	pathF *widgets.Field
	take  *widgets.Key
}

// mostBackups is how many backups are shown.
const mostBackups = 6

func newBackups(v *View) *backupsStep {
	t := v.t
	p := &backupsStep{v: v, state: widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)}
	high := func() float32 { return max(60, theme.Current().Metrics().Touch()) }
	blocks, objects := []form.Block{form.Words(p.state, theme.Gap8)}, []fyne.CanvasObject{p.state}
	for i := range mostBackups {
		k := widgets.NewKey("", func() {
			if found := v.last.Backup.Found; i < len(found) {
				v.m.TakeBackup(found[i].Path)
			}
		})
		k.SetLeft(true)
		p.files = append(p.files, k)
		blocks = append(blocks, form.Object(k, theme.Gap8, high))
		objects = append(objects, k)
	}
	p.path = v.entry(func(string) {})
	p.path.OnSubmitted = v.m.TakeBackup
	p.pathF = widgets.NewField(t.T("founding.backups.path"), p.path)
	p.take = widgets.NewKey(t.T("founding.backups.take"), func() { v.m.TakeBackup(p.path.Text) })
	blocks = append(blocks, form.WithKey(p.pathF, p.take))
	p.pane = form.Pane(blocks, append(objects, p.pathF, p.take)...)
	return p
}

func (p *backupsStep) object() fyne.CanvasObject { return p.pane }
func (p *backupsStep) fill(State)                {}

func (p *backupsStep) draw(s State) {
	t, b := p.v.t, s.Backup
	switch {
	case !b.Looked:
		p.state.SetWords(t.T("founding.backups.looking"))
	case len(b.Found) == 0:
		p.state.SetWords(t.T("founding.backups.none"))
	default:
		p.state.SetWords(t.T("founding.backups.found"))
	}
	for i, k := range p.files {
		form.Show(k, i < len(b.Found))
		if i >= len(b.Found) {
			continue
		}
		f := b.Found[i]
		k.SetLabel(t.T("founding.backups.row", text.Args{"made": t.DateTime(f.Made.Local()), "size": megabytes(t, f.Size)}))
		about := filepath.Dir(f.Path)
		if f.Locked {
			about = t.T("founding.backups.locked") + " · " + about
		}
		if f.Err != nil {
			title, _, _ := t.Fault(f.Err)
			about = title + " · " + about
		}
		k.SetSub(about)
		k.SetEnabled(f.Err == nil)
	}
	p.pane.Arrange()
}

// megabytes is how large a file is, for a person.
func megabytes(t *text.Text, size int64) string {
	return t.T("founding.backups.size", text.Args{"size": t.Number(max(1, (size+1<<19)>>20))})
}

// confirmStep asks for the passphrase, and says what is in the backup and what is lost with it.
type confirmStep struct {
	v       *View
	pane    *widgets.Pane
	phrase  *wedge.Entry
	phraseF *widgets.Field
	facts   *widgets.Paragraph
	lost    *widgets.Paragraph
	aside   *widgets.Paragraph
	name    *wedge.Entry
	nameF   *widgets.Field
}

func newConfirm(v *View) *confirmStep {
	t := v.t
	p := &confirmStep{v: v, facts: widgets.NewParagraph("", widgets.Title), lost: widgets.NewParagraph("", widgets.Title),
		aside: widgets.NewParagraph(t.T("founding.confirm.aside"), widgets.Body).SetTone(widgets.Muted)}
	p.phrase = v.secret(v.m.TypePhrase)
	p.phrase.OnSubmitted = func(string) { v.m.Next() }
	p.phraseF = widgets.NewField(t.T("founding.confirm.phrase"), p.phrase)
	p.name = v.entry(v.m.TypeShop)
	p.name.OnSubmitted = func(string) { v.m.Next() }
	p.nameF = widgets.NewField("", p.name)
	p.pane = form.Pane([]form.Block{form.Field(p.phraseF), form.Words(p.facts, theme.Gap12), form.Words(p.lost, theme.Gap12), form.Words(p.aside, theme.Gap16),
		form.Field(p.nameF)}, p.phraseF, p.facts, p.lost, p.aside, p.nameF)
	return p
}

func (p *confirmStep) object() fyne.CanvasObject { return p.pane }

func (p *confirmStep) fill(s State) {
	form.Fill(p.phrase, s.Backup.Phrase)
	form.Fill(p.name, s.Backup.Typed)
}

func (p *confirmStep) draw(s State) {
	t, l := p.v.t, s.Backup.Look
	form.Show(p.phraseF, l == nil)
	for _, o := range []fyne.CanvasObject{p.facts, p.lost, p.aside} {
		form.Show(o, l != nil)
	}
	form.Show(p.nameF, l != nil && s.Backup.Present)
	if l != nil {
		p.facts.SetWords(strings.Join([]string{t.T("founding.confirm.shop", text.Args{"name": l.Name, "till": l.Till}),
			t.T("founding.confirm.made", text.Args{"made": t.DateTime(l.Made.In(l.Zone))}),
			t.T("founding.confirm.last", text.Args{"seq": t.Number(l.Seq), "at": t.DateTime(l.At.In(l.Zone))})}, "\n"))
		words, tone := t.T("founding.confirm.nothing_lost"), widgets.Normal
		switch {
		case l.Lost > 0 && l.Known:
			words, tone = t.T("founding.confirm.sales", text.Args{"sales": t.N("founding.confirm.count", l.Sales)}), widgets.Warning
		case l.Lost > 0:
			words, tone = t.N("founding.confirm.records", l.Lost), widgets.Warning
		case s.Backup.Why == nil && !s.Backup.Present:
			words = ""
		}
		p.lost.SetTone(tone)
		p.lost.SetWords(words)
		form.Show(p.lost, words != "")
		p.nameF.SetLabel(t.T("founding.confirm.name", text.Args{"name": l.Name}))
	}
	p.pane.Arrange()
}

// restoredStep says what became of the shop.
type restoredStep struct {
	v    *View
	pane *widgets.Pane
	said *widgets.Paragraph
}

func newRestored(v *View) *restoredStep {
	p := &restoredStep{v: v, said: widgets.NewParagraph("", widgets.Title)}
	p.pane = form.Pane([]form.Block{form.Words(p.said, 0)}, p.said)
	return p
}

func (p *restoredStep) object() fyne.CanvasObject { return p.pane }
func (p *restoredStep) fill(State)                {}

func (p *restoredStep) draw(s State) {
	t, r := p.v.t, s.Backup.Done
	lines := []string{t.T("cli.restore.done", text.Args{"name": r.Name, "made": t.DateTime(r.Manifest.Made.In(r.At.Local().Location())), "till": r.Till}),
		t.T("cli.restore.series", text.Args{"number": shop.SaleLabel(r.Series, r.Till, 1)})}
	for _, line := range []struct {
		holds bool
		said  string
	}{
		{r.Lost > 0, t.N("cli.restore.lost", r.Lost)}, {r.Findings > 0, t.N("verify.findings", r.Findings)},
		{r.Aside != "", t.T("cli.restore.aside", text.Args{"path": r.Aside})}, {r.NewKey, t.T("cli.restore.new_key")},
		{r.NewKey && r.Guarded, t.T("founding.restored.recovery")},
	} {
		if line.holds {
			lines = append(lines, line.said)
		}
	}
	p.said.SetWords(strings.Join(lines, "\n"))
	p.pane.Arrange()
}

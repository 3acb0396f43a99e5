package backup

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// View draws the page and reports what people do; it decides nothing.
type View struct {
	room.Plain
	m      *Model
	t      *text.Text
	last   State
	root   *fyne.Container
	head   *widgets.PageHead
	pane   *widgets.Pane
	card   *widgets.Panel
	side   *widgets.Panel
	list   *widgets.List
	now    *widgets.Key
	state  *widgets.Text
	facts  *widgets.Paragraph
	second *widgets.Paragraph
	locked *widgets.Paragraph
	code   *widgets.Text
	codes  *widgets.Paragraph
	place  *wedge.Entry
	phrase *wedge.Entry
	back   *widgets.Key
	unlock *widgets.Key
	kept   *widgets.Key
	filled int
}

// NewView makes the page over a model and takes its drawings from now on.
func NewView(m *Model, in room.Place) *View {
	t := in.Text
	v := &View{m: m, t: t, head: widgets.NewPageHead(t.T("backup.title"), t.T("common.more")), state: widgets.NewBold("", widgets.Title),
		facts: widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted), second: widgets.NewParagraph("", widgets.Body),
		locked: widgets.NewParagraph("", widgets.Body), code: widgets.NewBold("", widgets.Heading),
		codes: widgets.NewParagraph("", widgets.Body).SetTone(widgets.Muted)}
	v.now = widgets.NewKey(t.T("backup.now"), m.Now)
	v.now.SetKind(widgets.Accent)
	checks := widgets.NewKey(t.T("backup.checks"), m.Checks)
	v.place, v.phrase = in.Router.NewEntry(), in.Router.NewSecretEntry()
	v.place.OnChanged, v.phrase.OnChanged = m.TypePlace, m.TypePhrase
	placeF, phraseF := widgets.NewField(t.T("backup.place"), v.place), widgets.NewField(t.T("backup.phrase"), v.phrase)
	keep := widgets.NewKey(t.T("backup.place_keep"), m.KeepPlace)
	lock := widgets.NewKey(t.T("backup.lock"), v.askLock(in))
	v.unlock = widgets.NewKey(t.T("backup.unlock"), func() { m.SetPhrase("") })
	newCode := widgets.NewKey(t.T("backup.code"), m.NewCode)
	v.kept = widgets.NewKey(t.T("founding.code.kept"), m.CodeKept)
	v.pane = form.Pane([]form.Block{form.Line(v.state, theme.Gap4), form.Words(v.facts, theme.Gap12), form.Keys(theme.Gap24, v.now, checks),
		form.Words(v.second, theme.Gap8), form.WithKey(placeF, keep), form.Words(v.locked, theme.Gap8), form.WithKey(phraseF, lock), form.Keys(theme.Gap24, v.unlock),
		form.Words(v.codes, theme.Gap8), form.Line(v.code, theme.Gap8), form.Keys(0, newCode, v.kept)},
		v.state, v.facts, v.now, checks, v.second, placeF, keep, v.locked, phraseF, lock, v.unlock, v.codes, v.code, newCode, v.kept)
	v.card = widgets.NewPanel(widgets.Card, v.pane)
	v.list = widgets.NewList(2, func() int { return len(v.last.List) }, []widgets.Column{{Share: 1}, {Fixed: 80, Align: fyne.TextAlignTrailing}}, v.row)
	v.list.OnTap = m.Choose
	v.back = widgets.NewKey("", m.Restore)
	v.side = widgets.NewPanel(widgets.Card, &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(240, 200) }, Arrange: v.arrangeSide},
		Objects: []fyne.CanvasObject{v.list, v.back}})
	v.root = &fyne.Container{Layout: form.Free{Least: func() fyne.Size { return fyne.NewSize(640, 400) }, Arrange: v.arrange}, Objects: []fyne.CanvasObject{v.head, v.card, v.side}}
	m.OnDraw(v.draw)
	v.draw(m.State())
	return v
}

// askLock asks once more before backups are locked: without the passphrase nobody opens them again.
func (v *View) askLock(in room.Place) func() {
	return func() {
		phrase := v.m.State().Phrase
		if phrase == "" {
			return
		}
		widgets.NewModal(v.t.T("backup.lock_title"), v.t.T("backup.lock_text"), nil,
			widgets.Choice{Label: v.t.T("common.back"), Cancel: true},
			widgets.Choice{Label: v.t.T("backup.lock"), Kind: widgets.Accent, OnTap: func() { v.m.SetPhrase(phrase) }}).Open(in.Canvas(), in.Router)
	}
}

// Root is what the window shows.
func (v *View) Root() fyne.CanvasObject { return v.root }

// Opened reads how things stand.
func (v *View) Opened() { v.m.Open() }

func (v *View) row(i int) []widgets.ListCell {
	k := v.last.List[i]
	return []widgets.ListCell{{Text: v.t.DateTime(k.At), Bold: i == 0}, {Text: v.size(k.Size)}, {Text: filepath.Base(k.Path)}}
}

func (v *View) size(bytes int64) string {
	return v.t.T("founding.backups.size", text.Args{"size": v.t.Number(max(1, (bytes+1<<19)>>20))})
}

func (v *View) draw(s State) {
	v.last = s
	t := v.t
	words, tone := t.T("backup.none"), widgets.Warning
	if s.Last.Path != "" {
		words, tone = t.T("backup.last", text.Args{"made": t.DateTime(s.Last.At), "size": v.size(s.Last.Size)}), widgets.Normal
	}
	facts := t.T("backup.facts", text.Args{"folder": s.Folder})
	switch {
	case s.Working:
		words, tone = t.T("backup.working"), widgets.Normal
	case s.Failed != nil:
		title, what, next := t.Fault(s.Failed)
		words, tone, facts = title, widgets.Bad, what+" "+next
	case s.Elsewhere:
		words, facts = t.T("fault.backup_by_server.title"), t.T("fault.backup_by_server.next")
	case s.Due:
		facts += " " + t.T("backup.due")
	case s.Last.Path != "":
		facts += " " + t.T("backup.all_in")
	}
	v.state.SetTone(tone).SetWords(words)
	v.facts.SetWords(facts)
	v.now.SetEnabled(s.Ready && !s.Working && !s.Elsewhere)
	v.second.SetTone(widgets.Normal)
	switch {
	case s.Second == "":
		v.second.SetWords(t.T("backup.no_second"))
	case s.NotThere != nil:
		title, _, next := t.Fault(s.NotThere)
		v.second.SetTone(widgets.Warning)
		v.second.SetWords(title + ". " + next)
	default:
		v.second.SetWords(t.T("backup.second"))
	}
	v.locked.SetWords(t.T(map[bool]string{true: "backup.is_locked", false: "backup.is_open"}[s.Locked]))
	form.Show(v.unlock, s.Locked)
	v.codes.SetWords(t.T(map[bool]string{true: "recovery.keep", false: "backup.code_text"}[s.Code != ""]))
	v.code.SetWords(s.Code)
	form.Show(v.code, s.Code != "")
	form.Show(v.kept, s.Code != "")
	v.back.SetLabel(t.T(map[bool]string{true: "backup.restore_this", false: "backup.restore"}[s.Row >= 0]))
	if v.filled != s.Filled {
		v.filled = s.Filled
		form.Fill(v.place, s.Place)
		form.Fill(v.phrase, s.Phrase)
	}
	v.list.SetSelected(s.Row)
	v.list.Refresh()
	v.pane.Refresh()
}

func (v *View) arrangeSide(s fyne.Size) {
	high := max(48, theme.Current().Metrics().Touch())
	form.Place(v.list, 0, 0, s.Width, max(0, s.Height-high-theme.Gap8))
	form.Place(v.back, 0, s.Height-high, s.Width, high)
}

func (v *View) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	high := v.head.MinSize().Height
	form.Place(v.head, 0, 0, s.Width, high)
	top := high + theme.Gap12
	side := min(max(s.Width*0.36, 300), 440*theme.Current().Metrics().Grow())
	form.Place(v.card, 0, top, s.Width-side-theme.Gap12, s.Height-top)
	form.Place(v.side, s.Width-side, top, side, s.Height-top)
}

package widgets

import (
	"strings"

	"fyne.io/fyne/v2"

	"kassa/ui/wedge"
)

// Target is something a person may tap, by the words on it (or the name of its icon), and where it stands on the canvas.
type Target struct {
	Label string
	At    fyne.Position
	Size  fyne.Size
}

// composed is a widget that is made of others.
type composed interface{ parts() []fyne.CanvasObject }

func (c *Chips) parts() []fyne.CanvasObject          { return c.drawn.all }
func (f *Field) parts() []fyne.CanvasObject          { return f.drawn.all }
func (g *Segments) parts() []fyne.CanvasObject       { return g.drawn.all }
func (h *PageHead) parts() []fyne.CanvasObject       { return h.drawn.all }
func (k *ScreenKeyboard) parts() []fyne.CanvasObject { return k.drawn.all }
func (p *NumberPad) parts() []fyne.CanvasObject      { return p.drawn.all }
func (r *Rail) parts() []fyne.CanvasObject           { return r.drawn.all }
func (p *Pane) parts() []fyne.CanvasObject           { return []fyne.CanvasObject{p.content} }
func (p *Panel) parts() []fyne.CanvasObject          { return []fyne.CanvasObject{p.content} }
func (s *Surface) parts() []fyne.CanvasObject        { return []fyne.CanvasObject{s.content} }
func (p *Popover) parts() []fyne.CanvasObject        { return []fyne.CanvasObject{p.content} }
func (s *Strip) parts() []fyne.CanvasObject          { return []fyne.CanvasObject{s.action} }

func (m *Modal) parts() []fyne.CanvasObject {
	all := []fyne.CanvasObject{m.body, m.beside}
	for _, k := range m.keys {
		all = append(all, k)
	}
	return all
}

// Targets lists what can be tapped in a tree of things that are shown, for tests that drive the real window. Fields stand
// under their label as "field: Name", rows of lists under the words of their cells.
func Targets(root fyne.CanvasObject) []Target {
	var all []Target
	var walk func(o fyne.CanvasObject, under string)
	put := func(label string, o fyne.CanvasObject) {
		all = append(all, Target{label, fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()})
	}
	walk = func(o fyne.CanvasObject, under string) {
		if o == nil || !o.Visible() {
			return
		}
		switch o := o.(type) {
		case *Key:
			put(o.said(), o)
		case *Chooser:
			put(o.said(), o)
		case *PersonTile:
			put("person: "+o.name, o)
		case *railKey:
			put("rail: "+o.item.Caption, o)
		case *wedge.Entry:
			put("field: "+under, o)
		case *Field:
			for _, part := range o.parts() {
				walk(part, o.words)
			}
		case *List:
			all = append(all, o.targets()...)
		case *fyne.Container:
			for _, part := range o.Objects {
				walk(part, under)
			}
		case composed:
			for _, part := range o.parts() {
				walk(part, under)
			}
		}
	}
	walk(root, "")
	return all
}

// said is what a key says: its words, else its icon.
func (k *Key) said() string {
	if k.label == "" {
		return "icon: " + k.icon.name
	}
	return k.label
}

// targets are the rows in sight.
func (l *List) targets() []Target {
	var all []Target
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l)
	for _, shown := range l.shown {
		var words []string
		for _, c := range l.row(shown.i) {
			words = append(words, c.Text)
		}
		all = append(all, Target{"row: " + strings.Join(words, " | "), at.Add(shown.c.object().Position()), shown.c.object().Size()})
	}
	return all
}

// Package theme is the look of the program: colours, text sizes, lengths for fingers, icons and the
// words that Fyne itself shows.
//
// The rule: a Theme is made from Settings and never changes; another look is another Theme. It decides
// light or dark alone, whatever the system prefers. Widgets ask Current() for the palette and the
// metrics when they are drawn, so Settings().SetTheme(theme.New(...)) repaints everything.
//
// Example: on a 15.6 inch screen of 1366 by 768, New(Settings{PerMM: Density156Inch, TextPercent: 100})
// gives Metrics().Pay() = 79 units, which is 20 mm under the finger, and Palette().Accent = 0B6E4F.
package theme

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"kassa/assets"
)

// Settings are what a shop chooses about the look.
type Settings struct {
	Dark        bool
	PerMM       float32 // canvas units in a millimetre; 0 means Density156Inch; held between 2 and 12
	TextPercent int     // 0 means 100; held between 100 and 200
	PhonePad    bool    // number pads have 1-2-3 on top
}

// Theme is the fyne.Theme of the program.
type Theme struct {
	settings Settings
	palette  Palette
	metrics  Metrics
}

var _ fyne.Theme = (*Theme)(nil)

// New makes the look. Values out of bounds are brought within them.
func New(s Settings) *Theme {
	if s.PerMM == 0 {
		s.PerMM = Density156Inch
	}
	if s.TextPercent == 0 {
		s.TextPercent = 100
	}
	s.PerMM = min(max(s.PerMM, 2), 12)
	s.TextPercent = min(max(s.TextPercent, 100), 200)
	t := &Theme{settings: s, palette: Light(), metrics: Metrics{PerMM: s.PerMM, TextPercent: s.TextPercent}}
	if s.Dark {
		t.palette = Dark()
	}
	return t
}

// Current is the look of the running program; before one is set, the light one at 100 %.
func Current() *Theme {
	if app := fyne.CurrentApp(); app != nil {
		if t, ok := app.Settings().Theme().(*Theme); ok {
			return t
		}
	}
	return New(Settings{})
}

// Settings gives back what the theme was made from, within bounds.
func (t *Theme) Settings() Settings { return t.settings }

// Palette is the set of colours.
func (t *Theme) Palette() Palette { return t.palette }

// Metrics is the set of lengths and text sizes.
func (t *Theme) Metrics() Metrics { return t.metrics }

// Font gives Noto Sans, regular or bold; italics do not exist in this program, symbols are Fyne's. The letters are those
// of assets/font, which a test compares, but Fyne's own copy: it falls back on that one in any case, and another would be
// read as well.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol, style.Monospace:
		return base.DefaultTheme().Font(style)
	case style.Bold:
		return base.DefaultTextBoldFont()
	}
	return base.DefaultTextFont()
}

// Icon gives Fyne's own icons, used inside its widgets; ours are drawn by Icon of this package.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return base.DefaultTheme().Icon(name) }

// Color gives Fyne's widgets our colours. The variant the system prefers is ignored.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	p := t.palette
	switch name {
	case base.ColorNameBackground:
		return p.Background
	case base.ColorNameButton, base.ColorNameInputBackground, base.ColorNameMenuBackground,
		base.ColorNameOverlayBackground, base.ColorNameHeaderBackground, base.ColorNameDisabledButton:
		return p.Card
	case base.ColorNameInputBorder:
		return p.KeyLine
	case base.ColorNameForeground:
		return p.Ink
	case base.ColorNamePlaceHolder:
		return p.Muted
	case base.ColorNameDisabled:
		return p.Faint
	case base.ColorNamePrimary, base.ColorNameHyperlink, base.ColorNameFocus, base.ColorNameSuccess:
		return p.Accent
	case base.ColorNameForegroundOnPrimary, base.ColorNameForegroundOnSuccess:
		return p.OnAccent
	case base.ColorNameSelection:
		return p.Soft
	case base.ColorNameSeparator:
		return p.Line
	case base.ColorNameError:
		return p.Bad
	case base.ColorNameForegroundOnError:
		return p.OnBad
	case base.ColorNameWarning:
		return p.Warn
	case base.ColorNameForegroundOnWarning:
		return p.Card
	case base.ColorNamePressed:
		return p.Pressed
	case base.ColorNameScrollBar:
		return p.ScrollMark
	}
	return color.Transparent // hover, shadows, scroll bar backgrounds: this look has none
}

// Size gives Fyne's widgets lengths that a finger can hit.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	m := t.metrics
	switch name {
	case base.SizeNameText:
		return m.Sell()
	case base.SizeNameCaptionText:
		return m.Caption()
	case base.SizeNameSubHeadingText:
		return m.Title()
	case base.SizeNameHeadingText:
		return m.Heading()
	case base.SizeNameInnerPadding:
		return 14
	case base.SizeNamePadding, base.SizeNameLineSpacing:
		return Gap4
	case base.SizeNameInlineIcon:
		return m.Text(22)
	case base.SizeNameInputRadius, base.SizeNameSelectionRadius:
		return Radius
	case base.SizeNameInputBorder, base.SizeNameSeparatorThickness:
		return 1
	case base.SizeNameScrollBar, base.SizeNameScrollBarSmall, base.SizeNameScrollBarRadius:
		return 0
	}
	return base.DefaultTheme().Size(name)
}

// Icon gives one of our icons (the file name in assets/icon without .svg) drawn in a colour.
// An unknown name gives nil, which a picture draws as nothing; a test walks all names in use.
func Icon(name string, c color.NRGBA) fyne.Resource {
	raw, err := assets.Icons.ReadFile("icon/" + name + ".svg")
	if err != nil {
		return nil
	}
	value := hexOf(c)
	return fyne.NewStaticResource(name+"-"+value[1:]+".svg", []byte(strings.ReplaceAll(string(raw), "#000000", value)))
}

// AppIcon is the picture of the program for the window and the task bar.
func AppIcon() fyne.Resource {
	raw, err := assets.Icons.ReadFile("icon/kassa.png")
	if err != nil {
		panic("theme: " + err.Error())
	}
	return fyne.NewStaticResource("kassa.png", raw)
}

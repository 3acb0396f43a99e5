package widgets

import (
	"fyne.io/fyne/v2"

	"kassa/ui/theme"
)

// arrange places what a key shows within its size.
func (k *Key) arrange(s fyne.Size) {
	if k.pill {
		k.box.CornerRadius, k.tint.CornerRadius = s.Height/2, s.Height/2
	}
	place(k.box, 0, 0, s.Width, s.Height)
	place(k.tint, 0, 0, s.Width, s.Height)
	if s.Width <= 0 {
		return
	}
	k.arrangeHint(s)
	left, right := theme.Gap16, s.Width-theme.Gap16
	if s.Width < 100 {
		left, right = theme.Gap4, s.Width-theme.Gap4
	}
	edge := k.iconSize()
	if k.trailName != "" {
		place(k.trail.Image, right-edge, (s.Height-edge)/2, edge, edge)
		right -= edge + theme.Gap8
	}
	switch {
	case k.label == "" && k.amount == "":
		place(k.icon.Image, (s.Width-edge)/2, (s.Height-edge)/2, edge, edge)
		k.write("", "", "", k.labelSize(), 0)
	case k.amount != "" || k.sub != "":
		k.arrangeStacked(left, right, s.Height)
	default:
		k.arrangeLabel(left, right, s.Height)
	}
}

func (k *Key) arrangeHint(s fyne.Size) {
	if k.hint == "" {
		return
	}
	text := k.hintText.MinSize()
	w, h := text.Width+10, text.Height
	place(k.frame, s.Width-w-6, 5, w, h)
	place(k.hintText, s.Width-w-6, 5, w, h)
}

// belowHint moves a label that reaches under the hint down; where there is no room for both, the hint goes.
func (k *Key) belowHint(top, high, height float32) float32 {
	if k.hint == "" {
		return top
	}
	show(k.frame, true)
	show(k.hintText, true)
	s := k.Size()
	bottom := k.frame.Position().Y + k.frame.Size().Height
	right := s.Width/2 + k.line1.MinSize().Width/2
	if right < k.frame.Position().X-2 || top+3 >= bottom {
		return top
	}
	if bottom-3+high <= height-2 {
		return bottom - 3
	}
	show(k.frame, false)
	show(k.hintText, false)
	return top
}

// write sets the texts of label and second line in the colours of the kind.
func (k *Key) write(first, second, under string, size, underSize float32) {
	_, _, ink, muted := k.looks(theme.Current().Palette())
	setBold(k.line1, k.bold)
	setBold(k.line2, k.bold)
	paintText(k.line1, first, ink, size)
	paintText(k.line2, second, ink, size)
	setBold(k.big, k.amount != "")
	if k.amount == "" {
		ink = muted
	}
	paintText(k.big, under, ink, underSize)
}

// arrangeStacked puts the label over the amount (or the small second line), both left.
func (k *Key) arrangeStacked(left, right, height float32) {
	if k.iconName != "" {
		edge := k.iconSize()
		place(k.icon.Image, left, (height-edge)/2, edge, edge)
		left += edge + theme.Gap12
	}
	under, underBold, underSize := k.amount, true, theme.Current().Metrics().Text(22)
	if under == "" {
		under, underBold, underSize = k.sub, false, theme.Current().Metrics().Text(14)
	}
	width := right - left
	for underBold && underSize > 14 && !fits(under, width, underSize, true) {
		underSize = theme.Smaller(underSize) // an amount is made smaller, never cut
	}
	size := k.labelSize()
	for size > k.labelSize()*0.7 && !fits(k.label, width, size, k.bold) {
		size = theme.Smaller(size)
	}
	if !underBold {
		under = fit(under, width, underSize, false)
	}
	k.write(fit(k.label, width, size, k.bold), "", under, size, underSize)
	h1, h2 := k.line1.MinSize().Height, k.big.MinSize().Height
	top := (height - h1 - h2) / 2
	k.line1.Alignment = fyne.TextAlignLeading
	place(k.line1, left, top, width, h1)
	place(k.big, left, top+h1, width, h2)
	if k.hint != "" {
		beside := left+k.line1.MinSize().Width < k.frame.Position().X-2
		show(k.frame, beside)
		show(k.hintText, beside)
	}
}

// fitLabel finds how the label fits: on one line, on two, smaller (to 70 %), and only then cut.
func (k *Key) fitLabel(width, height float32) (first, second string, size float32) {
	full := k.labelSize()
	for size = full; ; size = theme.Smaller(size) {
		if fits(k.label, width, size, k.bold) {
			return k.label, "", size
		}
		if 2*lineHeight(size, k.bold) <= height+4 {
			first, second = wrap(k.label, width, size, k.bold)
		} else {
			first, second = fit(k.label, width, size, k.bold), ""
		}
		if first+" "+second == k.label || theme.Smaller(size) < full*0.7 {
			return first, second, size
		}
	}
}

// arrangeLabel puts the label on one or two lines, centred or left, with the icon before it.
func (k *Key) arrangeLabel(left, right, height float32) {
	edge := float32(0)
	if k.iconName != "" {
		edge = k.iconSize() + theme.Gap8
	}
	width := right - left - edge
	first, second, size := k.fitLabel(width, height)
	k.write(first, second, "", size, 0)
	align, x := fyne.TextAlignCenter, left
	if k.left {
		align = fyne.TextAlignLeading
	}
	if edge > 0 {
		w := max(k.line1.MinSize().Width, k.line2.MinSize().Width)
		if !k.left {
			x = left + max(0, (right-left-edge-w)/2)
		}
		place(k.icon.Image, x, (height-k.iconSize())/2, k.iconSize(), k.iconSize())
		x, align, width = x+edge, fyne.TextAlignLeading, w
	}
	k.line1.Alignment, k.line2.Alignment = align, align
	h := k.line1.MinSize().Height
	top, all := (height-h)/2, h
	if second != "" {
		top, all = (height-2*h)/2+1, 2*h-2
	}
	top = k.belowHint(top, all, height)
	place(k.line1, x, top, width, h)
	place(k.line2, x, top+h-2, width, h)
}

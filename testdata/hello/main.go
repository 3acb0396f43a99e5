// Hello is the yardstick of the start: the smallest Fyne window there is. It prints READY once it was painted.
package main

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	a := app.New()
	w := a.NewWindow("Hello")
	w.SetContent(widget.NewLabel("Hello"))
	w.Resize(fyne.NewSize(1366, 768))
	ticks := 0
	var beat *fyne.Animation
	beat = fyne.NewAnimation(time.Second, func(float32) {
		if ticks++; ticks == 2 {
			beat.Stop()
			fmt.Println("READY")
		}
	})
	beat.RepeatCount = fyne.AnimationRepeatForever
	beat.Start()
	w.ShowAndRun()
}

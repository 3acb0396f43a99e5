package form

import (
	"strconv"

	"kassa/app/text"
	"kassa/ui/widgets"
)

// CalendarWords are the months and the days of the week.
func CalendarWords(t *text.Text) (w widgets.CalendarWords) {
	for i := range w.Months {
		w.Months[i] = t.T("calendar.month.m" + strconv.Itoa(i+1))
	}
	for i := range w.Days {
		w.Days[i] = t.T("calendar.day.d" + strconv.Itoa(i+1))
	}
	return w
}

package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

func week() Sheet {
	return Sheet{Shop: "Лавка № 1 ₽ 🥛", Title: "Продажи по дням", Heads: []string{"День", "Чеков", "Выручка, ₽"}, Left: []bool{true, false, false},
		Rows: [][]string{{"23.11.2026", "3", "900,87"}, {"24.11.2026", "5", "1\u202F234,56"}}, Total: []string{"Итого", "8", "2\u202F135,43"},
		Made: time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC)}
}

func drawn(t *testing.T, s Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pages(file []byte) int { return bytes.Count(file, []byte("/Type /Page\n")) }

func TestTheSameSheetIsTheSameFile(t *testing.T) {
	first := drawn(t, week())
	for range 5 {
		if !bytes.Equal(first, drawn(t, week())) {
			t.Fatal("the file differs from one time to the next")
		}
	}
	other := week()
	other.Rows[0][1] = "4"
	if bytes.Equal(first, drawn(t, other)) {
		t.Error("another sheet makes the same file")
	}
	if len(first) > 60_000 {
		t.Errorf("a short sheet takes %d bytes", len(first))
	}
}

func TestALongTableGoesOnOverPages(t *testing.T) {
	s := week()
	for i := range 200 {
		s.Rows = append(s.Rows, []string{fmt.Sprint(i), "1", "1,00"})
	}
	if got := pages(drawn(t, s)); got < 8 || got > 12 {
		t.Errorf("202 rows take %d pages, want about ten", got)
	}
	if got := pages(drawn(t, week())); got != 1 {
		t.Errorf("two rows take %d pages", got)
	}
}

func TestWordsThatDoNotFitAreCutAndNothingPanics(t *testing.T) {
	s := week()
	s.Rows[0][0] = strings.Repeat("Очень длинное название 🥛 ", 40)
	s.Rows[1][0] = "\xff\xfe"
	drawn(t, s)
	drawn(t, Sheet{Title: "Empty", Empty: "Nothing was sold."})
}

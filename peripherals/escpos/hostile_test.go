package escpos_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"kassa/app/paper"
	"kassa/peripherals/escpos"
	"kassa/peripherals/twin/printer"
)

// hostileTexts is how many texts are tried in `go test`.
const hostileTexts = 100_000

// weapons are what an attacker would put into a name: every command that cuts, opens, switches or breaks, in one byte
// characters and in look-alikes.
func weapons() []string {
	return []string{
		"\x1bp\x00\x19\xfa", "\x1bp0", "\x1b@", "\x1bt\x11", "\x1dV\x00", "\x1dVB\x00", "\x1bi", "\x1bm", "\x10\x14\x01\x00\x01",
		"\x10\x04\x01", "\x10\x05\x02", "\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", "\x1d(k\x03\x001Q0", "\x1dv0\x00\x01\x00\x01\x00\xff",
		"\x1dk\x49\x05{Babc", "\x1bE\x01", "\x1d!\x77", "\x1c&", "\x1ba\x01", "\x1bc5\x01", "\x1bB\x09\x09", "\x07", "\x0c", "\x18", "\x00",
		"\n\n\n", "\r\n", "\t", "\x7f", "\u0085", "\u009b", "\u0090", "\u202e", "\u2066", "\u200b", "\u2028", "\u2029", "\ufeff", "\u00ad",
		"\u061b", "\ufffd", "\xff\xfe", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\U000e0001", "\ufe0f", "\u3164", "e\u0301\u0301\u0301",
		"ㅤ", "😀👨\u200d👩", "₽", "€", "№", "«»", "Ёлка", "Milk", "[cut]", "[drawer pin2 50ms]", "\u241b", "\uff1b", "\u0300", "漢字", "שלום",
	}
}

// hostile makes a text of weapons, letters and single bytes.
func hostile(dice *rand.Rand) string {
	var b strings.Builder
	all := weapons()
	for range 1 + dice.IntN(8) {
		switch dice.IntN(4) {
		case 0, 1:
			b.WriteString(all[dice.IntN(len(all))])
		case 2:
			b.WriteByte(byte(dice.IntN(256)))
		default:
			b.WriteRune(rune(dice.IntN(0x3000)))
		}
	}
	return b.String()
}

// sale is a receipt with strange texts everywhere, one cut and one pulse.
func sale(texts []string) []paper.Item {
	var items []paper.Item
	for i, text := range texts {
		switch i % 4 {
		case 0:
			items = append(items, paper.Row{Left: text, Right: "1.00"})
		case 1:
			items = append(items, paper.Text{Text: text, Align: paper.Center, Style: paper.Style{Bold: true}})
		case 2:
			items = append(items, paper.Row{Left: "x", Right: text, Style: paper.Style{Wide: true, Tall: true}})
		default:
			items = append(items, paper.Text{Text: text})
		}
	}
	return append(items, paper.Cut{}, paper.Pulse{})
}

// template are the commands that a receipt of sale may have, and how often at most.
func template(texts int) map[string]int {
	return map[string]int{"ESC @": 1, "FS .": 1, "ESC R": 1, "GS V": 1, "ESC p": 1, "ESC t": 1 << 20, "GS v": 1 << 20,
		"ESC a": 2 * texts, "ESC E": 2 * texts, "GS !": 2 * texts}
}

// strange names what a job has that its template has not.
func strange(job printer.Job, texts int) string {
	allowed := template(texts)
	for name, many := range job.Commands {
		if many > allowed[name] {
			return fmt.Sprintf("%d times %s", many, name)
		}
	}
	if len(job.Foreign) > 0 || job.Pulses != 1 || job.Cuts != 1 || job.Unprinted != 0 || job.Widest > 42 {
		return fmt.Sprintf("foreign %q, %d pulses, %d cuts, %d unprinted, %d wide", job.Foreign, job.Pulses, job.Cuts, job.Unprinted, job.Widest)
	}
	return ""
}

func TestNoTextBecomesACommand(t *testing.T) {
	plain, drawing := profile(t, ""), profile(t, "")
	drawing.Font = fontBytes(t)
	dice := rand.New(rand.NewPCG(26, 7))
	const each = 20
	for i := range hostileTexts / each {
		texts := make([]string, each)
		for j := range texts {
			texts[j] = hostile(dice)
		}
		p := plain
		if i%100 == 0 {
			p = drawing
		}
		if what := strange(read(t, "", encode(t, p, sale(texts)...)), each); what != "" {
			t.Fatalf("receipt %d has %s; its texts were %q", i, what, texts)
		}
	}
}

func TestControlAnEncoderThatCleansNothingIsFound(t *testing.T) {
	dice := rand.New(rand.NewPCG(26, 7))
	found := 0
	const receipts = 200
	for range receipts {
		careless := encode(t, profile(t, ""), paper.Text{Text: "before"})
		for range 5 {
			careless = append(append(careless, hostile(dice)...), '\n')
		}
		careless = append(careless, encode(t, profile(t, ""), paper.Cut{}, paper.Pulse{})[9:]...)
		if strange(read(t, "", careless), 5) != "" {
			found++
		}
	}
	if found < receipts*9/10 {
		t.Errorf("the reader found something strange in %d of %d receipts that were not cleaned", found, receipts)
	}
}

func TestCleanLeavesNoControlAndIsDoneOnce(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := hostile(dice)
		clean := escpos.Clean(text)
		for _, r := range clean {
			if r < 0x20 || r >= 0x7F && r < 0xA0 || r >= 0x200B && r <= 0x200F || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
				t.Fatalf("%q is cleaned to %q", text, clean)
			}
		}
		if again := escpos.Clean(clean); again != clean {
			t.Fatalf("%q is cleaned to %q and then to %q", text, clean, again)
		}
	}
}

func FuzzNoTextBecomesACommand(f *testing.F) {
	for _, weapon := range weapons() {
		f.Add(weapon)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if what := strange(read(t, "", encode(t, profile(t, ""), sale([]string{text, text, text, text})...)), 4); what != "" {
			t.Error(what)
		}
	})
}

package escpos_test

import (
	"bytes"
	"encoding/hex"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kassa/app/fault"
	"kassa/app/paper"
	"kassa/peripherals/escpos"
	"kassa/peripherals/twin/printer"
)

var update = flag.Bool("update", false, "write the golden files anew")

// fontBytes is the font that main hands in.
func fontBytes(t testing.TB) []byte {
	t.Helper()
	font, err := os.ReadFile("../../assets/font/NotoSans-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	return font
}

func profile(t testing.TB, name string) escpos.Profile {
	t.Helper()
	p, found := escpos.Named(name)
	if !found {
		t.Fatalf("no profile %q", name)
	}
	return p
}

// read lets the twin read bytes, as one connection.
func read(t testing.TB, maker string, data []byte) printer.Job {
	t.Helper()
	twin, err := printer.New(printer.Options{Maker: maker})
	if err != nil {
		t.Fatal(err)
	}
	if err := twin.Talk(t.Context(), oneWay{bytes.NewReader(data)}); err != nil {
		t.Fatal(err)
	}
	jobs := twin.Jobs()
	if len(jobs) == 0 {
		return printer.Job{}
	}
	return jobs[0]
}

// oneWay is a line with nobody who hears the answers.
type oneWay struct{ io.Reader }

func (oneWay) Write(p []byte) (int, error) { return len(p), nil }

func encode(t testing.TB, p escpos.Profile, items ...paper.Item) []byte {
	t.Helper()
	data, err := escpos.Encode(paper.Document{Items: items}, p)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// receipt is a document with everything in it.
func receipt() []paper.Item {
	return []paper.Item{
		paper.Text{Text: "Corner shop «Север»", Align: paper.Center, Style: paper.Style{Bold: true, Wide: true, Tall: true}},
		paper.Text{Text: "12 Example street — открыто 8–22", Align: paper.Center},
		paper.Rule{},
		paper.Row{Left: "Whole milk 1 l", Right: "2.70"},
		paper.Row{Left: "Чай чёрный байховый крупнолистовой «Утро» с бергамотом, 100 пакетиков", Right: "1 234.50"},
		paper.Row{Left: "Café crème brûlée", Right: "€12.00"},
		paper.Row{Left: "TOTAL", Right: "1 249.20", Style: paper.Style{Bold: true, Wide: true}},
		paper.Row{Left: "№ 4122", Right: "…"},
		paper.Feed{Lines: 1},
		paper.Text{Text: "right", Align: paper.Right, Style: paper.Style{Tall: true}},
		paper.Barcode{Kind: paper.EAN13, Data: "4006381333931"},
		paper.Barcode{Kind: paper.Code128, Data: "T1-{4122}"},
		paper.QR{Data: "https://example.org/r/T1-4122?sum=124920"},
		paper.Picture{Width: 20, Height: 3, Bits: []byte{0xFF, 0x10, 0xF0, 0x10, 0x14, 0x00, 0x01, 0x00, 0x10}, Align: paper.Center},
		paper.Cut{},
		paper.Pulse{},
	}
}

func TestReceiptReadsAsItWasWritten(t *testing.T) {
	for name, maker := range map[string]string{"default": "epson", "58mm": "epson", "RP326": "rp326", "POS-5890": "pos-5890"} {
		p := profile(t, name)
		p.Font = fontBytes(t)
		data := encode(t, p, receipt()...)
		job := read(t, maker, data)
		if len(job.Foreign) != 0 || job.Unprinted != 0 || job.Pulses != 1 || job.Widest > p.Columns {
			t.Errorf("%s: foreign %q, unprinted %d, pulses %d, widest %d of %d", name, job.Foreign, job.Unprinted, job.Pulses, job.Widest, p.Columns)
		}
		golden(t, name+".txt", job.Text())
		golden(t, name+".hex", hex.Dump(data))
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s differs; got\n%s", name, got)
	}
}

func TestBytesOfSmallDocuments(t *testing.T) {
	begin := "1b40 1c2e 1b5200 1b7400 "
	for _, test := range []struct {
		what string
		item paper.Item
		want string
	}{
		{"ascii stays on the first page", paper.Text{Text: "Milk"}, "4d696c6b 0a"},
		{"euro and cyrillic in one run on 1251", paper.Text{Text: "Чай €"}, "1b742e d7e0e9 20 88 0a"},
		{"accents on 437 where the euro is not", paper.Text{Text: "né"}, "6e82 0a"},
		{"style is set and taken back", paper.Text{Text: "A", Align: paper.Center, Style: paper.Style{Bold: true, Tall: true}},
			"1b6101 1b4501 1d2101 41 0a 1b6100 1b4500 1d2100"},
		{"cut", paper.Cut{}, "1d564200"},
		{"drawer", paper.Pulse{}, "1b700019fa"},
		{"feed", paper.Feed{Lines: 300}, "1b64ff 1b642d"},
		{"ean 8 gets its check digit", paper.Barcode{Kind: paper.EAN8, Data: "9638507"},
			"1b6101 1d6850 1d7703 1d4802 1d6600 1d6b4408 3936333835303734 1b6100"},
		{"picture without a real-time command", paper.Picture{Width: 16, Height: 1, Bits: []byte{0x10, 0x14}},
			"1d763000 0200 0100 101c"},
	} {
		want, err := hex.DecodeString(strings.ReplaceAll(begin+test.want, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		if got := encode(t, profile(t, ""), test.item); !bytes.Equal(got, want) {
			t.Errorf("%s:\n got %x\nwant %x", test.what, got, want)
		}
	}
}

func TestRunsGoOutOnAPageThatHoldsThem(t *testing.T) {
	p := profile(t, "58mm") // no 1251: Cyrillic on 866, the euro on 858
	p.RasterMissing = false
	got := encode(t, p, paper.Row{Left: "Чай", Right: "€2.70"})
	want := "1b40 1c2e 1b5200 1b7400 1b7411 97a0a9" + strings.Repeat("20", 24) + "1b7413 d5322e3730 0a"
	if hex.EncodeToString(got) != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got %x", got)
	}
}

func TestMissingCharactersAreWrittenOut(t *testing.T) {
	p := profile(t, "POS-5890")
	delete(p.CodePages, escpos.CP1251)
	p.RasterMissing = false
	for text, want := range map[string]string{
		"«Чай» — №5…":        "«Чай» - №5...", // 437 has «», 866 has №
		"Цена 5 ₽":           "Цена 5 руб.",
		"€5 ő ẞ":             "EUR5 o ?",
		"thin\u2009no\u00a0": "thin no",
		"漢字 🙂":               "?? ?",
		"e\u0301 и\u0306":    "é й",
		"a\u200bb\u202ec":    "abc",
	} {
		if got := strings.TrimSpace(read(t, "pos-5890", encode(t, p, paper.Text{Text: text})).Text()); got != want {
			t.Errorf("%q is printed as %q, want %q", text, got, want)
		}
	}
	latin := escpos.Profile{Columns: 42, Dots: 512}
	if got := read(t, "", encode(t, latin, paper.Text{Text: "5 ₽ «Чай» №1"})).Text(); got != "5 RUB \"???\" No1\n" {
		t.Errorf("a printer without code pages prints %q", got)
	}
}

func TestLineThatNoPageHoldsIsDrawn(t *testing.T) {
	p := profile(t, "default")
	p.Font = fontBytes(t)
	job := read(t, "", encode(t, p, paper.Row{Left: "Итого", Right: "100 ₽"}, paper.Text{Text: "Чай"}))
	if got, want := job.Text(), "[picture 512x30]\nЧай\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	big := read(t, "", encode(t, p, paper.Text{Text: "100 ₽", Style: paper.Style{Wide: true, Tall: true}}))
	if got, want := big.Text(), "[picture 512x60]\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p.Font = []byte("no font")
	if got := read(t, "", encode(t, p, paper.Text{Text: "5 ₽"})).Text(); got != "5 руб.\n" {
		t.Errorf("with a broken font: %q", got)
	}
}

func TestDrawnLineHasInkAtBothEdges(t *testing.T) {
	p := profile(t, "default")
	p.Font = fontBytes(t)
	data := encode(t, p, paper.Row{Left: "Итого", Right: "100 ₽"})
	start := bytes.Index(data, []byte{0x1D, 0x76, 0x30}) + 8
	rows := data[start : start+64*30]
	var left, middle, right int
	for y := range 30 {
		for x := range 64 {
			if rows[y*64+x] == 0 {
				continue
			}
			switch {
			case x < 10:
				left++
			case x >= 54:
				right++
			default:
				middle++
			}
		}
	}
	if left < 20 || right < 10 || middle != 0 {
		t.Errorf("ink at the left %d, in the middle %d, at the right %d", left, middle, right)
	}
}

func TestLinesBreakAtWords(t *testing.T) {
	p := profile(t, "default")
	p.Columns = 20
	for _, test := range []struct {
		item paper.Item
		want string
	}{
		{paper.Text{Text: "one two three four five six"}, "one two three four\nfive six\n"},
		{paper.Text{Text: strings.Repeat("x", 45)}, strings.Repeat("x", 20) + "\n" + strings.Repeat("x", 20) + "\nxxxxx\n"},
		{paper.Text{Text: "ab " + strings.Repeat("x", 21)}, "ab\n" + strings.Repeat("x", 20) + "\nx\n"},
		{paper.Text{Text: ""}, "\n"},
		{paper.Text{Text: "  indented"}, "  indented\n"},
		{paper.Row{Left: "name", Right: "1.00"}, "name            1.00\n"},
		{paper.Row{Left: "a very long name of a thing", Right: "1.00"}, "a very long name of\na thing         1.00\n"},
		{paper.Row{Left: "exactly nineteen ch", Right: "1.00"}, "exactly\nnineteen ch     1.00\n"},
		{paper.Row{Left: "name", Right: strings.Repeat("9", 18)}, "name\n[right]" + strings.Repeat("9", 18) + "\n"},
		{paper.Row{Left: "only left"}, "only left\n"},
		{paper.Row{Right: "right"}, "[right]right\n"},
		{paper.Text{Text: "wide letters take two", Style: paper.Style{Wide: true}}, "[wide]wide\n[wide]letters\n[wide]take two\n"},
	} {
		if got := read(t, "", encode(t, p, test.item)).Text(); got != test.want {
			t.Errorf("%+v:\n%s\nwant\n%s", test.item, got, test.want)
		}
	}
}

func TestCodesThatCannotBePrintedAreRefused(t *testing.T) {
	for _, item := range []paper.Item{
		paper.Barcode{Kind: paper.EAN13, Data: "4006381333932"},
		paper.Barcode{Kind: paper.EAN13, Data: "40063813339"},
		paper.Barcode{Kind: paper.EAN8, Data: "9638507x"},
		paper.Barcode{Kind: paper.Code128, Data: ""},
		paper.Barcode{Kind: paper.Code128, Data: "Чай"},
		paper.Barcode{Kind: paper.Code128, Data: "\x1bp0"},
		paper.Barcode{Kind: paper.Code128, Data: strings.Repeat("a", 40)},
		paper.QR{Data: ""},
		paper.QR{Data: "\x10\x14\x01\x00\x01"},
		paper.QR{Data: strings.Repeat("Ж", 2000)},
	} {
		_, err := escpos.Encode(paper.Document{Items: []paper.Item{item}}, profile(t, ""))
		if !fault.Is(err, fault.BadBarcode) {
			t.Errorf("%+v: %v", item, err)
		}
	}
	for _, item := range []paper.Item{paper.Picture{Width: 8, Height: 2, Bits: []byte{1}}, paper.Picture{}, nil} {
		if _, err := escpos.Encode(paper.Document{Items: []paper.Item{item}}, profile(t, "")); err == nil {
			t.Errorf("%+v was printed", item)
		}
	}
}

func TestWidePictureIsMadeSmaller(t *testing.T) {
	job := read(t, "", encode(t, profile(t, "58mm"), paper.Picture{Width: 768, Height: 400, Bits: make([]byte, 96*400)}))
	if got, want := job.Text(), "[picture 384x200]\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

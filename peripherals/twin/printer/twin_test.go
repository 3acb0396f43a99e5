package printer_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"image/png"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kassa/peripherals/twin/printer"
)

// talk is a line on which everything was said before, and answers are collected.
type talk struct {
	io.Reader
	answers bytes.Buffer
}

func (t *talk) Write(p []byte) (int, error) { return t.answers.Write(p) }

// say lets a twin hear bytes, given in hex with spaces and 'text'.
func say(t *testing.T, options printer.Options, words string) (jobs []printer.Job, answers string) {
	t.Helper()
	twin, err := printer.New(options)
	if err != nil {
		t.Fatal(err)
	}
	line := &talk{Reader: bytes.NewReader(raw(t, words))}
	if err := twin.Talk(t.Context(), line); err != nil {
		t.Fatal(err)
	}
	return twin.Jobs(), hex.EncodeToString(line.answers.Bytes())
}

func raw(t *testing.T, words string) []byte {
	t.Helper()
	var data []byte
	for i, part := range strings.Split(words, "'") {
		if i%2 == 1 {
			data = append(data, part...)
			continue
		}
		some, err := hex.DecodeString(strings.ReplaceAll(part, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		data = append(data, some...)
	}
	return data
}

func TestTwinReadsWhatTheTablesSay(t *testing.T) {
	for _, test := range []struct{ what, words, want string }{
		{"plain text", "1b40 'Milk' 0a", "Milk"},
		{"a switch inside the line", "1b7411 'A ' 97a0a9 20 1b7413 d5 '2' 0a", "A Чай €2"},
		{"styles", "1b6101 1b4501 'B' 1b4500 'p' 1d2111 'W' 0a 1b6100 1d2100 'x' 0a", "[center][bold]B[plain]p[wide][tall]W\nx"},
		{"feed and cut", "'a' 0a 1b6402 1d564200", "a\n\n\n[cut]"},
		{"old cut and drawer", "1b69 1b700119fa", "[cut]\n[drawer pin5 50ms]"},
		{"real-time drawer", "1014010002", "[drawer pin2 200ms]"},
		{"barcodes", "1d6b430d '4006381333931' 1d6b4905 '{Ba{{' 1d6b02 '4006381333931' 00",
			"[barcode EAN13 4006381333931]\n[barcode CODE128 a{]\n[barcode EAN13 4006381333931]"},
		{"qr", "1d286b0600315030 'abc' 1d286b0300315130", "[qr abc]"},
		{"picture", "1b6101 1d763000 0200 0300 112233445566", "[center][picture 16x3]"},
		{"column image", "1b2a21 0200 112233445566 0a", "[columns 2x24]\n"},
	} {
		jobs, _ := say(t, printer.Options{}, test.words)
		if len(jobs) != 1 || jobs[0].Text() != test.want+"\n" || len(jobs[0].Foreign) != 0 {
			t.Errorf("%s: %+v", test.what, jobs)
		}
	}
}

func TestTwinNamesWhatItDoesNotKnow(t *testing.T) {
	for words, want := range map[string]string{
		"'a' 1b7a 0a": "1B 7A", "'a' 07 0a": "07", "'a' 1d2a 0a": "1D 2A", "1b7463 'a' 0a": "code page 99", "'a' 1c70 0a": "1C 70",
		"1d763000 0100 0500 1014010001 'a' 0a":     "10 14 01",
		"1d286b0600315030 100401 1d286b0300315130": "10 04 01",
	} {
		jobs, _ := say(t, printer.Options{}, words)
		if len(jobs) != 1 || !slices.Contains(jobs[0].Foreign, want) {
			t.Errorf("%s: %+v", words, jobs)
		}
	}
}

func TestTwinAnswersAsThePrintersDo(t *testing.T) {
	questions := "100401 100402 100403 100404 1d7201"
	for _, test := range []struct{ script, questions, want string }{
		{"", questions, "1212121200"},
		{"cover", questions, "1a161212"},
		{"paper-out", questions, "1a32127e"},
		{"near-end", questions, "1212121e03"},
		{"offline", questions, "1a121212"},
		{"silent", questions, ""},
		{"mute", questions, "12121212"},
		{"", "1d4943", "5f5457494e00"},
		{"", "1d6104", "10000000"},
		{"paper-out=4", "'abcdefgh' 0a 1d7201 100404", "7e"},
	} {
		if _, answers := say(t, printer.Options{Script: test.script}, test.questions); answers != test.want {
			t.Errorf("%q answers %s, want %s", test.script, answers, test.want)
		}
	}
}

func TestWhatIsNotOnPaperIsSaid(t *testing.T) {
	jobs, _ := say(t, printer.Options{}, "'no end of line'")
	if len(jobs) != 1 || jobs[0].Unprinted != 14 || len(jobs[0].Lines) != 0 {
		t.Errorf("%+v", jobs)
	}
	jobs, _ = say(t, printer.Options{Script: "paper-out=4"}, "'abc' 0a 'def' 0a")
	if len(jobs) != 1 || jobs[0].Unprinted != 4 || jobs[0].Text() != "abc\n" {
		t.Errorf("%+v", jobs)
	}
	if jobs, _ := say(t, printer.Options{}, "100401 1d7201"); len(jobs) != 0 {
		t.Errorf("a question is no job: %+v", jobs)
	}
}

func TestTwinWritesALedgerOfFilesThatCanBeLookedAt(t *testing.T) {
	folder := t.TempDir()
	for want := 1; want <= 2; want++ { // the second twin goes on counting
		jobs, _ := say(t, printer.Options{Out: folder}, "1b40 'Milk' 0a 1d6b430d '4006381333931' 1d286b0600315030 'abc' 1d286b0300315130 1d564200")
		if len(jobs) != 1 || jobs[0].Number != want {
			t.Fatalf("%+v", jobs)
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, "0002.txt"))
	if err != nil || string(text) != "Milk\n[barcode EAN13 4006381333931]\n[qr abc]\n[cut]\n" {
		t.Errorf("%q, %v", text, err)
	}
	data, err := os.ReadFile(filepath.Join(folder, "0002.bin"))
	if err != nil || !bytes.HasPrefix(data, []byte("\x1b@Milk\n\x1dk")) {
		t.Errorf("%q, %v", data, err)
	}
	picture, err := os.Open(filepath.Join(folder, "0002.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = picture.Close() }()
	if size, err := png.DecodeConfig(picture); err != nil || size.Width != 512+32 || size.Height < 300 {
		t.Errorf("%+v, %v", size, err)
	}
}

func TestWordsOfTheScriptAreChecked(t *testing.T) {
	for _, words := range []string{"paper", "die-after", "die-after=x", "slow=-1"} {
		twin, err := printer.New(printer.Options{Script: words})
		if words == "die-after" {
			if err != nil {
				t.Errorf("%q: %v", words, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%q made %v", words, twin)
		}
	}
	if _, err := printer.New(printer.Options{Maker: "unknown"}); err == nil {
		t.Error("an unknown maker was taken")
	}
}

func TestNewRollLetsTheJobGoOn(t *testing.T) {
	twin, err := printer.New(printer.Options{Script: "paper-out=4"})
	if err != nil {
		t.Fatal(err)
	}
	till, device := net.Pipe()
	done := make(chan error, 1)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() { done <- twin.Talk(ctx, device) }()
	answer := make([]byte, 1)
	ask := func(words string) byte {
		if _, err := till.Write(raw(t, words)); err != nil {
			t.Fatal(err)
		}
		if _, err := till.Read(answer); err != nil {
			t.Fatal(err)
		}
		return answer[0]
	}
	if got := ask("'abc' 0a 'def' 0a 100404"); got != 0x7E {
		t.Errorf("the roll is out, and the answer %X", got)
	}
	if err := twin.Script("ok"); err != nil {
		t.Fatal(err)
	}
	if got := ask("1d7201"); got != 0 {
		t.Errorf("the roll is new, and the answer %X", got)
	}
	_ = till.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if jobs := twin.Jobs(); len(jobs) != 1 || jobs[0].Text() != "abc\ndef\n" || !jobs[0].Asked {
		t.Errorf("%+v", jobs)
	}
}

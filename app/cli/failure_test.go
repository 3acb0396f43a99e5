//go:build cgo

package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFailureIsJSONWhereTheAnswerWouldBe(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	for _, c := range []struct {
		args []string
		code string
		arg  string
	}{
		{[]string{"--data", filepath.Join(w.dir, "none"), "--json", "report", "sales"}, "shop_missing", "path"},
		{[]string{"--data", dir, "report", "sales", "--by", "colour", "--json"}, "bad_option", "allowed"},
		{[]string{"foo", "--json"}, "unknown_command", "command"},
		{[]string{"report", "sales", "--nonsense", "--json"}, "unknown_option", "option"},
		{[]string{"window", "extra", "--json"}, "surplus_argument", "value"},
		{[]string{"--data", dir, "--json", "simulate", "cashier", "--sales", "x"}, "bad_option", "value"},
	} {
		a := w.must(2, c.args...)
		var got struct {
			Error struct {
				Code, Title, Text, Next string
				Args                    map[string]any
			}
		}
		if err := json.Unmarshal([]byte(a.out), &got); err != nil || got.Error.Code != c.code || got.Error.Title == "" || got.Error.Args[c.arg] == nil {
			t.Errorf("%v: %v %q", c.args, err, a.out)
		}
		if !strings.HasPrefix(a.err, "kassa: "+got.Error.Title) {
			t.Errorf("%v: the words are gone: %q", c.args, a.err)
		}
	}
}

func TestWhatIsWrongIsSaidWithWhatIsPossible(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	for _, c := range []struct {
		args   []string
		en, ru string
	}{
		{[]string{"window", "extra"}, "“extra” is not understood here", "«extra» здесь не понятен"},
		{[]string{"report", "turnover"}, "no command “report turnover”", "Команды «report turnover» нет"},
		{[]string{"report", "sales", "--by"}, "Missing: --by", "Не указано: --by"},
		{[]string{"help", "nothing"}, "no command “nothing”", "Команды «nothing» нет"},
		{[]string{"--data", dir, "report", "sales", "--by", "colour"}, "Possible here: day, hour, product", "Можно указать: day, hour"},
		{[]string{"--data", dir, "report", "sales", "--format", "docx"}, "Possible here: text, csv, json", "Можно указать: text"},
		{[]string{"--data", dir, "export", "sales", "--format", "docx"}, "Possible here: csv, json", "Можно указать: csv"},
		{[]string{"--data", dir, "--theme", "pink"}, "Possible here: light, dark", "Можно указать: light, dark"},
		{[]string{"--data", filepath.Join(w.dir, "new"), "init", "--name", "a", "--country", "DE", "--currency", "XXX"}, "EUR, GBP", "EUR, GBP"},
		{[]string{"--data", dir, "report", "sales", "--from", "2026-11-05", "--to", "2026-11-01"}, "The last day, 2026-11-01, is before the first day, 2026-11-05", "раньше первого, 2026-11-05"},
		{[]string{"--data", dir, "config", "set", "shop.day_start", "abc"}, "Possible here: 0–12", "Можно указать: 0–12"},
		{[]string{"--data", dir, "config", "set", "no.such", "1"}, "shop.name, shop.address", "shop.name, shop.address"},
		{[]string{"--data", dir, "config", "set", "shop.currency", "USD"}, "shop.currency was fixed", "shop.currency задаётся при создании"},
		{[]string{"--data", dir, "simulate", "cashier", "--sales", "-3"}, "“-3” does not fit the option --sales", "Значение «-3» не подходит для --sales"},
		{[]string{"--data", dir, "simulate", "cashier", "--sales=-3"}, "“-3” does not fit the option --sales", "Значение «-3» не подходит для --sales"},
		{[]string{"--data", dir, "simulate", "cashier", "--sales", "many"}, "“many” does not fit the option --sales", "Значение «many» не подходит для --sales"},
		{[]string{"--data", dir, "export", "sales", "-o", filepath.Join(w.dir, "nonex", "x.csv")}, "x.csv cannot be made there", "x.csv там не создаётся"},
		{[]string{"simulate", "printer", "--at", "escpos+tcp://127.0.0.1:9100", "--script", "WRONG"}, "Possible here: ok, paper-out[=N]", "Можно указать: ok, paper-out[=N]"},
	} {
		for lang, want := range map[string]string{"en": c.en, "ru": c.ru} {
			a := w.call(append([]string{"--lang", lang}, c.args...)...)
			if a.code != 2 || !strings.Contains(a.err, want) || a.out != "" || strings.Contains(a.err, "expected ") {
				t.Errorf("kassa %s in %s: exit %d, %q, want %q; answered %q", strings.Join(c.args, " "), lang, a.code, a.err, want, a.out)
			}
		}
	}
}

func TestHelpOfACommandIsThatOfItsOption(t *testing.T) {
	w := newWorld(t)
	for _, command := range []string{"init", "import products", "window", "simulate printer"} {
		words := strings.Fields(command)
		asked, option := w.must(0, append([]string{"help"}, words...)...), w.must(0, append(words, "--help")...)
		if command != "window" && asked.out != option.out || !strings.Contains(asked.out, "kassa "+command) {
			t.Errorf("%s:\n%s\n%s", command, asked.out, option.out)
		}
	}
	if a := w.must(0, "simulate", "printer", "--help"); !strings.Contains(a.out, "die-after=N") {
		t.Error(a.out)
	}
}

func TestASettingAnswersWithItsNewValueAndTheListShowsWhatIsFixed(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	if a := w.must(0, "--data", dir, "config", "set", "shop.day_start", " 4 "); a.out != "shop.day_start = 4\n" {
		t.Errorf("%q", a.out)
	}
	if a := w.must(0, "--data", dir, "--json", "config", "set", "shop.day_start", "5"); a.out != `{"key":"shop.day_start","value":"5"}`+"\n" {
		t.Errorf("%q", a.out)
	}
	a := w.must(0, "--data", dir, "config", "list")
	for _, line := range []string{"shop.country = DE (fixed)", "shop.currency = EUR (fixed)", "shop.zone = Europe/Berlin (fixed)", "19 %"} {
		if !strings.Contains(a.out, line) {
			t.Errorf("no %q in\n%s", line, a.out)
		}
	}
	if a := w.must(0, "--data", dir, "config", "get", "shop.currency"); a.out != "EUR\n" {
		t.Errorf("%q", a.out)
	}
}

func TestRefusedRowsAreCorrectedAndImportedAgain(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	goods := w.file1("goods.csv", "barcode;name;price\n96385074;Gum;0,99\n4006381333932;Marker;1,00\n;Bag;0,00\n4006381333931;;1,35\n")
	list := filepath.Join(w.dir, "refused.csv")
	if a := w.must(1, "--data", dir, "import", "products", goods, "--refused", list); !strings.Contains(a.out, "1 product has the price 0") {
		t.Error(a.out)
	}
	raw, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(raw)), "\r\n")
	if len(rows) != 3 || !strings.HasPrefix(rows[1], `4006381333932;Marker;"1,00";3;`) || !strings.HasPrefix(rows[2], `4006381333931;;"1,35";5;`) {
		t.Fatalf("%q", rows)
	}
	corrected := strings.NewReplacer("4006381333932;", "2000000100104;", "4006381333931;;", "4006381333931;Highlighter;").Replace(string(raw))
	if a := w.must(0, "--data", dir, "import", "products", w.file1("again.csv", corrected)); !strings.Contains(a.out, "2 products added") {
		t.Error(a.out)
	}
}

func TestAVerificationNamesTheTillAsReceiptsDo(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	var rep struct {
		Ends []struct {
			Till string
			Code string `json:"till_code"`
		}
	}
	if err := json.Unmarshal([]byte(w.must(0, "--data", dir, "--json", "verify").out), &rep); err != nil || len(rep.Ends) != 1 || rep.Ends[0].Code != "T1" {
		t.Fatalf("%+v %v", rep, err)
	}
	if a := w.must(0, "--data", dir, "verify"); !strings.Contains(a.out, "T1") || strings.Contains(a.out, rep.Ends[0].Till) {
		t.Error(a.out)
	}
}

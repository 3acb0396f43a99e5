package tabular_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"kassa/app/tabular"
)

// zipped is a zip of some parts.
func zipped(t testing.TB, parts map[string]io.Reader) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.Copy(w, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sheet is a workbook whose first sheet holds this XML.
func sheet(t testing.TB, data string) []byte {
	t.Helper()
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	return zipped(t, map[string]io.Reader{
		"[Content_Types].xml": strings.NewReader(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`),
		"_rels/.rels": strings.NewReader(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
		"xl/workbook.xml": strings.NewReader(`<?xml version="1.0"?><workbook ` + ns + `><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`),
		"xl/_rels/workbook.xml.rels": strings.NewReader(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
		"xl/worksheets/sheet1.xml": strings.NewReader(data + `<worksheet ` + ns + `><sheetData>`),
	})
}

func open(b []byte) (*tabular.Reader, error) {
	return tabular.NewReader(bytes.NewReader(b), int64(len(b)), tabular.Options{})
}

func TestAWorkbookIsReadAsItWasWritten(t *testing.T) {
	var out bytes.Buffer
	w := tabular.NewWorkbook(&out)
	w.Texts("code", "name", "price", "stock", "when", "note")
	w.EndRow()
	w.Texts("0036000291452", "Чай \"Утро\",\nлисты")
	w.Decimal(-125050, 2)
	w.Int(7)
	w.Time(time.Date(2026, 11, 23, 15, 8, 0, 0, time.UTC))
	w.Empty()
	w.EndRow()
	w.EndRow()
	w.Texts("2", "Milk")
	w.Decimal(999999999999999, 4)
	w.Decimal(1, 4)
	w.EndRow()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := open(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	rows, errs := read(r)
	want := [][]string{{"0036000291452", "Чай \"Утро\", листы", "-1250.5", "7", "2026-11-23T15:08:00Z"}, {"2", "Milk", "99999999999.9999", "0.0001"}}
	if len(errs) > 0 || fmt.Sprint(rows) != fmt.Sprint(want) || !r.Format().Workbook {
		t.Errorf("got %q %v", rows, errs)
	}
	lines := []int{}
	for row := range r.Rows() {
		lines = append(lines, row.Line)
	}
	if fmt.Sprint(lines) != "[2 4]" {
		t.Errorf("rows stand in lines %v", lines)
	}
}

func TestNumbersOfAWorkbookAreWhatWasMeant(t *testing.T) {
	r, err := open(sheetOf(t, []any{"price"}, []any{2.3}, []any{0.1 + 0.2}, []any{1.234}, []any{-12.5}))
	if err != nil {
		t.Fatal(err)
	}
	c, err := r.Match(tabular.Mapping{Fields: []tabular.Field{{Name: "price"}}})
	if err != nil {
		t.Fatal(err)
	}
	style, err := r.Style(c.Index("price"))
	if err != nil || style != tabular.StylePoint {
		t.Fatalf("style %v %v", style, err)
	}
	var got []int64
	for row, err := range r.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		v, err := c.Decimal(row, "price", 3, style)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, v)
	}
	if fmt.Sprint(got) != "[2300 300 1234 -12500]" {
		t.Errorf("got %v", got)
	}
}

func sheetOf(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestLongNumbersOfOtherProgramsKeepTheirDigits(t *testing.T) {
	// As Java writes a number of 13 digits, and as a damaged code looks: its digits are lost, so it stays as it is.
	for in, want := range map[string]string{"4.600051000057E12": "4600051000057", "4.00638E+12": "4.00638E+12", "1E5": "1E5",
		"2.2999999999999998": "2.3", "-0.30000000000000004": "-0.3", "9.9999999999999999": "10", "10.250": "10.250", "E12": "E12"} {
		r, err := open(sheetOf(t, []any{"code"}, []any{in}))
		if err != nil {
			t.Fatal(err)
		}
		if rows, errs := read(r); len(errs) > 0 || rows[0][0] != want && !(in == "1E5" && rows[0][0] == "100000") {
			t.Errorf("%s is %q %v, want %s", in, rows, errs, want)
		}
	}
}

func TestANumberThatASpreadsheetCannotHoldIsAText(t *testing.T) {
	var out bytes.Buffer
	w := tabular.NewWorkbook(&out)
	w.Decimal(9007199254740993, 4)
	w.EndRow()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if value, _ := f.GetCellValue("Sheet1", "A1"); value != "900719925474.0993" {
		t.Errorf("got %s", value)
	}
}

func TestFormulasDoNotLeaveInAWorkbook(t *testing.T) {
	payloads := []string{"=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "'=1", " =1"}
	var out bytes.Buffer
	w := tabular.NewWorkbook(&out)
	w.Texts("name")
	w.EndRow()
	for _, p := range payloads {
		w.Text(p)
		w.EndRow()
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for i := range payloads {
		cell := fmt.Sprintf("A%d", i+2)
		formula, _ := f.GetCellFormula("Sheet1", cell)
		kind, _ := f.GetCellType("Sheet1", cell)
		value, _ := f.GetCellValue("Sheet1", cell)
		if formula != "" || kind == excelize.CellTypeFormula || !strings.HasPrefix(value, "'") {
			t.Errorf("%q is %q of type %v, formula %q", payloads[i], value, kind, formula)
		}
	}
}

func TestWorkbooksThatAreNoTableAreRefused(t *testing.T) {
	locked := append([]byte("\xd0\xcf\x11\xe0"), make([]byte, 70_000)...)
	for _, c := range []byte("EncryptedPackage") {
		locked = append(locked, c, 0)
	}
	some := func() io.Reader { return strings.NewReader("x") }
	for name, c := range map[string]struct {
		file []byte
		kind tabular.Kind
		text string
	}{
		"macros":    {zipped(t, map[string]io.Reader{"xl/workbook.xml": some(), "xl/vbaProject.bin": some()}), tabular.NotText, "xlsm"},
		"binary":    {zipped(t, map[string]io.Reader{"xl/workbook.bin": some()}), tabular.NotText, "xlsb"},
		"a letter":  {zipped(t, map[string]io.Reader{"word/document.xml": some()}), tabular.NotText, "docx"},
		"open":      {zipped(t, map[string]io.Reader{"mimetype": some(), "content.xml": some()}), tabular.NotText, "ods"},
		"any zip":   {zipped(t, map[string]io.Reader{"holiday.jpg": some()}), tabular.NotText, "zip"},
		"old":       {append([]byte("\xd0\xcf\x11\xe0"), make([]byte, 9000)...), tabular.NotText, "xls"},
		"password":  {locked, tabular.Locked, ""},
		"renamed":   {[]byte("<!DOCTYPE html><html><table>"), tabular.NotText, "html"},
		"torn":      {sheetOf(t, []any{"a"})[:300], tabular.Damaged, ""},
		"no sheets": {zipped(t, map[string]io.Reader{"xl/workbook.xml": strings.NewReader("<workbook/>")}), tabular.Damaged, ""},
		"nothing":   {sheetOf(t), tabular.Empty, ""},
	} {
		_, err := open(c.file)
		if kind := tabular.KindOf(err); kind != c.kind || c.text != "" && !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: %v, want %s %s", name, err, c.kind, c.text)
		}
	}
}

// zeros is a long text of one letter.
type zeros struct{ left int }

func (z *zeros) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), z.left)
	for i := range n {
		p[i] = ' '
	}
	z.left -= n
	return n, nil
}

func TestABombIsRefusedAtOnceInLittleMemory(t *testing.T) {
	bomb := zipped(t, map[string]io.Reader{"[Content_Types].xml": strings.NewReader("<Types/>"), "xl/workbook.xml": strings.NewReader("<workbook/>"),
		"xl/worksheets/sheet1.xml": &zeros{600 << 20}})
	if len(bomb) > 1<<20 {
		t.Fatalf("the bomb has %d bytes", len(bomb))
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := open(bomb)
	runtime.ReadMemStats(&after)
	if tabular.KindOf(err) != tabular.TooBig {
		t.Errorf("%v", err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
		t.Errorf("it took %d bytes to refuse it", took)
	}
}

func TestALongTextThatIsUsedOverAndOverIsRefused(t *testing.T) {
	rows := [][]any{{"a", "b"}}
	long := strings.Repeat("x", 32_000)
	for range 2500 {
		rows = append(rows, []any{long, long})
	}
	if _, err := open(sheetOf(t, rows...)); tabular.KindOf(err) != tabular.TooBig {
		t.Errorf("%v", err)
	}
}

func TestOutsideEntitiesOfAWorkbookAreNotFetched(t *testing.T) {
	file := sheet(t, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`)
	r, err := open(file)
	if err == nil {
		rows, _ := read(r)
		if strings.Contains(fmt.Sprint(rows), "root:") {
			t.Error("a file of the machine came out of a workbook")
		}
	}
}

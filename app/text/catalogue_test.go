package text_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"kassa/app/fault"
	"kassa/app/text"
	"kassa/assets"
)

// A catalogue is one translation file: forms by key. A text without plural has the one form "".
type catalogue map[string]map[string]string

// forms are the plural forms of the languages.
var forms = map[string][]string{"en": {"one", "other"}, "ru": {"few", "many", "one", "other"}}

// read parses a translation file and refuses a key that stands in it twice, of which JSON keeps the last in silence.
func read(raw []byte) (catalogue, error) {
	all := catalogue{}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, fmt.Errorf("it begins with %v: %v", token, err)
	}
	return all, all.group(decoder, "")
}

func (c catalogue) group(decoder *json.Decoder, path string) error {
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return err
		}
		name := token.(string)
		key := strings.TrimPrefix(path+"."+name, ".")
		if seen[name] {
			return fmt.Errorf("%s stands in the file twice", key)
		}
		seen[name] = true
		if token, err = decoder.Token(); err != nil {
			return err
		}
		switch token := token.(type) {
		case string:
			c.put(path, key, name, token)
		case json.Delim:
			if err := c.group(decoder, key); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%s is %v and no text", key, token)
		}
	}
	_, err := decoder.Token()
	return err
}

func (c catalogue) put(path, key, name, value string) {
	form := ""
	if slices.Contains(forms["ru"], name) {
		key, form = path, name
	}
	if c[key] == nil {
		c[key] = map[string]string{}
	}
	c[key][form] = value
}

func load(t *testing.T, lang string) catalogue {
	t.Helper()
	files, err := fs.Glob(assets.Translations, "translations/*."+lang+".json")
	if err != nil {
		t.Fatal(err)
	}
	all := catalogue{}
	for _, file := range files {
		raw, err := assets.Translations.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		room, err := read(raw)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for key, texts := range room {
			if all[key] != nil {
				t.Fatalf("%s: %s stands in two files", file, key)
			}
			all[key] = texts
		}
	}
	if len(all) < 300 {
		t.Fatalf("%s: only %d texts were read", lang, len(all))
	}
	return all
}

func plant(t *testing.T, raw string) catalogue {
	t.Helper()
	all, err := read([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var (
	value   = regexp.MustCompile(`\{\{\.([a-z_]+)\}\}`)
	keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$`)
)

// values are the names of the values in a sentence, sorted.
func values(s string) []string {
	names := map[string]bool{}
	for _, found := range value.FindAllStringSubmatch(s, -1) {
		names[found[1]] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// plural reports whether a text has plural forms, and needs is what values it shows in any of them.
func plural(texts map[string]string) bool {
	_, single := texts[""]
	return !single
}

func needs(texts map[string]string) []string {
	return values(strings.Join(slices.Sorted(maps.Values(texts)), " "))
}

// incomplete reports what two languages do not have in common.
func incomplete(en, ru catalogue) []string {
	var breaches []string
	say := func(format string, args ...any) { breaches = append(breaches, fmt.Sprintf(format, args...)) }
	keys := map[string]bool{}
	for _, all := range []catalogue{en, ru} {
		for key := range all {
			keys[key] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if en[key] == nil || ru[key] == nil {
			say("%s: English %t, Russian %t", key, en[key] != nil, ru[key] != nil)
			continue
		}
		if !keyForm.MatchString(key) {
			say("%s: a key is screen.element in small letters", key)
		}
		if plural(en[key]) != plural(ru[key]) {
			say("%s: plural in one language only", key)
			continue
		}
		for lang, texts := range map[string]map[string]string{"en": en[key], "ru": ru[key]} {
			if has := slices.Sorted(maps.Keys(texts)); plural(texts) && !slices.Equal(has, forms[lang]) {
				say("%s: %s has the forms %v, not %v", key, lang, has, forms[lang])
			}
			for form, s := range texts {
				if strings.TrimSpace(s) != s || s == "" {
					say("%s: %s %s is empty or has blanks around it", key, lang, form)
				}
				if rest := value.ReplaceAllString(s, ""); strings.ContainsAny(rest, "{}") {
					say("%s: %s %s has braces that are no value: %q", key, lang, form, s)
				}
				if got, want := values(s), needs(en[key]); !slices.Equal(got, want) {
					say("%s: %s %s shows the values %v, not %v", key, lang, form, got, want)
				}
			}
		}
	}
	return breaches
}

func TestBothLanguagesAreComplete(t *testing.T) {
	for _, breach := range incomplete(load(t, "en"), load(t, "ru")) {
		t.Error(breach)
	}
}

func TestIncompleteLanguagesAreCaught(t *testing.T) {
	whole := `{"sell": {"total": "Total {{.sum}}"}}`
	many := `{"sell": {"n": {"one": "a", "other": "b"}}}`
	for name, c := range map[string]struct{ en, ru, says string }{
		"missing in Russian": {whole, `{}`, "Russian false"},
		"missing in English": {`{}`, whole, "English false"},
		"other value":        {whole, `{"sell": {"total": "Итого {{.total}}"}}`, "shows the values"},
		"empty":              {`{"sell": {"total": "T"}}`, `{"sell": {"total": ""}}`, "is empty"},
		"three forms":        {many, `{"sell": {"n": {"one": "a", "few": "b", "other": "c"}}}`, "has the forms"},
		"not plural":         {many, `{"sell": {"n": "a"}}`, "in one language only"},
		"broken value":       {`{"sell": {"total": "{{sum}}"}}`, `{"sell": {"total": "{{sum}}"}}`, "braces"},
		"no group":           {`{"total": "T"}`, `{"total": "Т"}`, "screen.element"},
	} {
		found := strings.Join(incomplete(plant(t, c.en), plant(t, c.ru)), "\n")
		if !strings.Contains(found, c.says) {
			t.Errorf("%s: reported was %q", name, found)
		}
	}
	if _, err := read([]byte(`{"a": {"b": "1", "b": "2"}}`)); err == nil {
		t.Error("a key that stands in the file twice was not reported")
	}
	if found := incomplete(plant(t, whole), plant(t, whole)); len(found) != 0 {
		t.Errorf("what is right was reported: %q", found)
	}
}

func TestEveryFaultHasTitleTextAndNextStep(t *testing.T) {
	for _, lang := range text.Languages() {
		all := load(t, lang)
		known := map[string]bool{}
		for _, code := range fault.All() {
			known[string(code)] = true
			for _, part := range []string{"title", "text", "next"} {
				if all["fault."+string(code)+"."+part] == nil {
					t.Errorf("%s: fault.%s.%s has no text", lang, code, part)
				}
			}
		}
		for key := range all {
			if parts := strings.Split(key, "."); parts[0] == "fault" && !known[parts[1]] {
				t.Errorf("%s: %s belongs to no fault", lang, key)
			}
		}
	}
}

// unfit reports words that the glossary forbids, and manners: exclamation marks, «Вы», е for ё.
func unfit(all catalogue, russian bool) []string {
	var breaches []string
	for _, key := range slices.Sorted(maps.Keys(all)) {
		for _, s := range all[key] {
			if strings.ContainsAny(s, "!") {
				breaches = append(breaches, key+": no exclamation marks")
			}
			if !russian {
				continue
			}
			for _, why := range unfitRussian(s) {
				breaches = append(breaches, fmt.Sprintf("%s: %s: %s", key, why, s))
			}
		}
	}
	return breaches
}

func unfitRussian(s string) []string {
	var why []string
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	for i, word := range words {
		small := strings.ToLower(word)
		for _, stem := range []string{"транзакц", "тендер", "пин-пад", "пинпад", "инвойс", "стафф", "корзин", "номенклатур",
			"еще", "отчет", "счет", "учет", "расчет", "пересчет", "черн", "приемк"} {
			if strings.HasPrefix(small, stem) {
				why = append(why, "not to be used: "+word)
			}
		}
		if slices.Contains([]string{"сток", "стока", "стоке", "смета", "сметы", "бонус", "бонусы", "ее", "чье", "все-таки"}, small) {
			why = append(why, "not to be used: "+word)
		}
		if i > 0 && (strings.HasPrefix(word, "Ваш") || word == "Вы" || word == "Вас" || word == "Вам") && !strings.Contains(s, ". "+word) {
			why = append(why, "«вы» with a small letter")
		}
		if small == "закрыть" && !strings.Contains(strings.ToLower(s), "смен") {
			why = append(why, "only a shift is closed with this word")
		}
	}
	if bare := strings.ToLower(strings.Trim(s, " .")); slices.Contains([]string{"отмена", "отменить", "ошибка"}, bare) {
		why = append(why, "says nothing alone")
	}
	return why
}

func TestWordsAreThoseOfTheGlossary(t *testing.T) {
	for _, lang := range text.Languages() {
		for _, breach := range unfit(load(t, lang), lang == "ru") {
			t.Errorf("%s: %s", lang, breach)
		}
	}
}

func TestWordsTheGlossaryForbidsAreCaught(t *testing.T) {
	for _, s := range []string{"Транзакция прошла", "Выберите тендер", "Отмена", "Ошибка.", "Готово!", "Нажмите ещё, если Вам нужно",
		"Закрыть экран", "Сток на складе", "Отчет за день", "еще раз", "Товар в корзине"} {
		if len(unfit(catalogue{"a.b": {"": s}}, true)) == 0 {
			t.Errorf("%q was let through", s)
		}
	}
	for _, s := range []string{"Закрыть смену", "Отменить чек", "Счёт", "Остаток", "Ещё", "Готово. Вы можете продолжать"} {
		if found := unfit(catalogue{"a.b": {"": s}}, true); len(found) != 0 {
			t.Errorf("%q is right and was reported: %q", s, found)
		}
	}
}

func TestEveryLetterIsInTheFont(t *testing.T) {
	raw, err := assets.Fonts.ReadFile("font/NotoSans-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	font, err := sfnt.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	var buf sfnt.Buffer
	for _, lang := range text.Languages() {
		for key, texts := range load(t, lang) {
			for _, s := range texts {
				for _, r := range s {
					if i, err := font.GlyphIndex(&buf, r); err != nil || i == 0 {
						t.Errorf("%s: %s has %q (U+%04X), which the font has not", lang, key, r, r)
					}
				}
			}
		}
	}
}

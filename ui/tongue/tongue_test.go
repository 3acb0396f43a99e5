package tongue

import "testing"

func TestALanguageIsNamedOnlyWhereTheSystemNamesNone(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"LANG": "C.UTF-8"}, "en"},
		{map[string]string{"LC_ALL": "POSIX.UTF-8", "LANG": "ru_RU.UTF-8"}, "en"},
		{map[string]string{"LC_MESSAGES": "ru_RU.UTF-8", "LANG": "C.UTF-8"}, ""},
		{map[string]string{"LANG": "C.UTF-8", "LANGUAGE": "de:en"}, ""},
		{map[string]string{"LANG": "ru_RU.UTF-8"}, ""},
		{map[string]string{"LANG": "C"}, ""}, // Fyne knows that one
		{nil, ""},
	} {
		set := ""
		got := name(func(key string) string { return c.env[key] }, func(key, value string) error { set = key + "=" + value; return nil })
		if got != c.want || (set != "") != (c.want != "") || set != "" && set != "LANGUAGE="+c.want {
			t.Errorf("%v: %q, set %q, want %q", c.env, got, set, c.want)
		}
	}
}

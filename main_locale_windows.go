package main

import (
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// environment is that of the process. Windows does not say its language there: LANG, where nobody set it, is the locale of
// the person, such as "de-DE".
func environment(name string) string {
	v := os.Getenv(name)
	if v != "" || name != "LANG" {
		return v
	}
	var locale [85]uint16 // LOCALE_NAME_MAX_LENGTH
	ask := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetUserDefaultLocaleName")
	if n, _, _ := ask.Call(uintptr(unsafe.Pointer(&locale[0])), uintptr(len(locale))); n == 0 {
		return ""
	}
	return windows.UTF16ToString(locale[:])
}

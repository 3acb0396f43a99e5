package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// joinConsole gives the program the streams of the console it was typed in. Windows starts a program that has windows of
// its own without any, so that no black window opens beside the till; a command typed in a console would then print
// nothing. Streams that were redirected to a file or another program are there already and stay. It is called before
// anything is printed.
func joinConsole() {
	streams := []struct {
		number uint32
		name   string
		mode   int
		stream **os.File
	}{
		{windows.STD_INPUT_HANDLE, "CONIN$", os.O_RDONLY, &os.Stdin},
		{windows.STD_OUTPUT_HANDLE, "CONOUT$", os.O_RDWR, &os.Stdout},
		{windows.STD_ERROR_HANDLE, "CONOUT$", os.O_RDWR, &os.Stderr},
	}
	const parent = ^uint32(0) // ATTACH_PARENT_PROCESS
	attach := windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
	var given []bool
	for _, s := range streams {
		given = append(given, usable(s.number))
	}
	if ok, _, _ := attach.Call(uintptr(parent)); ok == 0 {
		return // started from the desktop: nobody reads
	}
	for i, s := range streams {
		if given[i] {
			continue
		}
		if f, err := os.OpenFile(s.name, s.mode, 0); err == nil {
			*s.stream = f
			_ = windows.SetStdHandle(s.number, windows.Handle(f.Fd()))
		}
	}
}

// fromDesktop reports whether nobody reads what the program prints: it has no console, and its errors go nowhere.
func fromDesktop() bool { return !usable(windows.STD_ERROR_HANDLE) }

// usable reports whether a stream leads somewhere.
func usable(number uint32) bool {
	h, err := windows.GetStdHandle(number)
	if err != nil || h == 0 || h == windows.InvalidHandle {
		return false
	}
	kind, err := windows.GetFileType(h)
	return err == nil && kind != windows.FILE_TYPE_UNKNOWN
}

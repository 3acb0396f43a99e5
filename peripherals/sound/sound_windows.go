package sound

import "syscall"

// machine beeps through Windows, which sounds the tone on its sound card and returns when it is over.
func machine() (play func(Tone), done func()) {
	beep := syscall.NewLazyDLL("kernel32.dll").NewProc("Beep")
	return func(t Tone) {
		if beep.Find() == nil {
			hertz, milliseconds := t.shape()
			_, _, _ = beep.Call(uintptr(hertz), uintptr(milliseconds))
		}
	}, func() {}
}

//go:build unix

package peripherals

import "golang.org/x/sys/unix"

// denied reports whether whoever runs the program may not write to a file.
func denied(path string) bool { return unix.Access(path, unix.W_OK) != nil }

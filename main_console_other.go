//go:build !windows

package main

import "os"

// joinConsole does nothing here: a program always has the streams of whoever started it.
func joinConsole() {}

// fromDesktop reports whether nobody reads what the program prints: the entry of the desktop's menu says so.
func fromDesktop() bool { return os.Getenv("KASSA_DESKTOP") != "" }

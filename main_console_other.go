//go:build !windows

package main

// joinConsole does nothing here: a program always has the streams of whoever started it.
func joinConsole() {}

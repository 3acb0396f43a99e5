//go:build !windows

package main

import "os"

// environment is that of the process.
func environment(name string) string { return os.Getenv(name) }

//go:build !windows

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// replace lets another program take the place of this one.
func replace(program string, args []string) error { return unix.Exec(program, args, os.Environ()) }

package main

import (
	"os"
	"os/exec"
)

// replace starts another program; this one ends then.
func replace(program string, args []string) error {
	cmd := exec.Command(program, args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Start()
}

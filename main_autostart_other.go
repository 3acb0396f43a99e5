//go:build !windows

package main

import "runtime"

func startsByItself() (bool, error) { return startNote(runtime.GOOS, nil).isThere() }

func startByItself(on bool, command []string) error { return startNote(runtime.GOOS, command).put(on) }

package main

import (
	"errors"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"kassa/app/fault"
)

// runKey is where Windows keeps what it starts when this person signs in.
const runKey = `Software\Microsoft\Windows\CurrentVersion\Run`

func startsByItself() (bool, error) {
	k, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer k.Close() //nolint:errcheck // it is only read
	_, _, err = k.GetStringValue("Kassa")
	if errors.Is(err, registry.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func startByItself(on bool, command []string) (err error) {
	k, _, err := registry.CreateKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if err == nil {
		if on {
			err = k.SetStringValue("Kassa", windows.ComposeCommandLine(command))
		} else if err = k.DeleteValue("Kassa"); errors.Is(err, registry.ErrNotExist) {
			err = nil
		}
		err = errors.Join(err, k.Close())
	}
	if err != nil {
		return fault.Wrap(fault.FileUnwritable, fault.Args{"path": `HKEY_CURRENT_USER\` + runKey}, err)
	}
	return nil
}

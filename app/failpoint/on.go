//go:build failpoint

package failpoint

import (
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
)

var one sync.Mutex

// Hit passes the named point; where it is armed, it strikes.
func Hit(name string) error {
	switch armed(name) {
	case "panic":
		panic("failpoint " + name)
	case "kill":
		me, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = me.Kill()
		}
		if err == nil {
			select {} // until it takes effect
		}
		return err
	case "eio":
		return syscall.EIO
	case "enospc":
		return syscall.ENOSPC
	}
	return nil
}

// armed is what a point is to do; it disarms it.
func armed(name string) (action string) {
	path := os.Getenv("KASSA_FAIL")
	if path == "" {
		return ""
	}
	one.Lock()
	defer one.Unlock()
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	lines := strings.Split(string(text), "\n")
	i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, name+" ") })
	if i < 0 {
		return ""
	}
	action = strings.TrimPrefix(lines[i], name+" ")
	if err := os.WriteFile(path, []byte(strings.Join(slices.Delete(lines, i, i+1), "\n")), 0o600); err != nil {
		return ""
	}
	return action
}

package inventory

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kassa/app/fault"
	"kassa/app/rights"
)

// Folder is what a folder holds that may be brought in: tables, and other folders.
type Folder struct {
	Path    string
	Parent  string // empty: there is none
	Entries []FolderEntry
}

// FolderEntry is one of them.
type FolderEntry struct {
	Name string
	Dir  bool
	Size int64
}

// folderMost bounds how much of a folder is listed.
const folderMost = 1_000

// Folder lists a folder; an empty path is that of the person at this machine. Faults: NoRight, FileUnreadable.
func (v *Inventory) Folder(ctx context.Context, path string) (f Folder, err error) {
	if err := v.frame.May(ctx, rights.Ask{Act: rights.ImportGoods}); err != nil {
		return f, err
	}
	if path == "" {
		if path, err = os.UserHomeDir(); err != nil {
			path = string(filepath.Separator)
		}
	}
	if path, err = filepath.Abs(path); err != nil {
		return f, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
	}
	list, err := os.ReadDir(path)
	if err != nil {
		return f, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
	}
	f.Path = path
	if parent := filepath.Dir(path); parent != path {
		f.Parent = parent
	}
	for _, e := range list {
		info, err := os.Stat(filepath.Join(path, e.Name())) // through a link
		if err != nil || strings.HasPrefix(e.Name(), ".") || !info.IsDir() && !isTable(e.Name()) || len(f.Entries) == folderMost {
			continue
		}
		f.Entries = append(f.Entries, FolderEntry{Name: e.Name(), Dir: info.IsDir(), Size: info.Size()})
	}
	slices.SortFunc(f.Entries, func(a, b FolderEntry) int {
		if a.Dir != b.Dir {
			if a.Dir {
				return -1
			}
			return 1
		}
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return f, nil
}

// isTable reports whether a name is that of a file which can be brought in.
func isTable(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".txt", ".xlsx", ".gz":
		return true
	}
	return false
}

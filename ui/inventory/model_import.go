package inventory

import (
	"context"
	"strings"

	goods "kassa/app/inventory"
)

// files is what the room needs to bring files in and out.
type files interface {
	Folder(ctx context.Context, path string) (goods.Folder, error)
	Import(ctx context.Context, spec goods.ImportSpec) (goods.ImportReport, error)
	ImportStock(ctx context.Context, spec goods.ImportSpec) (goods.ImportReport, error)
	ExportFile(ctx context.Context, spec goods.ExportSpec) (goods.Exported, error)
}

// Import is a file on its way in: chosen from a folder, looked at, brought in.
type Import struct {
	Folder  goods.Folder
	Stock   bool   // the file says what was counted, not what the products are
	Path    string // of the file that is looked at; empty: none
	Report  goods.ImportReport
	Looked  bool // Report says what would become of it
	Done    bool // Report says what became of it
	Working bool
	Read    int64 // of Size bytes, while it works
	Size    int64
	Stopped bool // a person stopped it: what Report says came in whole, the rest did not
	Err     error
	stop    context.CancelFunc
}

// OpenImport shows the folder of files.
func (m *Model) OpenImport() {
	if !m.state.Can.Import {
		return
	}
	m.state.Page, m.state.Import = Importing, Import{Folder: m.state.Import.Folder}
	m.OpenFolder(m.state.Import.Folder.Path)
}

// StopImport ends what is under way with the batch that is being written; rows come in whole or not at all.
func (m *Model) StopImport() {
	if i := m.state.Import; i.Working {
		i.stop()
	}
}

// CloseImport goes back: from a file to the folder, from the folder to the list. A file that comes in is not left alone: it
// is stopped, and what came in is shown.
func (m *Model) CloseImport() {
	m.StopImport()
	if m.state.Import.Working && m.state.Import.Looked {
		return
	}
	if m.state.Import.Path != "" && !m.state.Import.Done {
		m.state.Import = Import{Folder: m.state.Import.Folder, Stock: m.state.Import.Stock}
	} else {
		m.state.Page = Products
		m.readList()
	}
	m.redraw()
}

// OpenFolder lists a folder.
func (m *Model) OpenFolder(path string) {
	var folder goods.Folder
	m.d.Reads.Do("folder", func(ctx context.Context) (err error) {
		folder, err = m.d.Files.Folder(ctx, path)
		return err
	}, func(err error) {
		m.state.Import.Err = err
		if err == nil {
			m.state.Import.Folder = folder
		}
		m.redraw()
	})
}

// TapEntry opens the i-th entry of the folder: a folder is listed, a file looked at.
func (m *Model) TapEntry(i int) {
	f := m.state.Import.Folder
	if f.Parent != "" {
		if i == 0 {
			m.OpenFolder(f.Parent)
			return
		}
		i--
	}
	if i < 0 || i >= len(f.Entries) {
		return
	}
	path := strings.TrimSuffix(f.Path, "/") + "/" + f.Entries[i].Name
	if f.Entries[i].Dir {
		m.OpenFolder(path)
	} else {
		m.Look(path)
	}
}

// BringStock says what the file is about: what was counted, or the products themselves.
func (m *Model) BringStock(yes bool) {
	m.state.Import.Stock = yes
	m.redraw()
}

// Look reads a file and judges every row, without changing anything.
func (m *Model) Look(path string) { m.bring(path, true) }

// Bring brings in the file that was looked at.
func (m *Model) Bring() {
	if m.state.Import.Looked && !m.state.Import.Working {
		m.bring(m.state.Import.Path, false)
	}
}

func (m *Model) bring(path string, dry bool) {
	halt, stop := context.WithCancel(context.Background())
	i := &m.state.Import
	i.Path, i.Working, i.Err, i.Read, i.Size, i.Stopped, i.stop = path, true, nil, 0, 0, false, stop
	i.Looked = !dry
	var report goods.ImportReport
	stock := m.state.Import.Stock
	queue, key := m.d.Reads, "" // a look at another file waits for none
	if !dry {
		queue, key = m.d.Long, "import" // selling goes on beside it
	}
	asked := queue.Do(key, func(ctx context.Context) (err error) {
		ctx, end := context.WithCancel(ctx)
		defer end()
		defer context.AfterFunc(halt, end)()
		spec := goods.ImportSpec{Path: path, DryRun: dry, Progress: func(read, size int64) {
			queue.After(0, func() { m.importRead(path, read, size) })
		}}
		if stock {
			report, err = m.d.Files.ImportStock(ctx, spec)
		} else {
			report, err = m.d.Files.Import(ctx, spec)
		}
		return err
	}, func(err error) {
		stopped := halt.Err() != nil && err != nil
		stop()
		i := &m.state.Import
		if i.Path != path {
			return
		}
		if stopped && !dry {
			err = nil
		}
		i.Working, i.Report, i.Err, i.Stopped = false, report, err, stopped
		i.Looked, i.Done = err == nil, err == nil && !dry
		m.state.List.Ready = m.state.List.Ready && dry
		if stopped && dry {
			*i = Import{Folder: i.Folder, Stock: i.Stock}
		}
		m.redraw()
	})
	if !asked {
		stop()
		i.Working = false
	}
	m.redraw()
}

// importRead says how far a file was read.
func (m *Model) importRead(path string, read, size int64) {
	if i := &m.state.Import; i.Path == path && i.Working {
		i.Read, i.Size = read, size
		m.redraw()
	}
}

// Export writes all products into a file of the person's folder and says where it is.
func (m *Model) Export(what, format string) {
	var out goods.Exported
	m.d.Acts.Do("export", func(ctx context.Context) (err error) {
		out, err = m.d.Files.ExportFile(ctx, goods.ExportSpec{What: what, Format: format})
		return err
	}, func(err error) {
		if !m.fail(err) {
			m.say(nil, "stock.exported", out.Path)
			m.redraw()
		}
	})
}

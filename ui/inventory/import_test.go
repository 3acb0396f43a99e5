package inventory

import (
	"context"
	"testing"

	goods "kassa/app/inventory"
)

func TestALongImportSaysHowFarItIsAndStopsWithWhatCameInWhole(t *testing.T) {
	s := full()
	m := open(t, s)
	m.OpenImport()
	m.Look("/x/goods.csv")
	s.report = goods.ImportReport{Rows: 2000, Added: 2000}
	s.during = func(ctx context.Context, spec goods.ImportSpec) error {
		spec.Progress(400, 1000)
		if i := m.State().Import; !i.Working || i.Read != 400 || i.Size != 1000 {
			t.Errorf("on the way: %+v", i)
		}
		m.CloseImport() // a way back that leaves nothing alone: it stops
		if i := m.State().Import; m.State().Page != Importing || i.Path == "" {
			t.Errorf("left while it works: %+v", i)
		}
		<-ctx.Done()
		return ctx.Err()
	}
	m.Bring()
	i := m.State().Import
	if !i.Stopped || !i.Done || i.Err != nil || i.Working || i.Report.Added != 2000 {
		t.Errorf("stopped: %+v", i)
	}
	m.CloseImport()
	if m.State().Page != Products {
		t.Error("no way back after it was stopped")
	}
}

func TestALookThatIsStoppedGoesBackToTheFolder(t *testing.T) {
	s := full()
	m := open(t, s)
	m.OpenImport()
	s.during = func(ctx context.Context, _ goods.ImportSpec) error {
		m.StopImport()
		<-ctx.Done()
		return ctx.Err()
	}
	m.Look("/x/goods.csv")
	if i := m.State().Import; i.Path != "" || i.Working || i.Err != nil || len(i.Folder.Entries) == 0 || len(s.imports) != 1 {
		t.Errorf("%+v", i)
	}
}

func TestAnImportThatIsNotStoppedIsDone(t *testing.T) {
	s := full()
	m := open(t, s)
	m.OpenImport()
	m.Look("/x/goods.csv")
	m.Bring()
	m.StopImport() // too late: nothing is under way
	if i := m.State().Import; i.Stopped || !i.Done {
		t.Errorf("%+v", i)
	}
}

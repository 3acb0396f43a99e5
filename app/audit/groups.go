package audit

import "kassa/app/journal"

// Group is some kinds of records that answer one question of an owner.
type Group struct {
	Name  string // the key of its words: audit.group.<Name>
	Kinds []string
}

// Groups lists all kinds, each in one group, in the order in which they are offered.
func Groups() []Group {
	return []Group{
		{"sales", []string{journal.Sale, journal.TenderChanged}},
		{"not_sold", []string{journal.LineRemoved, journal.BasketCleared, journal.Parked, journal.Resumed, journal.Swapped, journal.ParkedDeleted}},
		{"allowed", []string{journal.Allowed}},
		{"drawer", []string{journal.NoSale, journal.CashMove, journal.CountBegun, journal.Count, journal.ShiftOpen, journal.ShiftClose, journal.XReport}},
		{"papers", []string{journal.JobReprint, journal.JobsReprint, journal.JobDropped, journal.GiftReceipt}},
		{"goods", []string{journal.StockDoc, journal.PriceChange, journal.ProductAdd, journal.ProductChange, journal.ProductArchive,
			journal.ProductsImport, journal.CategoryAdd, journal.CategoryChange, journal.Offer, journal.OfferDropped, journal.Tiles, journal.TilesDropped, journal.Favourites}},
		{"people", []string{journal.SignIn, journal.SignOut, journal.PINFailed, journal.PINLocked, journal.PINUnlocked, journal.BadgeFailed,
			journal.StaffAdd, journal.StaffChange, journal.StaffKey, journal.TimeEntry, journal.RecoveryCode, journal.OwnerBack, journal.NoRecovery}},
		{"setup", []string{journal.SettingsChange, journal.Export, journal.ShopInit}},
		{"system", []string{journal.Start, journal.Stop, journal.ClockJump, journal.Recovery, journal.VerifyResult, journal.Backup, journal.Restore, journal.KeyChange,
			journal.TrainingStart, journal.TrainingEnd}},
	}
}

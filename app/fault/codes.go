package fault

// The codes, by subject. A new code needs its six texts; a test walks [All].
const (
	// Selling.
	UnknownCode    Code = "unknown_code"   // args: code
	NotEnough      Code = "not_enough"     // args: due, given, missing
	EmptyBasket    Code = "empty_basket"   // nothing to pay for
	BasketChanged  Code = "basket_changed" // a tender that saw another basket; args: total
	BasketGone     Code = "basket_gone"    // the basket was already sold or cleared
	ParkedTaken    Code = "parked_taken"   // somebody else took or deleted the parked sale
	BadQuantity    Code = "bad_quantity"   // args: qty
	BadPrice       Code = "bad_price"      // args: price
	BadDiscount    Code = "bad_discount"   // below zero or more than the line is worth
	AmountTooLarge Code = "amount_too_large"
	NothingToUndo  Code = "nothing_to_undo"
	PriceNeeded    Code = "price_needed"     // a product without a fixed price; args: name, product
	QuantityNeeded Code = "quantity_needed"  // weighed or measured, and nobody said how much; args: name, product, unit
	WhichProduct   Code = "which_product"    // several products carry the code; args: code
	NoteToConfirm  Code = "note_to_confirm"  // the cashier must read a note first; args: name, product, note
	TooManyLines   Code = "too_many_lines"   // args: limit
	TooManyTiles   Code = "too_many_tiles"   // of a page, or acts of a tile; args: limit
	PageChanged    Code = "page_changed"     // somebody else arranged the page in between
	PieceCodeTaken Code = "piece_code_taken" // the same piece twice; args: code
	PieceNeeded    Code = "piece_needed"     // sold piece by piece, each by its own code; args: name
	MarkRefused    Code = "mark_refused"     // the mark service refused the piece; args: code
	FiscalOutage   Code = "fiscal_outage"    // the fiscal device did not answer
	FiscalRefused  Code = "fiscal_refused"   // args: reason
	RefNeeded      Code = "ref_needed"       // a tender that needs the number of its slip; args: tender
	ReasonNeeded   Code = "reason_needed"    // one of the shop's reasons has to be chosen
	TrainingPaper  Code = "training_paper"   // a receipt of training: proof of nothing; args: code
	TrainingBasket Code = "training_basket"  // training begins with an empty basket
	TrainingOnly   Code = "training_only"    // this is the training till already
	TenderFixed    Code = "tender_fixed"     // how a receipt was paid can no longer be put right; args: reason

	// Offers.
	OfferNoGoods Code = "offer_no_goods" // it is on nothing
	OfferCount   Code = "offer_count"    // a number out of bounds; args: limit
	OfferNoGain  Code = "offer_no_gain"  // it takes nothing: 0 %, 3 for 3
	OfferTooMuch Code = "offer_too_much" // it takes more than there is
	OfferNever   Code = "offer_never"    // a time that never comes
	OfferDear    Code = "offer_dear"     // a bundle that costs what its parts do, or more; args: price, parts

	// Rights and shifts.
	NoRight       Code = "no_right"   // args: act
	OverLimit     Code = "over_limit" // args: act, limit
	NoShift       Code = "no_shift"
	ShiftIsOpen   Code = "shift_is_open"  // a second one cannot be opened; args: no
	CountStale    Code = "count_stale"    // something happened since the drawer was counted
	NotSettled    Code = "not_settled"    // the fiscal device has not answered for a sale; args: count
	BadAmount     Code = "bad_amount"     // nothing, below zero, or more than there is; args: amount
	ClockDoubtful Code = "clock_doubtful" // nothing is written down before a person looked at the clock; args: last, now
	UnknownTill   Code = "unknown_till"   // args: code
	UnknownStaff  Code = "unknown_staff"

	// People.
	WrongPIN      Code = "wrong_pin"      // left: tries until the next wait; args: left
	PINWait       Code = "pin_wait"       // wrong too often; args: wait
	PINLocked     Code = "pin_locked"     // wrong so often that somebody has to unlock; args: name
	NoPIN         Code = "no_pin"         // a person without one; args: name
	PINsDiffer    Code = "pins_differ"    // typed twice, and not the same
	WeakPIN       Code = "weak_pin"       // args: flaw, from, to
	BadBadge      Code = "bad_badge"      // a code that cannot be a badge; args: from, to
	BadStaffCode  Code = "bad_staff_code" // args: code
	LastOwner     Code = "last_owner"
	OwnerFirst    Code = "owner_first"    // the first PIN of a shop is an owner's
	PepperDiffers Code = "pepper_differs" // the secret in the folder is not the one the PINs were made with
	SignInFirst   Code = "sign_in_first"  // a command that names nobody, in a shop where people sign in
	ClockState    Code = "clock_state"    // args: state
	BadTime       Code = "bad_time"
	ReasonMissing Code = "reason_missing"

	// Goods and files.
	AlreadyExists  Code = "already_exists" // args: what, value
	NotFound       Code = "not_found"      // args: what
	BadBarcode     Code = "bad_barcode"    // args: code
	EmptyName      Code = "empty_name"
	TextTooLong    Code = "text_too_long"   // args: limit
	Stale          Code = "stale"           // somebody changed it since it was opened; args: name
	OutOfStock     Code = "out_of_stock"    // the shop sells no more than there is; args: name
	BadReason      Code = "bad_reason"      // a reason that does not explain this change; args: reason
	NotATable      Code = "not_a_table"     // a file of another kind; args: path, what
	FileLocked     Code = "file_locked"     // a workbook with a password; args: path
	FileUnreadable Code = "file_unreadable" // args: path
	FileUnwritable Code = "file_unwritable" // args: path
	FileEmpty      Code = "file_empty"      // args: path
	FileTooLarge   Code = "file_too_large"  // args: path
	ColumnMissing  Code = "column_missing"  // args: columns
	BadNumber      Code = "bad_number"      // args: value, column
	BadRow         Code = "bad_row"         // args: line
	BadOption      Code = "bad_option"      // args: option, value

	// Storage.
	StorageFull     Code = "storage_full"      // args: path
	StorageReadOnly Code = "storage_read_only" // args: path
	StorageDamaged  Code = "storage_damaged"   // args: path
	StorageBusy     Code = "storage_busy"
	StorageUnknown  Code = "storage_unknown" // an I/O error at commit: the outcome is not known
	StorageAgain    Code = "storage_again"   // the same, settled: the books were opened anew and say what is booked
	NewerDatabase   Code = "newer_database"  // args: version
	ShopMissing     Code = "shop_missing"    // no shop in this folder; args: path
	ShopExists      Code = "shop_exists"     // args: path
	TillBusy        Code = "till_busy"       // a second window on the same till
	FolderRefused   Code = "folder_refused"  // network or synchronised folder; args: path, reason
	KeyDiffers      Code = "key_differs"     // the key in the folder is not the one these books were signed with
	BooksDiffer     Code = "books_differ"    // start found the head file ahead of the journal; args: seq
	HeadDamaged     Code = "head_damaged"    // the head file cannot be read

	// Backups.
	BackupByServer  Code = "backup_by_server" // the books are in PostgreSQL, whose own tools back them up
	BackupElsewhere Code = "backup_elsewhere" // the books are not those of the folder; args: path
	NotABackup      Code = "not_a_backup"     // a file of another kind; args: path
	NewerBackup     Code = "newer_backup"     // of a form that this program does not know; args: path
	BackupDamaged   Code = "backup_damaged"   // args: path
	BackupDoubtful  Code = "backup_doubtful"  // the verifier found something in it; args: path, count, first
	PassphraseAsked Code = "passphrase_asked" // a locked backup and no passphrase; args: path
	WrongPassphrase Code = "wrong_passphrase" // args: path
	WeakPassphrase  Code = "weak_passphrase"  // args: from
	SecondMissing   Code = "second_missing"   // the second place is not there; args: path
	MirrorMissing   Code = "mirror_missing"   // the place of the mirror is not there; args: path
	MirrorFull      Code = "mirror_full"      // args: path
	MirrorUnwritten Code = "mirror_unwritten" // it cannot be written there; args: path
	MirrorNone      Code = "mirror_none"      // no mirror of the shop in a folder; args: path
	MirrorDamaged   Code = "mirror_damaged"   // args: path
	MirrorGap       Code = "mirror_gap"       // records are missing between backup and mirror, or within it; args: from, to
	MirrorOther     Code = "mirror_other"     // it has other records than the backup; args: seq
	WrongRecovery   Code = "wrong_recovery"   // a recovery code that is not the shop's
	NoRecovery      Code = "no_recovery"      // the shop never had one

	// Devices.
	PrinterPaperOut Code = "printer_paper_out"
	PrinterCover    Code = "printer_cover"
	PrinterOffline  Code = "printer_offline" // args: address
	PrinterHalf     Code = "printer_half"    // died in the middle of a job
	PrinterFault    Code = "printer_fault"
	PortBusy        Code = "port_busy"     // args: address
	PortMissing     Code = "port_missing"  // args: address
	PortDenied      Code = "port_denied"   // args: address
	BadAddress      Code = "bad_address"   // args: address
	DeviceSilent    Code = "device_silent" // args: address

	// The window.
	NoWindow Code = "no_window" // no OpenGL window could be opened

	// Everything else; args: incident.
	Unexpected Code = "unexpected"
)

// All lists every code, for the test that both languages are complete.
func All() []Code {
	return []Code{
		UnknownCode, NotEnough, EmptyBasket, BasketChanged, BasketGone, ParkedTaken, BadQuantity, BadPrice, BadDiscount,
		AmountTooLarge, NothingToUndo, PriceNeeded, QuantityNeeded, WhichProduct, NoteToConfirm, TooManyLines, TooManyTiles, PageChanged, PieceCodeTaken, PieceNeeded, MarkRefused, FiscalOutage, FiscalRefused,
		RefNeeded, ReasonNeeded, TrainingPaper, TrainingBasket, TrainingOnly, TenderFixed,
		OfferNoGoods, OfferCount, OfferNoGain, OfferTooMuch, OfferNever, OfferDear,
		NoRight, OverLimit, NoShift, ShiftIsOpen, CountStale, NotSettled, BadAmount, ClockDoubtful, UnknownTill, UnknownStaff,
		WrongPIN, PINWait, PINLocked, NoPIN, WeakPIN, PINsDiffer, BadBadge, BadStaffCode, LastOwner, OwnerFirst, PepperDiffers, SignInFirst,
		ClockState, BadTime, ReasonMissing,
		AlreadyExists, NotFound, BadBarcode, EmptyName, TextTooLong, Stale, OutOfStock, BadReason, NotATable, FileLocked, FileUnreadable, FileUnwritable, FileEmpty, FileTooLarge, ColumnMissing,
		BadNumber, BadRow, BadOption,
		StorageFull, StorageReadOnly, StorageDamaged, StorageBusy, StorageUnknown, StorageAgain, NewerDatabase, ShopMissing,
		ShopExists, TillBusy, FolderRefused, KeyDiffers, BooksDiffer, HeadDamaged,
		BackupByServer, BackupElsewhere, NotABackup, NewerBackup, BackupDamaged, BackupDoubtful, PassphraseAsked, WrongPassphrase, WeakPassphrase,
		SecondMissing, MirrorMissing, MirrorFull, MirrorUnwritten, MirrorNone, MirrorDamaged, MirrorGap, MirrorOther, WrongRecovery, NoRecovery,
		PrinterPaperOut, PrinterCover, PrinterOffline, PrinterHalf, PrinterFault, PortBusy, PortMissing, PortDenied,
		BadAddress, DeviceSilent,
		NoWindow, Unexpected,
	}
}

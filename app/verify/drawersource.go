package verify

// CashMove is one entry of the ledger of a drawer.
type CashMove struct {
	ID, Till, Shift, Kind string
	Amount                int64
	Reason                string
	ReasonErased          bool // taken out on purpose
	Staff                 string
	At, Offset, Day, Hour int64
}

// CashCount is what was counted in a drawer.
type CashCount struct {
	ID, Till, Shift       string
	No                    int64
	Phase                 string
	Pieces                []Pieces
	Total                 int64
	Staff                 string
	At, Offset, Day, Hour int64
}

// Pieces is how many notes or coins of one worth were counted.
type Pieces struct{ Worth, Count int64 }

// Z is the report that ended a shift.
type Z struct {
	ID, Till, Shift, By          string
	No                           int64
	At, Offset, Day, Hour        int64
	Receipts                     int64
	First, Last                  string
	Sold, Returned, Returns      int64
	Discount, Net, Tax, Rounding int64
	Float, CashSales             int64
	In, Out, Expense, Drop       int64
	Expected                     int64
	Lines, LinesWorth            int64
	Baskets, BasketWorth         int64
	NoSales                      int64
	Count                        string
	Counted, Difference          int64
	Kept, Taken                  int64
	AllSold, AllReturned         int64
	HeadSeq                      int64
	HeadHash                     string
	Note                         string
	NoteErased                   bool
	Tenders                      []ZTender
	Taxes                        []ZTax
}

// ZTender is what one way of paying brought in.
type ZTender struct {
	Tender           string
	Receipts, Amount int64
}

// ZTax is one tax at one rate.
type ZTax struct {
	Code         string
	Rate         int64
	Inclusive    bool
	Base, Amount int64
}

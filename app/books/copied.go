package books

import "kassa/app/shop"

// Copied is what a copy of the books holds: whose they are, and where the journal of each till ends in it.
type Copied struct {
	Shop  shop.ID
	Name  string
	Lang  shop.Lang
	Zone  string // the name of its time zone
	Tills []CopiedTill
}

// CopiedTill is a till in a copy. Hash is that of its last record, At when that was in UTC milliseconds; Seq is 0 before the first.
type CopiedTill struct {
	ID                  shop.ID
	Code, Series, KeyID string
	Seq                 int64
	Hash                []byte
	At                  int64
}

// Till finds a till of the copy by its code; an empty code is the first.
func (c Copied) Till(code string) (t CopiedTill, found bool) {
	for _, t := range c.Tills {
		if code == "" || t.Code == code {
			return t, true
		}
	}
	return t, false
}

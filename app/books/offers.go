package books

import "kassa/app/shop"

// Offers are what lowers prices by itself.
type Offers interface {
	// All are the offers of the shop, in the order in which they were made.
	All() ([]shop.Offer, error)
	// Put stores an offer whole. A new one has version 0; of an old one ok is false when somebody changed it since. The stored
	// version is one more. The version of the set-up grows with it.
	Put(o shop.Offer) (ok bool, err error)
	// Drop takes an offer with this version away; sales that had it keep its name.
	Drop(offer shop.ID, version int64) (ok bool, err error)
}

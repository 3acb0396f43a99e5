// Package receipts is the room of receipts.
package receipts

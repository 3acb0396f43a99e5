package pricing

import (
	"slices"

	"kassa/app/money"
)

// mostNotes is how many quick notes a screen offers.
const mostNotes = 4

// Notes are the sums for the quick notes: what a customer is likely to hand over for what is due, smallest first, at
// most four, none of them the exact sum, always the largest note in use among them. Nothing is offered for nothing due.
//
// Offered are, in this order, until there are four: the largest note in use; the smallest single note; the smallest two
// notes; the smallest note with one coin, or one or two coins; then more single notes, more pairs of notes, and at last
// the covering note with the next smaller one. Except in that last case, two pieces are offered only if both are
// needed: nobody gives 10 and 20 for 13.67. A coin of less than 1/50 of the piece beside it is not looked for in a purse.
//
// 13.67 in euros: 100, 20, 10 + 5, then 50: [15, 20, 50, 100]. 900.87 in roubles: 5000, 1000, then 2000, at last
// 1000 + 500: [1000, 1500, 2000, 5000].
//
// Beyond the largest note in use the customer counts out so many of it first, and the rule holds for the rest, without
// the last case: for 1,234.50 in euros 1,200 and the notes for 34.50: [1240, 1250, 1300]. Where nothing is left over,
// one more of the largest is the only offer.
//
// The largest note in use is the largest whose first digit is not 2: €200, CHF 200 are seldom in a purse, and a drawer
// can seldom change them; €100, ₽5000, $100, £50, ¥10,000 are the everyday ends.
func Notes(due money.Amount, c money.Currency) []money.Amount {
	p := purse{notes: inUse(c.Notes), coins: c.Coins}
	if due <= 0 || !due.Valid() || len(p.notes) == 0 {
		return nil
	}
	largest := p.notes[0]
	p.counted = due / largest * largest
	p.due = due - p.counted
	p.offer(largest)
	if p.due == 0 {
		return p.sums
	}
	p.first(p.single(p.notes))
	p.first(p.pairs(p.notes, p.notes))
	p.first(p.withCoins())
	for _, more := range [][]money.Amount{p.single(p.notes), p.pairs(p.notes, p.notes), p.generous()} {
		for _, sum := range more {
			p.offer(sum)
		}
	}
	slices.Sort(p.sums)
	return p.sums
}

// purse is what a customer may hold, and the sums found so far.
type purse struct {
	notes   []money.Amount // in use, largest first
	coins   []money.Amount
	counted money.Amount // paid in the largest note first
	due     money.Amount // the rest
	sums    []money.Amount
}

// inUse cuts the rare top note from the list. A list of one keeps it.
func inUse(notes []money.Amount) []money.Amount {
	for len(notes) > 1 && firstDigit(notes[0]) == 2 {
		notes = notes[1:]
	}
	return notes
}

func firstDigit(a money.Amount) money.Amount {
	for a >= 10 {
		a /= 10
	}
	return a
}

func (p *purse) offer(sum money.Amount) {
	sum += p.counted
	if len(p.sums) < mostNotes && sum > p.counted+p.due && sum.Valid() && !slices.Contains(p.sums, sum) {
		p.sums = append(p.sums, sum)
	}
}

// first offers the smallest of some sums.
func (p *purse) first(sums []money.Amount) {
	if len(sums) > 0 {
		p.offer(sums[0])
	}
}

// single lists the pieces that cover what is due alone, smallest first.
func (p *purse) single(pieces []money.Amount) []money.Amount {
	var sums []money.Amount
	for _, piece := range pieces {
		if piece > p.due {
			sums = append(sums, piece)
		}
	}
	slices.Sort(sums)
	return sums
}

// pairs lists the sums of two pieces that cover what is due together and not one without the other, smallest first.
func (p *purse) pairs(large, small []money.Amount) []money.Amount {
	var sums []money.Amount
	for _, a := range large {
		for _, b := range small {
			if a < p.due && b <= a && a+b > p.due {
				sums = append(sums, a+b)
			}
		}
	}
	slices.Sort(sums)
	return sums
}

// withCoins lists what takes a coin: a note and a coin, a coin, two coins.
func (p *purse) withCoins() []money.Amount {
	sums := p.single(p.coins)
	for _, piece := range slices.Concat(p.notes, p.coins) {
		var worthIt []money.Amount
		for _, coin := range p.coins {
			if coin*50 >= piece {
				worthIt = append(worthIt, coin)
			}
		}
		sums = append(sums, p.pairs([]money.Amount{piece}, worthIt)...)
	}
	slices.Sort(sums)
	return sums
}

// generous is the smallest note that covers what is due, with the next smaller note.
func (p *purse) generous() []money.Amount {
	for i := len(p.notes) - 1; i >= 0; i-- {
		if p.notes[i] > p.due && i+1 < len(p.notes) && p.counted == 0 {
			return []money.Amount{p.notes[i] + p.notes[i+1]}
		}
	}
	return nil
}

// Piece is so many of one note or coin.
type Piece struct {
	Denomination money.Amount
	Count        int
}

// Change suggests how to give a sum back: the largest notes in use and coins first. What the smallest coin cannot pay
// is left out (0.87 of a rouble change), so the pieces may sum to less than the change. Nothing is suggested for
// nothing, or for a negative sum.
//
// 6.33 in euros: 1 × 5, 1 × 1, 1 × 0.20, 1 × 0.10, 1 × 0.02, 1 × 0.01.
func Change(change money.Amount, c money.Currency) []Piece {
	var pieces []Piece
	for _, piece := range slices.Concat(inUse(c.Notes), c.Coins) {
		if piece <= 0 || change < piece {
			continue
		}
		pieces = append(pieces, Piece{piece, int(change / piece)})
		change %= piece
	}
	return pieces
}

package checkout

import (
	"context"
	"strings"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// MarksLimit is how long the cashier waits for the verdict about one piece; after it the shop's rule decides.
const MarksLimit = 1500 * time.Millisecond

// LateRule is the setting that says what to do when the verdict comes too late.
const LateRule = "marks.late"

// The values of LateRule. Allow is the default.
const (
	LateAllow  = "allow"
	LateRefuse = "refuse"
)

// AddPiece adds one piece that carries a code of its own (marked goods, a serial number). The code stands once in the
// basket and once in all sales that were not taken back. Faults: PieceCodeTaken, MarkRefused, NotFound.
func (c *Checkout) AddPiece(ctx context.Context, product shop.ID, code string) (Basket, error) {
	code = strings.TrimSpace(code)
	if code == "" || len(code) > 200 {
		return Basket{}, fault.New(fault.BadBarcode, fault.Args{"code": short(code)})
	}
	verdict, err := c.askMarks(ctx, code)
	if err != nil {
		return Basket{}, err
	}
	return c.change(ctx, act.Only(rights.Sell), func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, error) {
		f, found, err := tx.Products().ByID(set.Till.Place, product)
		if err != nil || !found {
			return books.Undo{}, orNotFound(err)
		}
		sold, err := tx.Sales().PieceSold(code)
		if err != nil {
			return books.Undo{}, err
		}
		for _, l := range cart.Lines {
			sold = sold || l.PieceCode == code
		}
		if sold {
			return books.Undo{}, fault.New(fault.PieceCodeTaken, fault.Args{"code": short(code)})
		}
		if verdict == nil && set.Settings[LateRule] == LateRefuse {
			return books.Undo{}, fault.New(fault.MarkRefused, fault.Args{"code": short(code)})
		}
		l := lineOf(f.Product, "")
		l.Qty, l.PieceCode = money.One, code
		if verdict != nil {
			l.MarkProof = verdict.Proof
		}
		return appendLine(cart, l, at)
	})
}

// askMarks asks about one piece before anything is written; nil means that there was no verdict in time.
func (c *Checkout) askMarks(ctx context.Context, code string) (*devices.MarkAnswer, error) {
	if c.marks == nil {
		return &devices.MarkAnswer{Allowed: true}, nil
	}
	limit, stop := context.WithTimeout(ctx, MarksLimit)
	defer stop()
	answer, err := c.marks.Ask(limit, code)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, nil
	}
	if !answer.Allowed {
		return nil, fault.New(fault.MarkRefused, fault.Args{"code": short(code)})
	}
	return &answer, nil
}

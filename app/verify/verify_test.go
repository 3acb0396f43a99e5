package verify_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"iter"
	"testing"

	"kassa/app/journal"
	"kassa/app/shop"
	"kassa/app/verify"
)

func TestSoundBooksAreFoundSound(t *testing.T) {
	b, keepers := twoTills(t, 60)
	last := keepers[0].head
	rep := run(t, b, verify.Options{
		Keys: map[string]ed25519.PublicKey{string(keepers[0].till.ID): keepers[0].signer.Public()},
		Expect: []verify.Expected{{Till: string(last.Till), Seq: last.Seq, Hash: fmt.Sprintf("%x", last.Hash), From: "head file"},
			head(t, journal.ShortHead(last))},
	})
	for _, f := range rep.Findings {
		t.Error(f)
	}
	if rep.Sales != 120 || rep.Records != int64(len(b.records[b.tills[0].ID])+len(b.records[b.tills[1].ID])) || rep.Heads < 6 {
		t.Errorf("walked over %d sales, %d records, %d heads", rep.Sales, rep.Records, rep.Heads)
	}
	if len(rep.Ends) != 2 || rep.Ends[0].Short != journal.ShortHead(last) {
		t.Errorf("ends %+v, want the first at %s", rep.Ends, journal.ShortHead(last))
	}
}

func head(t *testing.T, text string) verify.Expected {
	t.Helper()
	e, err := verify.ParseHead(text)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// finds runs the verifier over spoiled books and wants a finding of a kind; first, when not 0, is the first bad record.
func finds(t *testing.T, b *shelf, opt verify.Options, kind verify.Kind, first int64) {
	t.Helper()
	rep := run(t, b, opt)
	for _, f := range rep.Findings {
		if f.Kind == kind {
			if first != 0 && (rep.First == nil || rep.First.Seq != first) {
				t.Errorf("first bad record: got %v, want %d", rep.First, first)
			}
			return
		}
	}
	t.Errorf("no finding of kind %s among %v", kind, rep.Findings)
}

func TestADeletedRecordIsSeen(t *testing.T) {
	b, _ := twoTills(t, 12)
	list := b.records[b.tills[0].ID]
	b.records[b.tills[0].ID] = append(list[:9:9], list[10:]...)
	finds(t, b, verify.Options{}, verify.Sequence, 11)
}

func TestSwappedRecordsAreSeen(t *testing.T) {
	b, _ := twoTills(t, 12)
	list := b.records[b.tills[0].ID]
	list[8], list[9] = list[9], list[8]
	list[8].Seq, list[9].Seq = 9, 10
	finds(t, b, verify.Options{}, verify.Chain, 9)
}

func TestADeletedSaleIsSeen(t *testing.T) {
	b, _ := twoTills(t, 12)
	b.sales = append(b.sales[:3], b.sales[4:]...)
	finds(t, b, verify.Options{}, verify.NoRow, 0)
}

func TestTheLastSaleDeletedIsSeen(t *testing.T) {
	b, _ := twoTills(t, 12)
	b.sales = b.sales[:len(b.sales)-1]
	finds(t, b, verify.Options{}, verify.NoRow, 0)
}

func TestASaleThatWasNeverRecordedIsSeen(t *testing.T) {
	b, _ := twoTills(t, 12)
	s := b.sales[11]
	s.ID, s.Number = "01JFORGED", s.Number+1
	b.sales = append(b.sales, s)
	finds(t, b, verify.Options{}, verify.NoRecord, 0)
}

func TestRenumberedSalesAreSeen(t *testing.T) {
	b, _ := twoTills(t, 12)
	b.sales[2].Number, b.sales[3].Number = b.sales[3].Number, b.sales[2].Number
	finds(t, b, verify.Options{}, verify.Field, 0)
	b, _ = twoTills(t, 12)
	for i := 3; i < 6; i++ {
		b.sales[i].Number++
	}
	finds(t, b, verify.Options{}, verify.Number, 0)
}

func TestAnEndCutOffIsSeenFromOutside(t *testing.T) {
	b, keepers := twoTills(t, 12)
	k := keepers[0]
	known := verify.Expected{Till: string(k.till.ID), Seq: k.head.Seq, Hash: fmt.Sprintf("%x", k.head.Hash), From: "head file"}
	list := b.records[b.tills[0].ID]
	b.records[b.tills[0].ID] = list[:len(list)-1] // the stop: nothing in the tables belongs to it
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Fatalf("the control must pass: a chain cannot see its end cut off; got %v", rep.Findings)
	}
	finds(t, b, verify.Options{Expect: []verify.Expected{known}}, verify.Ended, k.head.Seq)
	finds(t, b, verify.Options{Expect: []verify.Expected{head(t, journal.ShortHead(k.head))}}, verify.Ended, k.head.Seq)
}

func TestAnotherJournalOfTheSameLengthIsSeenFromOutside(t *testing.T) {
	b, keepers := twoTills(t, 12)
	e := head(t, journal.ShortHead(keepers[0].head))
	e.Hash = "AAAAAAAAAA"
	finds(t, b, verify.Options{Expect: []verify.Expected{e}}, verify.Ended, keepers[0].head.Seq)
}

func TestBooksWrittenAnewWithAnotherKeyAreSeen(t *testing.T) {
	_, honest := twoTills(t, 12)
	key := honest[0].signer.Public()
	forged := &shelf{}
	k := newKeeper(t, forged, "Z1", 7) // another seed, so another key
	k.till.ID, k.till.KeyID = honest[0].till.ID, k.signer.KeyID()
	k.head, k.found = shop.Record{}, false
	forged.people, forged.records, forged.tills = nil, nil, []verify.Till{{ID: string(k.till.ID), KeyID: k.signer.KeyID()}}
	k.act(k.id(), journal.OfStart("1.0"))
	if rep := run(t, forged, verify.Options{}); !rep.OK() {
		t.Fatalf("the control must pass: nothing is known from outside; got %v", rep.Findings)
	}
	finds(t, forged, verify.Options{Keys: map[string]ed25519.PublicKey{string(k.till.ID): key}}, verify.Key, 1)
	forged.tills[0].KeyID = journal.KeyID(key) // the till keeps its key, the heads do not
	finds(t, forged, verify.Options{}, verify.Key, 1)
}

func TestAHeadWithoutSignatureIsSeen(t *testing.T) {
	b, _ := twoTills(t, 12)
	list := b.records[b.tills[1].ID]
	last := &list[len(list)-1]
	last.Signature, last.KeyID = nil, ""
	finds(t, b, verify.Options{}, verify.Signature, last.Seq)
}

func TestASaleThatDoesNotAddUpIsSeen(t *testing.T) {
	b := &shelf{}
	k := newKeeper(t, b, "T1", 7)
	k.openShift()
	k.sell(2, 10)
	s := shop.Sale{ID: k.id(), Kind: shop.KindSale, Till: k.till.ID, TillCode: "T1", Series: "A", Number: 2, Place: k.till.Place, Shift: k.shift,
		At: k.moment(), Total: 100, Net: 100, List: 100}
	k.write(s.ID, s.At, journal.OfSale(s))
	finds(t, b, verify.Options{}, verify.Adding, k.head.Seq)
}

func TestAnActRecordedTwiceIsSeen(t *testing.T) {
	b, keepers := twoTills(t, 12)
	k := keepers[1]
	k.act(shop.ID(b.records[b.tills[0].ID][4].Act), journal.OfStop("1.0"))
	finds(t, b, verify.Options{}, verify.Act, k.head.Seq)
}

func TestRowsThatHangOnNothingAreSeen(t *testing.T) {
	b, _ := twoTills(t, 3)
	b.strays.Payments = 1
	finds(t, b, verify.Options{}, verify.Rows, 0)
}

func TestAnErasedNoteIsNoTampering(t *testing.T) {
	b, _ := twoTills(t, 12)
	b.sales[1].Lines[0].Note, b.sales[1].Lines[0].NoteErased = "", true
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Errorf("got %v", rep.Findings)
	}
	b.sales[2].Lines[0].Note = ""
	finds(t, b, verify.Options{}, verify.Field, 0)
}

func TestMovesOfADocumentNeedNotStandTogether(t *testing.T) {
	b, _ := twoTills(t, 12)
	dice := newDice(5)
	dice.Shuffle(len(b.moves), func(i, j int) { b.moves[i], b.moves[j] = b.moves[j], b.moves[i] })
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Errorf("got %v", rep.Findings)
	}
}

func TestFindingsAreCapped(t *testing.T) {
	b, _ := twoTills(t, 30)
	for i := range b.sales {
		b.sales[i].Cost++
	}
	rep := run(t, b, verify.Options{MaxFindings: 5})
	if len(rep.Findings) != 5 || rep.Total < 60 {
		t.Errorf("kept %d of %d findings, want 5 of at least 60", len(rep.Findings), rep.Total)
	}
}

// torn is a source that breaks off.
type torn struct{ *shelf }

var errTorn = errors.New("torn")

func (s torn) Sales(ctx context.Context, till, series string) iter.Seq2[verify.Sale, error] {
	return func(yield func(verify.Sale, error) bool) {
		n := 0
		for row := range s.shelf.Sales(ctx, till, series) {
			if n++; n == 4 {
				yield(verify.Sale{}, errTorn)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func TestBooksThatCannotBeReadAreAnError(t *testing.T) {
	b, _ := twoTills(t, 12)
	if _, err := verify.Run(context.Background(), torn{b}, verify.Options{}); !errors.Is(err, errTorn) {
		t.Errorf("got error %v, want %v", err, errTorn)
	}
}

func TestParseHeadRefusesWhatIsNoHead(t *testing.T) {
	for _, text := range []string{"", "12", "12:", "0:MFRGGZDFMZ", "x:MFRGGZDFMZ", "12:MFRGG", "12:mfrggzdf!!", "-1:MFRGGZDFMZ"} {
		if e, err := verify.ParseHead(text); err == nil {
			t.Errorf("%q was read as %+v", text, e)
		}
	}
	if e := head(t, " 4122:mfrggzdfmz "); e.Seq != 4122 || e.Hash != "MFRGGZDFMZ" {
		t.Errorf("got %+v", e)
	}
}

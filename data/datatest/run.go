package datatest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kassa/app/books"
	"kassa/data"
)

// Opener opens empty books for one test.
type Opener func(t testing.TB) *data.Store

// Run is what every database must pass: all of books.Tx, each field stored and read back, all or nothing, many writers.
func Run(t *testing.T, open Opener) {
	for _, one := range []struct {
		name string
		test func(*testing.T, Fixture)
	}{
		{"TheShopIsReadAsItWasStored", shopIsKept},
		{"PeopleTillsAndPlacesAreReadAsTheyWereStored", peopleAreKept},
		{"PeopleAreChangedAndArchived", peopleChange},
		{"WhatPeopleAreRecognisedByIsReadAsItWasStored", keysAreKept},
		{"TheTimeClockIsReadAsItWasStored", timeIsKept},
		{"TaxesAndTendersAreReadAsTheyWereStored", taxesAreKept},
		{"TaxesAreChanged", taxesAreChanged},
		{"TendersAreChangedAndTakenAway", tendersAreChanged},
		{"SettingsHoldForOneOwnerAlone", settingsAreKept},
		{"EveryChangeOfTheSetUpIsCounted", versionGrows},
		{"ProductsAreReadAsTheyWereStored", productsAreKept},
		{"CodesFindTheirProductsInEverySpelling", codesFind},
		{"OneCodeMayStandForSeveralProducts", codesAreShared},
		{"AStaleProductChangesNothing", staleProducts},
		{"AChangedProductIsFoundByItsNewWords", changedProducts},
		{"ASKUThatIsTakenIsRefusedWhole", takenCodes},
		{"TilesComeInTheOrderOfTheirNames", tilesInOrder},
		{"EveryTypedWordBeginsAWord", searchFinds},
		{"TheBestKnownComeFirst", bestKnownFirst},
		{"BasketsAreReadAsTheyWereStored", cartsAreKept},
		{"ABasketMovesFromVersionToVersion", cartsAreTouched},
		{"ParkedBasketsBelongToThePlace", parkedIsOfThePlace},
		{"ChangesAreTakenBackInReverse", changesAreTakenBack},
		{"SalesAreReadAsTheyWereStored", salesAreKept},
		{"TheSameSaleTwiceIsRefused", saleTwice},
		{"SalesAreListedByDay", salesAreListed},
		{"APieceThatCameBackIsNotSold", piecesComeBack},
		{"UnknownThingsAreNotFound", unknownThings},
		{"PagesOfTilesAreReadAsTheyWereStored", pagesAreKept}, {"OffersAreReadAsTheyWereStored", offersAreKept},
		{"FavouritesAreInTheirOrder", favouritesAreChosen},
		{"BestSellersStandOnMostReceipts", bestSellersAreFound},
		{"SumsAreTheSumsOfTheLines", sumsAddUp},
		{"StockIsTheSumOfItsMoves", stockAddsUp},
		{"TheStockIsListedByNameThroughEveryFilter", stockIsListed},
		{"LowAndOutAreCounted", stockIsCounted},
		{"TheStockIsWorthItsCost", stockIsValued},
		{"WhatWasPutAwayIsNotFoundAndComesBack", archivedProducts},
		{"ACategoryIsRenamed", renamedCategories},
		{"StockDocumentsAreReadAsTheyWereStored", stockDocsAreKept},
		{"MovementsNameTheirDocuments", movementsAreListed},
		{"WhatIsShortIsNamed", shortGoods},
		{"OneShiftIsOpenAtATill", shiftsAreKept},
		{"TheDrawersLedgerIsReadAsItWasStored", drawerIsKept},
		{"TheSumsOfAShiftAreThoseOfItsReceipts", shiftAddsUp},
		{"AZReportEndsItsShift", zReportsAreKept},
		{"TheJournalIsReadAsItWasStored", journalIsKept},
		{"TheJournalIsPaged", journalIsPaged},
		{"JobsGoFromStateToState", jobsAreKept},
		{"PapersWaitForAPersonWithTheReason", papersWait},
		{"TenderChangesAreKeptAndCounted", tenderChangesAreKept},
		{"ReceiptsAreFoundByWhatIsKnownOfThem", receiptsAreFound},
		{"FiscalStepsAreReadAsTheyWereStored", fiscalStepsAreKept},
		{"WhatFailsLeavesNothing", failureLeavesNothing},
		{"ReadersCannotWrite", readersCannotWrite},
		{"AnEndedContextStopsTheWork", contextIsHeard},
		{"EightWritersLeaveNoGap", writersLeaveNoGap},
		{"EightTillsShareTheirGoods", tillsShareGoods},
		{"ReadersSeeOnePicture", readersSeeOnePicture},
	} {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel() // each has books of its own
			one.test(t, Shop(t, open(t)))
		})
	}
}

// same fails the test where two values differ. Time zones are compared by name.
func same(t *testing.T, what string, want, got any) {
	t.Helper()
	zones := cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })
	if difference := cmp.Diff(want, got, zones); difference != "" {
		t.Errorf("%s (-stored +read):\n%s", what, difference)
	}
}

// filled fails the test where a field of a sample is empty: a sample with holes proves nothing about them.
func filled(t *testing.T, sample any, but ...string) {
	t.Helper()
	holes(t, reflect.ValueOf(sample), reflect.TypeOf(sample).Name(), but)
}

func holes(t *testing.T, v reflect.Value, path string, but []string) {
	t.Helper()
	for _, allowed := range but {
		if path == allowed {
			return
		}
	}
	switch {
	case v.Type() == reflect.TypeFor[time.Time]() || v.Kind() == reflect.Pointer:
		if v.IsZero() {
			t.Errorf("the sample has no %s", path)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			holes(t, v.Field(i), path+"."+v.Type().Field(i).Name, but)
		}
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct && v.Len() > 0:
		holes(t, v.Index(0), path+"[]", but)
	case v.IsZero():
		t.Errorf("the sample has no %s", path)
	}
}

// read gets one value in a View.
func read[V any](t *testing.T, s *data.Store, f func(books.Tx) (V, error)) V {
	t.Helper()
	var v V
	View(t, s, func(tx books.Tx) (err error) {
		v, err = f(tx)
		return err
	})
	return v
}

// found gets one value in a View and fails the test when it is not there.
func found[V any](t *testing.T, s *data.Store, f func(books.Tx) (V, bool, error)) V {
	t.Helper()
	return read(t, s, func(tx books.Tx) (V, error) {
		v, ok, err := f(tx)
		if err == nil && !ok {
			err = errors.New("not found")
		}
		return v, err
	})
}

// missing fails the test when a value is there.
func missing[V any](t *testing.T, s *data.Store, f func(books.Tx) (V, bool, error)) {
	t.Helper()
	View(t, s, func(tx books.Tx) error {
		v, ok, err := f(tx)
		if err == nil && ok {
			err = fmt.Errorf("found %v, want nothing", v)
		}
		return err
	})
}

// refused writes and returns why that was refused.
func refused(t *testing.T, s *data.Store, f func(books.Tx) error) error {
	t.Helper()
	err := s.Update(context.Background(), f)
	if err == nil {
		t.Error("the change was accepted, want a refusal")
	}
	return err
}

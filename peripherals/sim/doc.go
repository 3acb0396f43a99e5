// Package sim holds devices in memory: a printer, a drawer, a fiscal device and a service for marked goods, each with a
// ledger of what it did and faults on demand. Tests of services use them, and `kassa demo` where no device is at hand.
//
// The rule: the ledger is the truth about the device, also where the caller was told something else. A fault is queued
// with Fail and used up by the next call; [Always] keeps it until Fail is called with nothing.
//
// A worked example: a fiscal device that signs and whose answer gets lost.
//
//	f := sim.NewFiscal()
//	f.Fail(sim.LostAnswer)
//	_, err := f.Finish(ctx, sale)                 // devices.IsUnknown(err)
//	answer, found, _ := f.Lookup(ctx, sale.SaleID) // found: it did sign
//	len(f.Receipts())                             // 1, and still 1 after another Finish of the same sale
package sim

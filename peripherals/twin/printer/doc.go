// Package printer is a twin of a receipt printer with a cash drawer: it speaks bytes, as the real one does, and keeps a
// ledger of what came out of it. It shares no code with the driver, so the two can only agree by both being right.
//
// The rule: every byte has one meaning. The decoder follows the command tables of ESC/POS; what stands in none of them
// is written to the ledger as foreign, also a real-time command hidden in the data of a picture. Text is decoded with
// the code page that the printer was switched to at that very character.
//
// A job is one connection over TCP; on a serial line it ends with the question for the paper status, with a reset, or
// with the first text after a cut. What comes out is text with marks, one line of paper a line:
//
//	[center][bold][wide]CORNER SHOP
//	Whole milk 1 l                        2.70
//	[barcode EAN13 4006381333931]
//	[cut]
//	[drawer pin2 50ms]
//
// A worked example: twin, _ := printer.New(printer.Options{Out: "receipts"}); twin.Serve(ctx, listener) writes
// receipts/0001.txt, 0001.bin and 0001.png for the first job. twin.Script("paper-out=300") lets the paper run out after
// 300 bytes of a job, twin.Script("ok") puts a new roll in.
package printer

// Package peripherals talks to devices: ports, addresses, drivers, and the [Hub] that holds them together.
//
// The rule has three layers. A [Port] moves bytes and knows no device. A driver ([Printer]) knows one protocol over a
// Port. The Hub knows which device stands where, gives each one goroutine of its own, keeps calls to one device apart,
// limits their time, catches panics and tells how each device is. It keeps no job: what is to be printed waits in
// app/outbox. What goes wrong is translated here, at the border, into faults that a person can act on.
//
// What a device did is never guessed. A driver returns nil when the device said so, a plain fault when nothing was
// sent, and devices.Unknown when something was sent and no word came back: such a call is not repeated silently.
//
// A worked example: "printer.receipt" is at escpos+tcp://127.0.0.1:9100?columns=42.
//
//	hub := peripherals.NewHub(peripherals.Options{Font: font, OnState: show},
//		map[string]string{"printer.receipt": "escpos+tcp://127.0.0.1:9100?columns=42"})
//	defer hub.Close()
//	printed, err := hub.Printer("printer.receipt").Print(ctx, doc) // one connection: status, bytes, status
//	err = hub.Drawer().Open(ctx)                                   // no address of its own: on the receipt printer
//
// With the paper out, Print asks the status first, sends nothing and returns fault.PrinterPaperOut.
package peripherals

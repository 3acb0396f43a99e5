// Package porttest holds what every driver is tested with: ports that record, play back and break, and the conformance
// tests that simulated and real drivers pass alike.
//
// The rule: a driver is tested against a device that says no more than a real one would. [Record] writes down a talk,
// [Playback] is a device that knows only that talk, [Flaky] is a wire that loses its temper. [TestPrinter] asks of every
// printer the same: one document is one piece of paper; a fault before the first byte leaves nothing on paper; one
// after it says that the outcome is unknown.
//
// A worked example:
//
//	porttest.TestPrinter(t, func(t *testing.T) porttest.Bench {
//		p := sim.NewPrinter()
//		return porttest.Bench{Printer: p, Trouble: ..., Printed: func() []string { ... }}
//	})
package porttest

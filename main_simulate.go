package main

import (
	"context"
	"fmt"
	"net"
	"os"

	"kassa/peripherals"
	"kassa/peripherals/twin/printer"
)

// simulatePrinter is a receipt printer with a drawer at an address, until ctx ends. It says READY when it listens, and a
// line for each job: "JOB 3 lines=24 cuts=1 pulses=0".
func (h *house) simulatePrinter(ctx context.Context, at, script, out string) error {
	address, err := peripherals.ParseAddress(at)
	if err != nil {
		return err
	}
	twin, err := printer.New(printer.Options{Out: out, Script: script, OnJob: func(j printer.Job) {
		fmt.Fprintf(os.Stdout, "JOB %d lines=%d cuts=%d pulses=%d\n", j.Number, len(j.Lines), j.Cuts, j.Pulses)
	}})
	if err != nil {
		return err
	}
	if address.Transport == peripherals.TCP {
		listener, err := net.Listen("tcp", address.Place)
		if err != nil {
			return err
		}
		fmt.Fprintln(os.Stdout, "READY", listener.Addr())
		return twin.Serve(ctx, listener)
	}
	if address.Query.Get("flow") == "" {
		address.Query.Set("flow", "none") // a printer reads every byte; 11 and 13 are data to it
	}
	port, err := peripherals.Open(ctx, address)
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stdout, "READY", address.Place)
	return twin.Talk(ctx, port)
}

//go:build !linux

package main

import "time"

// yield lets another thread have the processor of the machine.
func yield() {
	time.Sleep(20 * time.Microsecond)
}

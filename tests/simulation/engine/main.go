// The program plays histories with Pulumi's real engine in its own process. README.md describes its protocol.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
)

// The engine gets at most this much memory while the garbage collector waits for the end of an operation.
const memoryLimit = 1 << 31

func main() {
	// One goroutine runs at a time. Then the order in which goroutines run depends on nothing but the program, and a
	// goroutine that runs can rely on being the only one.
	runtime.GOMAXPROCS(1)
	// A goroutine that waits for the collector would look idle. So memory is collected between operations.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(memoryLimit)
	// The engine looks for a Pulumi.yaml in the working directory and above.
	if err := os.Chdir("/"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	makeRandomnessRepeatable()
	server := newServer(newLines(os.Stdout))
	if err := server.serve(openInput()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// openInput opens stdin in such a way that a goroutine that reads it waits in the scheduler, not in a system call.
func openInput() *os.File {
	if err := syscall.SetNonblock(0, true); err != nil {
		return os.Stdin
	}
	return os.NewFile(0, "stdin")
}

// serve handles the messages of the driver in their order, until the driver closes stdin.
func (s *server) serve(input *os.File) error {
	reader := bufio.NewReaderSize(input, 1<<20)
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 1 {
			var message request
			if problem := json.Unmarshal(line, &message); problem != nil {
				s.lines.send(object{"error": "no such message: " + problem.Error()})
			} else {
				s.handle(&message)
			}
		}
		if err != nil {
			return nil
		}
	}
}

package main

import (
	"os"
	"runtime/metrics"
	"sync"
	"time"
)

// The engine is stuck where it rests this many times in a row, a millisecond apart, though nothing is open that it
// could wait for. A response that the driver has sent may be late on a busy machine, but not this late.
const (
	stuckAfter = 200
	lateAfter  = 20 * time.Second
)

// watch knows when the engine rests: when all that it can do by itself is done, and it waits for the driver or for an
// open call. The driver asks for it, and so does the program, which registers one resource at a time.
type watch struct {
	lines *lines

	mutex     sync.Mutex
	operation *operation
	issued    int
	ended     int
	starts    map[int]chan *request
	gates     []chan struct{}
	asked     *int
	askedAt   time.Time
	idleCount int
	wake      chan struct{}

	samples []metrics.Sample
	ping    *os.File
	pong    *os.File
}

func newWatch(lines *lines) *watch {
	w := &watch{lines: lines, wake: make(chan struct{}, 1), starts: map[int]chan *request{}}
	w.samples = []metrics.Sample{
		{Name: "/sched/goroutines/runnable:goroutines"},
		{Name: "/sched/goroutines/not-in-go:goroutines"},
	}
	w.openEcho()
	go w.loop()
	return w
}

func (w *watch) begin(o *operation) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.operation, w.issued, w.ended = o, 0, 0
}

// end tells a driver that still asks that the operation is over. A driver may have begun the next one by then.
func (w *watch) end(o *operation) {
	w.mutex.Lock()
	if w.operation == o {
		w.operation = nil
	}
	w.mutex.Unlock()
	w.poke()
}

func (w *watch) poke() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (w *watch) callBegins() {
	w.mutex.Lock()
	w.issued++
	w.mutex.Unlock()
	w.poke()
}

func (w *watch) callEnds() {
	w.mutex.Lock()
	w.ended++
	w.mutex.Unlock()
	w.poke()
}

func (w *watch) issuedCalls() int {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.issued
}

// expectStart is false where the operation is cut off, since the driver is not asked any more then.
func (w *watch) expectStart(number int, answer chan *request) bool {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.operation == nil || w.operation.isCut() {
		return false
	}
	w.starts[number] = answer
	w.poke()
	return true
}

func (w *watch) answerStart(message *request) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if answer := w.starts[message.Instance]; answer != nil {
		delete(w.starts, message.Instance)
		answer <- message
	}
}

// ask is the driver's question `sync`: the answer comes once k calls have ended and the engine rests.
func (w *watch) ask(k int) {
	w.mutex.Lock()
	w.asked, w.askedAt, w.idleCount = &k, time.Now(), 0
	w.mutex.Unlock()
	w.poke()
}

// waitForRest returns once the engine rests. The program calls it.
func (w *watch) waitForRest() {
	gate := make(chan struct{})
	w.mutex.Lock()
	cut := w.operation == nil || w.operation.isCut()
	if !cut {
		w.gates = append(w.gates, gate)
	}
	w.mutex.Unlock()
	if cut {
		return
	}
	w.poke()
	<-gate
}

// releaseGates lets go of everything that waits for the driver, since the operation is cut off.
func (w *watch) releaseGates() {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for _, gate := range w.gates {
		close(gate)
	}
	w.gates = nil
	for number, answer := range w.starts {
		delete(w.starts, number)
		answer <- nil
	}
}

func (w *watch) loop() {
	for {
		w.mutex.Lock()
		waiting := len(w.gates) > 0 || w.asked != nil
		w.mutex.Unlock()
		if !waiting {
			<-w.wake
			continue
		}
		if !w.rests() {
			w.mutex.Lock()
			w.idleCount = 0
			w.mutex.Unlock()
		} else if !w.answer() {
			// A response is on its way, or the operation is about to end. Either wakes this loop.
			select {
			case <-w.wake:
			case <-time.After(time.Millisecond):
			}
		}
	}
}

// answer serves the one that has waited longest: the program before the driver. It is false where the engine only
// seems to rest, since a response is on its way.
func (w *watch) answer() bool {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if len(w.gates) > 0 {
		if w.operation != nil {
			w.operation.record.rest()
		}
		close(w.gates[0])
		w.gates = w.gates[1:]
		return true
	}
	if w.asked == nil {
		return true
	}
	open := w.issued - w.ended
	stuck := false
	if w.operation != nil {
		if w.ended < *w.asked {
			if time.Since(w.askedAt) < lateAfter {
				return false
			}
			stuck = true
		} else if open == 0 && len(w.starts) == 0 {
			w.idleCount++
			if w.idleCount < stuckAfter {
				return false
			}
			stuck = true
		}
		w.operation.mark(w.issued)
	}
	answer := object{"idle": true, "k": *w.asked, "calls": w.issued, "open": open, "starts": len(w.starts)}
	if w.operation == nil {
		answer["done"] = true
	} else if stuck {
		answer["stuck"] = true
	}
	w.asked = nil
	w.lines.send(answer)
	return true
}

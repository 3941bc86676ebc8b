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

// watch finds out when the engine rests: when all that it can do by itself is done, and it waits for the driver or for an
// open call. The driver requests this, and so does the program, which registers one resource at a time.
type watch struct {
	lines *lines

	mutex     sync.Mutex
	operation *operation
	callCount int
	endCount  int
	starts    map[int]chan *request
	gates     []chan struct{}
	syncCount *int
	syncAt    time.Time
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
	w.operation, w.callCount, w.endCount = o, 0, 0
}

// end wakes the loop, so that a driver that waits for rest gets the response that the operation is over. A driver may
// have begun the next one by then.
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
	w.callCount++
	w.mutex.Unlock()
	w.poke()
}

func (w *watch) callEnds() {
	w.mutex.Lock()
	w.endCount++
	w.mutex.Unlock()
	w.poke()
}

func (w *watch) countCalls() int {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.callCount
}

// expectStart returns false where the operation is cut off, since the driver gets no request any more then.
func (w *watch) expectStart(number int, response chan *request) bool {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.operation == nil || w.operation.isCut() {
		return false
	}
	w.starts[number] = response
	w.poke()
	return true
}

func (w *watch) respondToStart(message *request) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if response := w.starts[message.Instance]; response != nil {
		delete(w.starts, message.Instance)
		response <- message
	}
}

// sync takes the driver's request `sync`: the response comes once k calls have ended and the engine rests.
func (w *watch) sync(k int) {
	w.mutex.Lock()
	w.syncCount, w.syncAt, w.idleCount = &k, time.Now(), 0
	w.mutex.Unlock()
	w.poke()
}

// waitForRest returns once the engine rests. The program calls it.
func (w *watch) waitForRest() {
	gate := make(chan struct{})
	w.mutex.Lock()
	isCut := w.operation == nil || w.operation.isCut()
	if !isCut {
		w.gates = append(w.gates, gate)
	}
	w.mutex.Unlock()
	if isCut {
		return
	}
	w.poke()
	<-gate
}

// releaseGates ends every wait for the driver, since the operation is cut off.
func (w *watch) releaseGates() {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for _, gate := range w.gates {
		close(gate)
	}
	w.gates = nil
	for number, response := range w.starts {
		delete(w.starts, number)
		response <- nil
	}
}

func (w *watch) loop() {
	for {
		w.mutex.Lock()
		isAwaited := len(w.gates) > 0 || w.syncCount != nil
		w.mutex.Unlock()
		if !isAwaited {
			<-w.wake
			continue
		}
		if !w.rests() {
			w.mutex.Lock()
			w.idleCount = 0
			w.mutex.Unlock()
		} else if !w.respond() {
			// A response is on its way, or the operation is about to end. Either wakes this loop.
			select {
			case <-w.wake:
			case <-time.After(time.Millisecond):
			}
		}
	}
}

// respond serves the one that has waited longest: the program before the driver. It returns false where the engine only
// seems to rest, since a response is on its way.
func (w *watch) respond() bool {
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
	if w.syncCount == nil {
		return true
	}
	open := w.callCount - w.endCount
	isStuck := false
	if w.operation != nil {
		if w.endCount < *w.syncCount {
			if time.Since(w.syncAt) < lateAfter {
				return false
			}
			isStuck = true
		} else if open == 0 && len(w.starts) == 0 {
			w.idleCount++
			if w.idleCount < stuckAfter {
				return false
			}
			isStuck = true
		}
		w.operation.mark(w.callCount)
	}
	response := object{"idle": true, "k": *w.syncCount, "calls": w.callCount, "open": open, "starts": len(w.starts)}
	if w.operation == nil {
		response["done"] = true
	} else if isStuck {
		response["stuck"] = true
	}
	w.syncCount = nil
	w.lines.send(response)
	return true
}

package main

import (
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
)

// Memory is collected after an operation where more than this much has been allocated since.
const collectAfter = 256 << 20

// server is what this process keeps: the stacks, and the one operation that may be running.
type server struct {
	lines               *lines
	stacks              map[string]*memory
	settings            map[string]config.Map
	watch               *watch
	activeOperation     *operation
	count               int
	heapAfterCollection uint64
}

func newServer(lines *lines) *server {
	s := &server{lines: lines, stacks: map[string]*memory{}, settings: map[string]config.Map{}}
	s.watch = newWatch(lines)
	return s
}

func (s *server) stack(name string) *memory {
	stack := s.stacks[name]
	if stack == nil {
		stack = &memory{}
		s.stacks[name] = stack
	}
	return stack
}

// current returns the operation that is running, if there is one.
func (s *server) current() *operation {
	if s.activeOperation != nil && s.activeOperation.isDone() {
		s.activeOperation = nil
	}
	return s.activeOperation
}

func (s *server) handle(message *request) {
	switch {
	case message.Sync != nil:
		s.watch.sync(*message.Sync)
	case message.Instance != 0:
		if operation := s.current(); operation != nil {
			operation.respondToStart(message)
		}
	case message.Cancel != "":
		if operation := s.current(); operation != nil {
			operation.cancel(message.Cancel == "twice")
		}
	case message.Kill:
		if operation := s.current(); operation != nil {
			operation.kill()
		}
	default:
		if err := s.do(message); err != nil {
			s.lines.send(object{"id": message.ID, "done": true, "ok": false, "error": err.Error()})
		}
	}
}

func (s *server) do(message *request) error {
	switch message.Op {
	case "up", "preview", "refresh", "destroy", "import":
		return s.start(message)
	case "persisted":
		stack := s.stack(message.Stack)
		s.lines.send(object{"id": message.ID, "done": true, "ok": true, "writes": stack.count(),
			"deployment": export(stack.read()), "state": readable(stack.read())})
		return nil
	}
	if s.current() != nil {
		return fmt.Errorf("%s has to wait for the end of the operation that is running", message.Op)
	}
	response := object{"id": message.ID, "done": true, "ok": true}
	var err error
	switch message.Op {
	case "export":
		response["deployment"] = export(s.stack(message.Stack).read())
	case "load":
		err = s.load(message)
	case "copy":
		err = s.copy(message)
	case "remove":
		delete(s.stacks, message.Stack)
		delete(s.settings, message.Stack)
	case "state":
		err = s.edit(message)
	case "statistics":
		response["statistics"] = statistics()
	default:
		err = fmt.Errorf("there is no operation %q", message.Op)
	}
	if err != nil {
		return err
	}
	s.lines.send(response)
	return nil
}

// collect gives memory back between two operations.
func (s *server) collect() {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	if memory.HeapAlloc > s.heapAfterCollection+collectAfter {
		runtime.GC()
		runtime.ReadMemStats(&memory)
		s.heapAfterCollection = memory.HeapAlloc
	}
}

func statistics() json.RawMessage {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	text, _ := json.Marshal(object{"heap": memory.HeapAlloc, "goroutines": runtime.NumGoroutine()})
	return text
}

package main

import (
	"bufio"
	"encoding/json"
	"os"
	"sync"
)

// object is one message: a JSON object on a line of its own.
type object = map[string]any

// request is a line that the driver sends. README.md says which fields belong to which operation.
type request struct {
	ID         int             `json:"id"`
	Op         string          `json:"op"`
	Stack      string          `json:"stack"`
	Program    program         `json:"program"`
	Options    options         `json:"options"`
	Imports    []importSpec    `json:"imports"`
	Deployment json.RawMessage `json:"deployment"`
	To         string          `json:"to"`
	Edit       string          `json:"edit"`
	URNs       []string        `json:"urns"`
	Name       string          `json:"name"`
	Force      bool            `json:"force"`
	Dependents bool            `json:"targetDependents"`
	Parents    bool            `json:"includeParents"`
	All        bool            `json:"all"`
	Clear      bool            `json:"clear"`

	Sync   *int   `json:"sync"`
	Cancel string `json:"cancel"`
	Kill   bool   `json:"kill"`

	// These are the response to the event `start`.
	Instance int    `json:"instance"`
	Port     int    `json:"port"`
	Error    string `json:"error"`
}

// lines writes messages to stdout. Each message is flushed, since the driver waits for it.
type lines struct {
	mutex  sync.Mutex
	writer *bufio.Writer
}

func newLines(file *os.File) *lines {
	return &lines{writer: bufio.NewWriterSize(file, 1<<16)}
}

// send writes one message. The keys of an object come in the order of the alphabet, so equal messages are equal bytes.
func (l *lines) send(message object) {
	text, err := json.Marshal(message)
	if err != nil {
		text, _ = json.Marshal(object{"error": err.Error()})
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.writer.Write(text)
	l.writer.WriteByte('\n')
	l.writer.Flush()
}

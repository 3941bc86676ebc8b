package main

// cancel does what the CLI does at Ctrl-C, and at a second one. What the first one causes has happened before the
// second one, so that it is certain which providers have been told.
func (o *operation) cancel(terminate bool) {
	if o.setEnding("cancel") {
		o.source.Cancel()
	}
	if !terminate {
		return
	}
	o.watch.waitForRest()
	if o.setEnding("terminate") {
		o.freeze()
		o.source.Terminate()
		o.cutConnections()
	}
}

// kill does what SIGKILL does to the engine, without the end of this process: nothing is written any more, and the
// connections to the providers break. The rest of the engine is then ended; it has no way to reach anything. The engine
// is killed in the moment of rest that the driver was told of last: whether it has seen what the driver did since then,
// such as the end of a provider, would be a matter of chance.
func (o *operation) kill() {
	if !o.setEnding("kill") {
		return
	}
	o.memory.freeze()
	o.record.revert()
	o.freeze()
	o.cutConnections()
	o.source.Terminate()
}

// mark is called where the driver is told that the engine rests.
func (o *operation) mark(calls int) {
	o.memory.mark()
	o.record.mark()
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.markedCalls = calls
}

// setEnding notes how the operation is ended early. It is false where that has been told before.
func (o *operation) setEnding(ending string) bool {
	order := map[string]int{"": 0, "cancel": 1, "terminate": 2, "kill": 3}
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if order[o.ending] >= order[ending] {
		return false
	}
	o.ending = ending
	return true
}

// freeze keeps what the engine has told and called so far: what it does at its end is of no meaning.
func (o *operation) freeze() {
	o.record.freeze()
	calls := o.watch.issuedCalls()
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.ending == "kill" && o.markedCalls > 0 {
		calls = o.markedCalls
	}
	o.calls = calls
}

func (o *operation) isCut() bool {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.ending == "terminate" || o.ending == "kill"
}

func (o *operation) cutConnections() {
	o.watch.releaseGates()
	o.mutex.Lock()
	host := o.host
	o.mutex.Unlock()
	if host != nil {
		host.cut()
	}
}

package main

// cancel does what the CLI does at Ctrl-C, and at a second one. What the first one causes has happened before the
// second one, so that it is certain which providers have got a Cancel.
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
// is killed in the last moment of rest that was reported to the driver: whether it has noticed what the driver did since
// then, such as the end of a provider, would be a matter of chance.
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

// mark is called when the program reports to the driver that the engine rests.
func (o *operation) mark(calls int) {
	o.memory.mark()
	o.record.mark()
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.callsAtMark = calls
}

// setEnding notes how the operation is ended early. It returns false where it is ended in that way, or in a
// harder one, already.
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

// freeze keeps what the engine has reported and called so far: what it does at its end has no meaning.
func (o *operation) freeze() {
	o.record.freeze()
	calls := o.watch.countCalls()
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.ending == "kill" && o.callsAtMark > 0 {
		calls = o.callsAtMark
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

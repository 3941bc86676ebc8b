package main

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// entry is a step or a diagnostic, with the number of the moment of rest before which it came.
type entry struct {
	moment int
	urn    resource.URN
	id     resource.ID
	fields object
	// The moment before which the result came.
	resultMoment int
}

// record collects what the engine reports. Steps that run at once report in no certain order: what is reported between
// two moments of rest of the engine is put in the order of the URNs.
type record struct {
	mutex        sync.Mutex
	isConcurrent bool
	moment       int
	lastMark     int
	stepEntries  []*entry
	messages     []*entry
	// An engine that is killed or terminated reports nothing any more.
	isFrozen bool
}

func newRecord(isConcurrent bool) *record {
	return &record{isConcurrent: isConcurrent}
}

func (r *record) rest() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.moment++
}

// mark notes a moment of rest that is reported to the driver.
func (r *record) mark() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.moment++
	r.lastMark = r.moment
}

// revert forgets what came after the mark.
func (r *record) revert() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.isFrozen = true
	isNew := func(e *entry) bool { return e.moment >= r.lastMark }
	if r.lastMark == 0 {
		return
	}
	r.stepEntries = slices.DeleteFunc(r.stepEntries, isNew)
	r.messages = slices.DeleteFunc(r.messages, isNew)
	for _, step := range r.stepEntries {
		if step.resultMoment >= r.lastMark {
			for _, field := range []string{"result", "status", "changed"} {
				delete(step.fields, field)
			}
		}
	}
}

func (r *record) freeze() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.isFrozen = true
}

func (r *record) add(event engine.Event) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.isFrozen {
		return
	}
	switch payload := event.Payload().(type) {
	case engine.ResourcePreEventPayload:
		r.begin(payload.Metadata)
	case engine.ResourceOutputsEventPayload:
		step := r.find(payload.Metadata)
		if step != nil {
			step.fields["result"], step.resultMoment = "done", r.moment
			if payload.Metadata.Op != step.fields["op"] {
				step.fields["changed"] = payload.Metadata.Op
			}
		}
	case engine.ResourceOperationFailedPayload:
		step := r.find(payload.Metadata)
		if step != nil {
			step.fields["result"], step.resultMoment = "failed", r.moment
			step.fields["status"] = int(payload.Status)
		}
	case engine.DiagEventPayload:
		r.messages = append(r.messages, &entry{moment: r.moment, urn: payload.URN, fields: object{
			"severity": payload.Severity, "urn": payload.URN, "ephemeral": payload.Ephemeral,
			"message": colors.Never.Colorize(payload.Prefix + payload.Message)}})
	case engine.ErrorEventPayload:
		r.messages = append(r.messages, &entry{moment: r.moment, fields: object{
			"severity": "error", "urn": "", "ephemeral": false, "message": payload.Error}})
	}
}

func (r *record) begin(step engine.StepEventMetadata) {
	fields := object{"op": step.Op, "urn": step.URN}
	if id := oldID(step); id != "" {
		fields["id"] = id
	}
	if len(step.Keys) > 0 {
		fields["keys"] = step.Keys
	}
	if len(step.Diffs) > 0 {
		fields["diffs"] = step.Diffs
	}
	if len(step.DetailedDiff) > 0 {
		kinds := object{}
		for path, difference := range step.DetailedDiff {
			kinds[path] = difference.Kind.String()
		}
		fields["detailedDiff"] = kinds
	}
	if step.Provider != "" {
		fields["provider"] = step.Provider
	}
	r.stepEntries = append(r.stepEntries, &entry{moment: r.moment, urn: step.URN, id: oldID(step), fields: fields})
}

// find returns the last step of a resource that has no result. A refresh reports another kind of step at its end.
func (r *record) find(metadata engine.StepEventMetadata) *entry {
	for i := len(r.stepEntries) - 1; i >= 0; i-- {
		step := r.stepEntries[i]
		op := step.fields["op"]
		if step.urn == metadata.URN && step.id == oldID(metadata) && step.fields["result"] == nil &&
			(op == metadata.Op || op == deploy.OpRefresh) {
			return step
		}
	}
	return nil
}

func oldID(step engine.StepEventMetadata) resource.ID {
	if step.Old == nil {
		return ""
	}
	return step.Old.ID
}

func (r *record) steps() []any       { return r.inOrder(r.stepEntries) }
func (r *record) diagnostics() []any { return r.inOrder(r.messages) }

func (r *record) inOrder(entries []*entry) []any {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.isConcurrent {
		slices.SortStableFunc(entries, func(one, other *entry) int {
			return cmp.Or(cmp.Compare(one.moment, other.moment), cmp.Compare(one.urn, other.urn),
				cmp.Compare(one.amongOlds(), other.amongOlds()))
		})
	}
	fields := make([]any, len(entries))
	for i := range entries {
		fields[i] = entries[i].fields
	}
	return fields
}

// amongOlds puts the steps of several resources with the same URN in order, before other steps of that URN. Those come
// one after the other.
func (e *entry) amongOlds() string {
	switch e.fields["op"] {
	case deploy.OpDelete, deploy.OpDeleteReplaced, deploy.OpRefresh:
		return fmt.Sprint(e.fields["op"], " ", e.id)
	}
	return "other"
}

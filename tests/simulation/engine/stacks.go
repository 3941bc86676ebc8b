package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"sync"
	"time"

	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/pkg/v3/secrets/b64"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// memory holds the last deployment that was written for a stack, as the file of a stack does. It is what the snapshot
// manager of the CLI writes to.
type memory struct {
	mutex      sync.Mutex
	deployment apitype.TypedDeployment
	writes     int
	// A killed engine writes nothing any more.
	isFrozen bool
	// The deployment when the program reported to the driver last that the engine rests.
	lastMark *apitype.TypedDeployment
}

func (m *memory) Save(deployment apitype.TypedDeployment) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if !m.isFrozen {
		m.deployment = deployment
		m.writes++
	}
	return nil
}

func (m *memory) thaw() {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.isFrozen = false
}

func (m *memory) mark() {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	deployment := m.deployment
	m.lastMark = &deployment
}

func (m *memory) forgetMark() {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.lastMark = nil
}

// freeze goes back to the mark, if there is one.
func (m *memory) freeze() {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.isFrozen = true
	if m.lastMark != nil {
		m.deployment = *m.lastMark
	}
}

func (m *memory) read() *apitype.DeploymentV3 {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.deployment.Deployment
}

// snapshot reads the state as a command of the CLI reads it from the stack's file. It is nil where there is none.
func (m *memory) snapshot() (*deploy.Snapshot, error) {
	deployment := m.read()
	if deployment == nil {
		return nil, nil
	}
	return stack.DeserializeDeploymentV3(context.Background(), *deployment, stack.Base64SecretsProvider{})
}

// write serializes a state and keeps it, as an edit of the state and an import of a stack do.
func (m *memory) write(snapshot *deploy.Snapshot) error {
	if snapshot.SecretsManager == nil {
		snapshot.SecretsManager = b64.NewBase64SecretsManager()
	}
	deployment, version, features, err := stack.SerializeDeploymentWithMetadata(context.Background(), snapshot, false)
	if err != nil {
		return err
	}
	return m.Save(apitype.TypedDeployment{Deployment: deployment, Version: version, Features: features})
}

// export returns the state as `pulumi stack export` does, without the times in it.
func export(deployment *apitype.DeploymentV3) *apitype.DeploymentV3 {
	if deployment == nil {
		return nil
	}
	clone := *deployment
	clone.Manifest.Time = time.Time{}
	clone.Resources = append([]apitype.ResourceV3{}, deployment.Resources...)
	for i := range clone.Resources {
		tidy(&clone.Resources[i])
	}
	clone.PendingOperations = append([]apitype.OperationV2{}, deployment.PendingOperations...)
	for i := range clone.PendingOperations {
		tidy(&clone.PendingOperations[i].Resource)
	}
	// Operations that run at once are begun in no certain order.
	sort.SliceStable(clone.PendingOperations, func(i, j int) bool {
		return clone.PendingOperations[i].Resource.URN < clone.PendingOperations[j].Resource.URN
	})
	return &clone
}

// tidy leaves out the times, and puts the sets of dependencies in order, which the engine keeps in any order.
func tidy(state *apitype.ResourceV3) {
	state.Created, state.Modified = nil, nil
	state.Dependencies = inOrder(slices.Clone(state.Dependencies))
	dependencies := state.PropertyDependencies
	state.PropertyDependencies = nil
	for key, urns := range dependencies {
		if state.PropertyDependencies == nil {
			state.PropertyDependencies = map[resource.PropertyKey][]resource.URN{}
		}
		state.PropertyDependencies[key] = inOrder(slices.Clone(urns))
	}
}

// readable returns the resources and the pending operations of a state, with each secret as {"$secret": value}.
func readable(deployment *apitype.DeploymentV3) object {
	resources, operations := []any{}, []any{}
	if deployment != nil {
		deployment = export(deployment)
		for _, state := range deployment.Resources {
			resources = append(resources, readableResource(state))
		}
		for _, operation := range deployment.PendingOperations {
			operations = append(operations,
				object{"type": operation.Type, "resource": readableResource(operation.Resource)})
		}
	}
	return object{"resources": resources, "pendingOperations": operations}
}

func readableResource(state apitype.ResourceV3) any {
	text, err := json.Marshal(state)
	if err != nil {
		return err.Error()
	}
	var plain any
	if err := json.Unmarshal(text, &plain); err != nil {
		return err.Error()
	}
	return withPlainSecrets(plain)
}

func withPlainSecrets(value any) any {
	switch value := value.(type) {
	case []any:
		for i := range value {
			value[i] = withPlainSecrets(value[i])
		}
	case object:
		if value[resource.SigKey] == resource.SecretSig {
			return object{"$secret": plainSecret(value)}
		}
		for key := range value {
			value[key] = withPlainSecrets(value[key])
		}
	}
	return value
}

// plainSecret reads the text that the base64 secrets manager has made of a secret: its JSON in base64.
func plainSecret(secret object) any {
	text := []byte(fmt.Sprint(secret["plaintext"]))
	if ciphertext, ok := secret["ciphertext"].(string); ok {
		plaintext, err := base64.StdEncoding.DecodeString(ciphertext)
		if err != nil {
			return ciphertext
		}
		text = plaintext
	}
	var plain any
	if err := json.Unmarshal(text, &plain); err != nil {
		return string(text)
	}
	return withPlainSecrets(plain)
}

func (m *memory) count() int {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.writes
}

package main

import (
	cryptorand "crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"runtime"
	"strings"
	"sync"

	"github.com/gofrs/uuid"
	googleuuid "github.com/google/uuid"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// repeatable is a source of bytes that depend on its seed only. It takes the place of the randomness of this process:
// of the random seeds that the engine sends with Check, and of the IDs that it gives to providers.
type repeatable struct {
	mutex sync.Mutex
	seed  string
	count uint64
	rest  []byte
}

// The sources are apart, since one that is read by steps that run at once gives each step other bytes each time.
var (
	// Seeds are drawn by the engine's main loop, one after the other.
	seeds = &repeatable{}
	// IDs of providers, and what the monitor draws for the program.
	ids = &repeatable{}
	// Tokens are drawn for each call. They only have to differ.
	viewTokens = &repeatable{}
)

// makeRandomnessRepeatable has to be called before anything random is made.
func makeRandomnessRepeatable() {
	cryptorand.Reader = seeds
	uuid.DefaultGenerator = identifiers{uuid.NewGen()}
	googleuuid.SetRand(ids)
}

// restartRandomness makes all bytes that follow depend on the seed only.
func restartRandomness(seed string) {
	seeds.restart("seeds " + seed)
	ids.restart("ids " + seed)
	viewTokens.restart("tokens " + seed)
}

func (r *repeatable) restart(seed string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.seed, r.count, r.rest = seed, 0, nil
}

// identifiers makes the UUIDs of the engine.
type identifiers struct {
	uuid.Generator
}

func (identifiers) NewV4() (uuid.UUID, error) {
	source, id := ids, uuid.UUID{}
	if isCalledForToken() {
		source = viewTokens
	}
	_, err := source.Read(id[:])
	id.SetVersion(uuid.V4)
	id.SetVariant(uuid.VariantRFC4122)
	return id, err
}

// isCalledForToken returns whether a UUID becomes the token with which a provider may report views of a resource.
func isCalledForToken() bool {
	callers := make([]uintptr, 4)
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers)])
	for {
		frame, more := frames.Next()
		if strings.Contains(frame.Function, "resourceStatusServer") {
			return true
		}
		if !more {
			return false
		}
	}
}

// repeatToken sets a token in a request that depends on its resource only. The engine's own token depends on which of
// the steps that run at once comes first. The driver's providers report no views, so they never use it.
func repeatToken(method string, request any) {
	token := func(urn string) string {
		sum := sha256.Sum256([]byte(method + urn))
		return uuid.FromBytesOrNil(sum[:uuid.Size]).String()
	}
	switch request := request.(type) {
	case *pulumirpc.ReadRequest:
		request.ResourceStatusToken = token(request.Urn)
	case *pulumirpc.CreateRequest:
		request.ResourceStatusToken = token(request.Urn)
	case *pulumirpc.UpdateRequest:
		request.ResourceStatusToken = token(request.Urn)
	case *pulumirpc.DeleteRequest:
		request.ResourceStatusToken = token(request.Urn)
	}
}

func (r *repeatable) Read(bytes []byte) (int, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for length := 0; length < len(bytes); {
		if len(r.rest) == 0 {
			block := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(r.seed), r.count))
			r.rest = block[:]
			r.count++
		}
		n := copy(bytes[length:], r.rest)
		r.rest = r.rest[n:]
		length += n
	}
	return len(bytes), nil
}

package main

import (
	cryptorand "crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"sync"

	"github.com/gofrs/uuid"
	googleuuid "github.com/google/uuid"
)

// repeatable is a source of bytes that depend on its seed only. It takes the place of the randomness of this process:
// of the random seeds that the engine sends with Check, and of the IDs that it gives to providers.
type repeatable struct {
	mutex sync.Mutex
	seed  string
	count uint64
	rest  []byte
}

var randomness = &repeatable{}

// makeRandomnessRepeatable has to be called before anything random is made. Both packages for UUIDs keep the reader
// that they find when they are set up.
func makeRandomnessRepeatable() {
	cryptorand.Reader = randomness
	uuid.DefaultGenerator = uuid.NewGen()
	googleuuid.SetRand(randomness)
}

// restart makes the bytes that follow depend on the given text only.
func (r *repeatable) restart(seed string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.seed, r.count, r.rest = seed, 0, nil
}

func (r *repeatable) Read(bytes []byte) (int, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for written := 0; written < len(bytes); {
		if len(r.rest) == 0 {
			block := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(r.seed), r.count))
			r.rest = block[:]
			r.count++
		}
		n := copy(bytes[written:], r.rest)
		r.rest = r.rest[n:]
		written += n
	}
	return len(bytes), nil
}

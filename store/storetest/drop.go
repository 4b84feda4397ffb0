package storetest

import (
	"errors"
	"sync"
)

// drops are the databases that tests are done with. The server waits until whoever was connected has gone: no test
// waits along, but few databases are there for longer than they are used.
type drops struct {
	places  chan struct{} // one for each database that is being dropped
	pending sync.WaitGroup
	mutex   sync.Mutex // of err
	err     error
}

// atOnce is how many databases are dropped at a time.
const atOnce = 4

// drop has a database dropped, and waits where there are many to drop already.
func (c *cluster) drop(name string) {
	c.drops.places <- struct{}{}
	c.drops.pending.Go(func() {
		err := c.exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")
		c.drops.mutex.Lock()
		c.drops.err = errors.Join(c.drops.err, err)
		c.drops.mutex.Unlock()
		<-c.drops.places
	})
}

// dropped waits until all are dropped, and returns what went wrong.
func (c *cluster) dropped() error {
	c.drops.pending.Wait()
	return c.drops.err
}

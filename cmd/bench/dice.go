package main

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
)

// dice give the same numbers for the same seed on every machine, and begin anew for each
// thing, so that a fact does not hang on how many were made before it.
type dice uint64

// The things that dice are thrown for. The numbers are part of what makes the facts.
const (
	ofPartner = iota + 1
	ofTenant
	ofSubscription
	ofSales
	ofNominations
	ofDelegation
	ofUsage
	ofOrder // in which things come in a file, or one request after another
	ofWorld
)

// diceOf returns the dice of a thing: its kind, and the number that tells it from others of the kind.
func diceOf(kind, n int) dice {
	d := dice(uint64(kind)<<56 ^ uint64(n))
	d.next()
	return d
}

// next is splitmix64.
func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// between returns a number from low to high, both included.
func (d *dice) between(low, high int) int { return low + int(d.next()%uint64(high-low+1)) }

// in100 returns true in so many of a hundred cases.
func (d *dice) in100(n int) bool { return d.between(0, 99) < n }

// shuffled returns the numbers from 0 to n-1 in an order of chance.
func (d *dice) shuffled(n int) []int32 {
	list := make([]int32, n)
	for k := range list {
		place := d.between(0, k)
		list[k] = list[place]
		list[place] = int32(k)
	}
	return list
}

// guid writes an id as vendors' systems make them.
func (d *dice) guid() string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], d.next())
	binary.BigEndian.PutUint64(b[8:], d.next())
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	s := hex.EncodeToString(b[:])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// tail is a heavy-tailed choice of n things: the weight of the kth is 1/(k+flat), so that
// the first few take much and the many at the end take little each.
type tail []int64

func newTail(n, flat int) tail {
	upTo := make(tail, n)
	var sum int64
	for k := range upTo {
		sum += 1_000_000_000 / int64(k+flat)
		upTo[k] = sum
	}
	return upTo
}

// pick chooses one of them.
func (t tail) pick(d *dice) int {
	weight := int64(d.next() % uint64(t[len(t)-1]))
	k, found := slices.BinarySearch(t, weight)
	if found {
		k++
	}
	return k
}

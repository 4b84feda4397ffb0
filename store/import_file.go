package store

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"shimei/store/facts"
	"shimei/store/programme"
)

// rowsAtOnce is how many rows of a file are taken in at a time.
const rowsAtOnce = 5000

// inChunks reads the file's rows and hands the good ones on in chunks.
func inChunks[T any](f *facts.File, read func() (T, bool), take func([]T) error) error {
	chunk := make([]T, 0, rowsAtOnce)
	for f.Next() {
		if row, good := read(); good {
			chunk = append(chunk, row)
		}
		if len(chunk) == cap(chunk) {
			if err := take(chunk); err != nil {
				return err
			}
			chunk = chunk[:0]
		}
	}
	if len(chunk) == 0 {
		return nil
	}
	return take(chunk)
}

// lastOfEach keeps the last row of each natural key: a later one is a correction.
func lastOfEach[T any, K comparable](rows []T, key func(*T) K) []T {
	last := make(map[K]int, len(rows))
	for k := range rows {
		last[key(&rows[k])] = k
	}
	if len(last) == len(rows) {
		return rows
	}
	kept := make([]T, 0, len(last))
	for k := range rows {
		if last[key(&rows[k])] == k {
			kept = append(kept, rows[k])
		}
	}
	return kept
}

// openFile is a source whose header has been read.
type openFile struct {
	source Source
	as     facts.Kind
	reader io.ReadCloser
	facts  *facts.File
	hash   string // of the programme that it is read by
	begun  bool   // rows may have been read
}

func (f *openFile) open(p *programme.Programme) (err error) {
	f.hash = p.Hash
	if f.reader, err = f.source.Open(); err != nil {
		return err
	}
	f.facts, err = facts.Open(f.source.Name, f.reader, p, f.as)
	return err
}

// rewind makes the file ready for its first row, which is read by the programme p.
func (f *openFile) rewind(p *programme.Programme) error {
	if f.begun || f.hash != p.Hash {
		f.close()
		if err := f.open(p); err != nil {
			return err
		}
	}
	f.begun = true
	return nil
}

// close lets go of the reader, whose errors no longer matter: it was only read.
func (f *openFile) close() {
	if f.reader != nil {
		_ = f.reader.Close()
	}
}

// openAll opens the files and puts them into the order of dependence. Those whose header
// is at fault come back as refused imports.
func openAll(sources []Source, p *programme.Programme, as facts.Kind) (opened []*openFile, refused []Import, err error) {
	for _, source := range sources {
		f := &openFile{source: source, as: as}
		opened = append(opened, f)
		err := f.open(p)
		var fault *facts.Fault
		switch {
		case errors.As(err, &fault):
			refused = append(refused, Import{File: source.Name, Kind: as, State: Refused, Faults: []facts.Fault{*fault}})
		case err != nil:
			return opened, nil, fmt.Errorf("open %s: %w", source.Name, err)
		}
	}
	if len(refused) == 0 {
		slices.SortStableFunc(opened, func(a, b *openFile) int {
			return slices.Index(facts.Kinds, a.facts.Kind()) - slices.Index(facts.Kinds, b.facts.Kind())
		})
	}
	return opened, refused, nil
}

// change is what a chunk does to the database, with the customers whose credits it may
// touch, from a month on.
type change struct {
	customers []int64
	since     programme.Month
	apply     func() error
}

// found is a row that an id was looked up to.
type found struct {
	key      int64
	customer int64 // of a subscription
	product  int   // of a subscription
}

// lookUp finds the keys of ids by statements of up to 50. query ends before its IN list and
// selects the id first.
func (t *tx) lookUp(ids []string, query string, scan func(scan func(...any) error) error) error {
	slices.Sort(ids)
	for batch := range slices.Chunk(slices.Compact(ids), 50) {
		args := make([]any, len(batch))
		for k, id := range batch {
			args[k] = id
		}
		if err := t.each(scan, query+placeholders(len(args)), args...); err != nil {
			return err
		}
	}
	return nil
}

// idsOf collects one id of every row.
func idsOf[T any](rows []T, id func(*T) string) []string {
	ids := make([]string, 0, len(rows))
	for k := range rows {
		if s := id(&rows[k]); s != "" {
			ids = append(ids, s)
		}
	}
	return ids
}

func (t *tx) partnerKeys(ids []string) (map[string]int64, error) {
	return t.keysOf(ids, "SELECT partner_id, id FROM partners WHERE partner_id IN ")
}

func (t *tx) customerKeysOf(ids []string) (map[string]int64, error) {
	return t.keysOf(ids, "SELECT tenant_id, id FROM customers WHERE tenant_id IN ")
}

func (t *tx) keysOf(ids []string, query string) (map[string]int64, error) {
	at := make(map[string]int64, len(ids))
	return at, t.lookUp(ids, query, func(scan func(...any) error) error {
		var id string
		var key int64
		err := scan(&id, &key)
		at[id] = key
		return err
	})
}

func (t *tx) subscriptionsOf(ids []string) (map[string]found, error) {
	at := make(map[string]found, len(ids))
	return at, t.lookUp(ids, "SELECT subscription_id, id, customer_id, product FROM subscriptions WHERE subscription_id IN ",
		func(scan func(...any) error) error {
			var id, product string
			var f found
			if err := scan(&id, &f.key, &f.customer, &product); err != nil {
				return err
			}
			f.product, _ = t.p.Product(product)
			at[id] = f
			return nil
		})
}

func equal[T comparable](a, b *T) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

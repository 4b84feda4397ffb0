package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// CopyOptions say how a database is copied.
type CopyOptions struct {
	// Check looks at what arrived, before it is kept; its error ends the copy.
	Check func(*Tx) error
	// Told is called as rows of a table go over and are compared, every so many, and at the end of each.
	Told func(CopyStep)
}

// CopyStep is how far a copy is with a table.
type CopyStep struct {
	Table     string
	Rows      int64
	Comparing bool // and not copying
	Done      bool // with the table
}

// CopiedInto is what a copy brought into another database.
type CopiedInto struct {
	From   string // the source, for people
	To     string // the target
	Tables int
	Rows   int64
	Schema int64 // version
}

// CopyInto copies all that a database holds into another one, of either engine, which has to be empty: all of it
// or nothing, in one transaction. The source is read as of one state and not changed; nobody else may have it
// open, for what they change later would not be in the target. Both are compared row by row before
// anything is kept.
func CopyInto(ctx context.Context, from, to string, o CopyOptions) (c CopiedInto, err error) {
	s, err := openSource(ctx, from)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	d, err := openTarget(ctx, to)
	if err != nil {
		return c, fmt.Errorf("the target %w", err)
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	c, err = d.filledFrom(ctx, s, o)
	c.From, c.To = s.Place(), d.Place()
	return c, err
}

// filledFrom fills an empty database by one transaction of one connection.
func (d *DB) filledFrom(ctx context.Context, s *source, o CopyOptions) (c CopiedInto, err error) {
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return c, d.engine.told(err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	err = d.run(ctx, conn, &sql.TxOptions{Isolation: d.engine.filling()}, "", func(tx *Tx) (err error) {
		c, err = fill(&destination{Tx: tx}, s, o)
		return err
	})
	return c, err
}

// filling is the isolation of the transaction: on a server one that sees what others committed before it had the
// tables locked.
func (e engine) filling() sql.IsolationLevel {
	if e.served() {
		return sql.LevelReadCommitted
	}
	return sql.LevelDefault
}

// fill brings all rows of the source into the target, and checks them there.
func fill(t *destination, s *source, o CopyOptions) (c CopiedInto, err error) {
	if t.shape, err = t.engine.shapeOf(t.ctx, t.tx); err != nil {
		return c, err
	}
	if err := t.prepare(); err != nil {
		return c, fmt.Errorf("the target %s: %w", t.engine.place, err)
	}
	var sent map[string]digest
	err = s.view(t.ctx, func(from *Tx) error {
		_, err := from.One([]any{&c.Schema}, selectSchema)
		if err == nil {
			sent, err = carry(from, t, o)
		}
		return err
	})
	for _, check := range []func() error{func() error { return s.unchanged(t.ctx) }, t.finish,
		func() error { return compare(t, sent, o) }, func() error { return o.Check(t.Tx) }} {
		if err == nil {
			err = check()
		}
	}
	for _, d := range sent {
		c.Tables, c.Rows = c.Tables+1, c.Rows+d.rows
	}
	return c, err
}

// carry brings table after table over, and returns what it sent of each.
func carry(from *Tx, t *destination, o CopyOptions) (map[string]digest, error) {
	there, err := from.engine.shapeOf(from.ctx, from.tx)
	if err == nil {
		err = sameShape(there, t.shape)
	}
	if err != nil {
		return nil, err
	}
	sent := map[string]digest{}
	for _, table := range t.shape.tables() {
		r, err := from.rowsOf(table, t.shape[table], func(rows int64) { o.Told(CopyStep{Table: table, Rows: rows}) })
		if err != nil {
			return nil, err
		}
		if err := errors.Join(t.take(r), r.ended()); err != nil {
			return nil, err
		}
		sent[table] = r.digest
		o.Told(CopyStep{Table: table, Rows: r.digest.rows, Done: true})
	}
	return sent, nil
}

// compare reads the target back, and errs where it does not hold what was sent.
func compare(t *destination, sent map[string]digest, o CopyOptions) error {
	for _, table := range t.shape.tables() {
		got, err := t.digestOf(table, t.shape[table], func(rows int64) { o.Told(CopyStep{Table: table, Rows: rows, Comparing: true}) })
		if err != nil {
			return err
		}
		if want := sent[table]; got != want {
			return fmt.Errorf("the table %s is not the same on both sides: %d rows were sent and %d arrived, %x and %x; nothing was kept", table, want.rows, got.rows, want.sum, got.sum)
		}
		o.Told(CopyStep{Table: table, Rows: got.rows, Comparing: true, Done: true})
	}
	return nil
}

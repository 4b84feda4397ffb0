package intake

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"shimei/store/facts"
	"shimei/store/programme"
)

// rowsAtOnce is the number of rows of a chunk, and chunksAhead the number of chunks that are read
// ahead of the one that is taken in.
const (
	rowsAtOnce  = 5000
	chunksAhead = 20
)

// inChunks hands the file's good rows on in chunks. A goroutine reads the next chunks while one is
// taken in; it has ended when inChunks returns.
func inChunks[T any](f *facts.File, read func() (T, bool), take func([]T) error) error {
	chunks, stop := make(chan []T, chunksAhead), make(chan struct{})
	go func() {
		defer close(chunks)
		for {
			chunk := readChunk(f, read)
			if len(chunk) == 0 {
				return
			}
			select {
			case chunks <- chunk:
			case <-stop:
				return
			}
		}
	}()
	defer func() {
		close(stop)
		for range chunks { // until it is closed
		}
	}()
	for chunk := range chunks {
		if err := take(chunk); err != nil {
			return err
		}
	}
	return nil
}

func readChunk[T any](f *facts.File, read func() (T, bool)) []T {
	chunk := make([]T, 0, rowsAtOnce)
	for len(chunk) < rowsAtOnce && f.Next() {
		if row, good := read(); good {
			chunk = append(chunk, row)
		}
	}
	return chunk
}

// File is a source whose header has been read.
type File struct {
	source Source
	read   facts.Options
	reader io.ReadCloser
	facts  *facts.File
	hash   string // of the programme that it is read by
	begun  bool   // rows may have been read
}

// Name returns the file's name, as its Source gave it.
func (f *File) Name() string { return f.source.Name }

// Kind returns the file's kind, which its header tells.
func (f *File) Kind() facts.Kind { return f.facts.Kind() }

func (f *File) open(p *programme.Programme) (err error) {
	f.hash = p.Hash
	if f.reader, err = f.source.Open(); err != nil {
		return err
	}
	f.facts, err = facts.Open(f.source.Name, f.reader, p, f.read)
	return err
}

// rewind makes the file ready for its first row, which is read by the programme p.
func (f *File) rewind(p *programme.Programme) error {
	if f.begun || f.hash != p.Hash {
		f.Close()
		if err := f.open(p); err != nil {
			return err
		}
	}
	f.begun = true
	return nil
}

// Close closes the file. An error no longer matters: the file was only read.
func (f *File) Close() {
	if f.facts != nil {
		_ = f.facts.Close()
	}
	if f.reader != nil {
		_ = f.reader.Close()
	}
}

// OpenAll opens the files and puts them into the order of dependence. It returns those whose header
// is at fault as refused imports.
func OpenAll(sources []Source, p *programme.Programme, o facts.Options) (opened []*File, refused []Import, err error) {
	for _, source := range sources {
		f := &File{source: source, read: o}
		if source.Reading != nil {
			f.read = *source.Reading
		}
		opened = append(opened, f)
		err := f.open(p)
		var fault *facts.Fault
		switch {
		case errors.As(err, &fault):
			kind := f.read.As
			if f.read.Map != nil {
				kind = f.read.Map.Kind()
			}
			refused = append(refused, Import{File: source.Name, Kind: kind, State: Refused, Faults: []facts.Fault{*fault}})
		case err != nil:
			return opened, nil, fmt.Errorf("open %s: %w", source.Name, err)
		}
	}
	if len(refused) == 0 {
		slices.SortStableFunc(opened, func(a, b *File) int {
			return slices.Index(facts.Kinds, a.facts.Kind()) - slices.Index(facts.Kinds, b.facts.Kind())
		})
	}
	return opened, refused, nil
}

// idsOf collects one id of every row, by their keys.
func idsOf[T any](rows []T, id func(*T) string) []programme.Key {
	keys := make([]programme.Key, 0, len(rows))
	for k := range rows {
		if s := id(&rows[k]); s != "" {
			keys = append(keys, programme.KeyOf(s))
		}
	}
	return keys
}

func equal[T comparable](a, b *T) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

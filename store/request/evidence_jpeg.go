package request

import (
	"bytes"
	"encoding/binary"
	"regexp"
)

// The marks of a JPEG, each after a byte of 0xff.
const (
	markStart   = 0xd8
	markEnd     = 0xd9
	markScan    = 0xda // points follow, up to the next mark
	markRestart = 0xd0 // the first of eight that stand between points
	markAlone   = 0x01 // has nothing with it, as restarts
)

// wholeJPEG reports whether a picture goes on to its end. What cameras and phones put after that may follow: a
// second picture, a short film, notes of their own.
func wholeJPEG(content []byte) bool {
	if !hasHead(content, "jpeg") {
		return false
	}
	after, whole := afterJPEG(content)
	return whole && !carries(after)
}

// afterJPEG goes through the parts of a picture, each with its length before it, and returns what follows the
// mark that ends it.
func afterJPEG(content []byte) (after []byte, whole bool) {
	if !bytes.HasPrefix(content, []byte{0xff, markStart}) {
		return nil, false
	}
	scanned := false
	for rest := content[2:]; len(rest) >= 2 && rest[0] == 0xff; {
		mark := rest[1]
		switch {
		case mark == 0xff: // fills up
			rest = rest[1:]
			continue
		case mark == markEnd:
			return rest[2:], scanned
		case mark == markAlone, mark&^7 == markRestart:
			rest = rest[2:]
			continue
		case len(rest) < 4:
			return nil, false
		}
		length := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if length < 4 || length > len(rest) {
			return nil, false
		}
		if rest = rest[length:]; mark == markScan {
			scanned, rest = true, afterPoints(rest)
		}
	}
	return nil, false
}

// afterPoints returns what follows the points of a picture: it begins with a mark. Among points a byte of 0xff
// has a zero after it, or is a restart.
func afterPoints(rest []byte) []byte {
	for {
		k := bytes.IndexByte(rest, 0xff)
		if k < 0 || k+1 >= len(rest) {
			return nil
		}
		if next := rest[k+1]; next != 0 && next&^7 != markRestart {
			return rest[k:]
		}
		rest = rest[k+2:]
	}
}

// inArchive is how far from its end a ZIP file, and so a program of Java too, says that it is one.
const inArchive = 22 + 1<<16

// runs is what a page or a script that somebody could open says of itself, whatever stands before it.
var runs = regexp.MustCompile(`(?i)<(!doctype|html|script|svg|iframe|body|\?php)|^\s*#!`)

// archives are how packed files begin that are read whatever stands before them.
var archives = [][]byte{[]byte("Rar!\x1a\x07"), []byte("7z\xbc\xaf\x27\x1c")}

// carries reports whether what follows a picture is another kind of file that somebody could open as such.
func carries(after []byte) bool {
	for _, head := range archives {
		if bytes.Contains(after, head) {
			return true
		}
	}
	return bytes.HasPrefix(after, []byte("PK")) || bytes.HasPrefix(after, []byte("%PDF-")) || bytes.HasPrefix(after, []byte("MZ")) ||
		bytes.Contains(after[max(0, len(after)-inArchive):], []byte("PK\x05\x06")) || runs.Match(after)
}

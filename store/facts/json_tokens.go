package facts

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonTokens reads JSON token by token, and bounds what it holds of it.
type jsonTokens struct {
	decoder *json.Decoder
	from    *jsonLines
}

// mostObject is how many bytes an object of the list holds at most.
const mostObject = 1 << 20

func newTokens(text io.Reader) *jsonTokens {
	t := &jsonTokens{from: &jsonLines{from: text}}
	t.decoder = json.NewDecoder(t.from)
	t.decoder.UseNumber()
	return t
}

// next returns the next token, for which as much may be read as for an object.
func (t *jsonTokens) next() (json.Token, error) {
	t.from.allowed = t.decoder.InputOffset() + mostObject
	return t.token()
}

// token returns the next token. The error is a fault of the file, or of its reader.
func (t *jsonTokens) token() (json.Token, error) {
	token, err := t.decoder.Token()
	if text, is := token.(string); is && strings.ContainsRune(text, '\uFFFD') {
		return nil, t.stop("the text %s is damaged, or in another encoding; save the file in UTF-8, or name its encoding", quote(text))
	}
	var syntax *json.SyntaxError
	var s *stopped
	switch {
	case err == nil:
		return token, nil
	case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF):
		return nil, t.stop("the JSON is cut off here; fetch the file again")
	case errors.As(err, &syntax):
		return nil, t.stop("the file is no sound JSON from here on (%v); fetch it again", err)
	}
	if errors.As(err, &s) && s.line == 0 {
		return nil, t.stop("%s", s.message)
	}
	return nil, err
}

// line returns the line of the token that was read last.
func (t *jsonTokens) line() int { return t.from.lineAt(t.decoder.InputOffset() - 1) }

func (t *jsonTokens) stop(format string, args ...any) *stopped {
	s := stop(format, args...)
	s.line = max(t.line(), 1)
	return s
}

// skip passes over the rest of the value that a token begins.
func (t *jsonTokens) skip(token json.Token) error {
	for depth := 0; ; {
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
		var err error
		if token, err = t.next(); err != nil {
			return err
		}
	}
}

// jsonLines hands on what it reads in small parts, so that it knows the line of every token, and no more
// than is allowed.
type jsonLines struct {
	from    io.Reader
	read    int64   // bytes handed on
	allowed int64   // bytes that may be handed on
	breaks  []int64 // offsets of the line breaks that no token has passed yet
	passed  int     // line breaks that were
}

// Read hands on what it reads.
func (l *jsonLines) Read(p []byte) (int, error) {
	const atOnce = 4 << 10
	if l.read > l.allowed+atOnce {
		return 0, stop("an object is longer than %d KiB; leave out fields that the mapping does not read", mostObject>>10)
	}
	n, err := l.from.Read(p[:min(len(p), atOnce)])
	for k, c := range p[:n] {
		if c == '\n' {
			l.breaks = append(l.breaks, l.read+int64(k))
		}
	}
	l.read += int64(n)
	return n, err
}

// lineAt returns the line of an offset, from 1. No later call asks for an earlier one.
func (l *jsonLines) lineAt(offset int64) int {
	for len(l.breaks) > 0 && l.breaks[0] < offset {
		l.breaks = l.breaks[1:]
		l.passed++
	}
	return l.passed + 1
}

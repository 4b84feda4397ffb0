package storetest

import (
	"errors"
	"io"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"sync"
	"testing"
)

// Post is an SMTP server on loopback that keeps the letters it takes. What it does otherwise a test says by
// Answers.
type Post struct {
	Address string // host:port

	answer   func(command string) string
	listener net.Listener
	mutex    sync.Mutex
	letters  []Taken
	hung     chan struct{} // closed when it ends: whoever was answered nothing goes then
	all      sync.WaitGroup
}

// Silence is the answer of a server that gives none.
const Silence = "silence"

// Taken is a letter that the server took.
type Taken struct {
	To     string
	Header mail.Header
	Body   string // decoded, with plain ends of lines
}

// NewPost begins a server that ends with the test.
func NewPost(t testing.TB) *Post {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Post{Address: l.Addr().String(), listener: l, hung: make(chan struct{}), answer: func(string) string { return "" }}
	p.all.Go(func() { p.serve(t) })
	t.Cleanup(p.End)
	return p
}

// Answers has the server say something else than the usual to commands, such as "550 no such mailbox" to
// "RCPT TO:<a@b>"; "" is the usual, and Silence nothing at all. It is asked by one command at a time, with
// CONNECT for a new connection and "." for a letter that is through.
func (p *Post) Answers(answer func(command string) string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.answer = answer
}

// End ends the server: it takes no more connections.
func (p *Post) End() {
	p.mutex.Lock()
	select {
	case <-p.hung:
	default:
		close(p.hung)
	}
	p.mutex.Unlock()
	p.listener.Close()
	p.all.Wait()
}

// Letters are those that it took, the earliest first.
func (p *Post) Letters() []Taken {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return append([]Taken(nil), p.letters...)
}

func (p *Post) serve(t testing.TB) {
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.all.Go(func() {
			if err := p.talk(textproto.NewConn(conn)); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, net.ErrClosed) {
				t.Logf("SMTP: %v", err)
			}
		})
	}
}

// talk answers the commands of one connection.
func (p *Post) talk(c *textproto.Conn) error {
	defer c.Close()
	quit := make(chan struct{})
	defer close(quit)
	go func() { // ends the connection with the server
		select {
		case <-p.hung:
			c.Close()
		case <-quit:
		}
	}()
	var to string
	if err := p.say(c, "CONNECT", "220 ready"); err != nil {
		return err
	}
	for {
		line, err := c.ReadLine()
		if err != nil {
			return err
		}
		switch verb, _, _ := strings.Cut(line, " "); strings.ToUpper(verb) {
		case "EHLO":
			err = p.say(c, line, "250-here\r\n250 8BITMIME")
		case "RCPT":
			to = strings.Trim(line[strings.IndexByte(line, ':')+1:], "<>")
			err = p.say(c, line, "250 ok")
		case "DATA":
			err = p.data(c, to)
		case "QUIT":
			return p.say(c, line, "221 bye")
		default:
			err = p.say(c, line, "250 ok")
		}
		if err != nil {
			return err
		}
	}
}

// data takes a letter. Whatever is said to "." is said once it is kept.
func (p *Post) data(c *textproto.Conn, to string) error {
	if err := p.say(c, "DATA", "354 go on"); err != nil {
		return err
	}
	letter, err := mail.ReadMessage(c.DotReader())
	if err != nil {
		return err
	}
	text := letter.Body
	if letter.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
		text = quotedprintable.NewReader(text)
	}
	body, err := io.ReadAll(text)
	if err != nil {
		return err
	}
	p.mutex.Lock()
	p.letters = append(p.letters, Taken{to, letter.Header, strings.ReplaceAll(string(body), "\r\n", "\n")})
	p.mutex.Unlock()
	return p.say(c, ".", "250 taken")
}

// say answers a command as the test has it, or as usual. A refused DATA takes no letter.
func (p *Post) say(c *textproto.Conn, command, usual string) error {
	p.mutex.Lock()
	answer := p.answer(command)
	p.mutex.Unlock()
	switch answer {
	case "":
		answer = usual
	case Silence:
		<-p.hung
		return io.EOF
	}
	return c.PrintfLine("%s", answer)
}

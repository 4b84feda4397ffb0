package mail_test

import (
	"context"
	"errors"
	"fmt"
	"mime"
	netmail "net/mail"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store/mail"
	"shimei/store/storetest"
)

// to is the server of a post office, for the test's patience.
func to(t *testing.T, p *storetest.Post, patience time.Duration) mail.Server {
	t.Helper()
	s, err := mail.Parse("smtp://" + p.Address + "?from=Shimei+%3Cportal@vendor.example%3E")
	if err != nil {
		t.Fatal(err)
	}
	s.Timeout = patience
	return s
}

// letters are n of them, to 0@a.example and so on.
func letters(n int) (all []mail.Letter) {
	for k := range n {
		all = append(all, mail.Letter{ID: fmt.Sprintf("m%d", k), To: netmail.Address{Name: "千景", Address: fmt.Sprintf("%d@a.example", k)},
			Subject: "指名されました", Body: "本文です。\n.\nhttps://x.example/a?b=c\n", Language: "ja"})
	}
	return all
}

// sent sends letters, and returns what came of each, and of the server.
func sent(t *testing.T, ctx context.Context, s mail.Server, all []mail.Letter) (each []string, err error) {
	t.Helper()
	err = s.Send(ctx, all, func() bool { return true }, func(k int, err error) {
		if k != len(each) {
			t.Errorf("letter %d after %d", k, len(each))
		}
		refused := (*mail.Refused)(nil)
		switch {
		case err == nil:
			each = append(each, "taken")
		case errors.As(err, &refused):
			each = append(each, "refused")
		default:
			each = append(each, "later")
		}
	})
	return each, err
}

const enough = time.Minute

func TestALetterArrivesAsItWasWritten(t *testing.T) {
	p := storetest.NewPost(t)
	each, err := sent(t, t.Context(), to(t, p, enough), letters(1))
	if err != nil || !slices.Equal(each, []string{"taken"}) || len(p.Letters()) != 1 {
		t.Fatal(each, err, p.Letters())
	}
	got := p.Letters()[0]
	var words mime.WordDecoder
	subject, err := words.DecodeHeader(got.Header.Get("Subject"))
	if err != nil || subject != "指名されました" {
		t.Error(subject, err)
	}
	if got.Body != letters(1)[0].Body {
		t.Errorf("%q", got.Body)
	}
	for name, want := range map[string]string{"Message-ID": "<m0@vendor.example>", "Auto-Submitted": "auto-generated", "Content-Language": "ja",
		"Content-Type": "text/plain; charset=UTF-8", "From": `"Shimei" <portal@vendor.example>`} {
		if is := got.Header.Get(name); is != want {
			t.Errorf("%s: %q, want %q", name, is, want)
		}
	}
	if got.To != "0@a.example" || got.Header.Get("Date") == "" {
		t.Errorf("%+v", got)
	}
}

func TestWhatComesOfEachLetterIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(string) string
		each   []string
		failed bool
	}{
		"half is refused": {func(command string) string {
			if strings.Contains(command, "1@") || strings.Contains(command, "3@") {
				return "550 5.1.1 no such mailbox"
			}
			return ""
		}, []string{"taken", "refused", "taken", "refused"}, false},
		"one is put off": {func(command string) string {
			if strings.Contains(command, "TO:<2@") {
				return "451 try later"
			}
			return ""
		}, []string{"taken", "taken", "later", "taken"}, false},
		"one is too much": {func(command string) string {
			if command == "." {
				return "552 too much"
			}
			return ""
		}, []string{"refused", "refused", "refused", "refused"}, false},
		"the sender is refused": {func(command string) string {
			if strings.HasPrefix(command, "MAIL") {
				return "550 who are you"
			}
			return ""
		}, nil, true},
		"nobody is let in": {func(command string) string {
			if command == "CONNECT" {
				return "554 not here"
			}
			return ""
		}, nil, true},
		"it goes in the midst": {midst(), []string{"taken", "later"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			p := storetest.NewPost(t)
			p.Answers(c.answer)
			each, err := sent(t, t.Context(), to(t, p, enough), letters(4))
			if diff := cmp.Diff(c.each, each); diff != "" || c.failed != (err != nil) {
				t.Error(diff, err)
			}
		})
	}
}

// midst ends a service at the second recipient.
func midst() func(string) string {
	over := false
	return func(command string) string {
		over = over || strings.Contains(command, "TO:<1@")
		if over {
			return "421 closing"
		}
		return ""
	}
}

func TestAServerThatIsAwayOrSaysNothingIsAnErrorOfTheServer(t *testing.T) {
	p := storetest.NewPost(t)
	p.Answers(func(string) string { return storetest.Silence })
	if each, err := sent(t, t.Context(), to(t, p, time.Millisecond), letters(2)); err == nil || each != nil {
		t.Errorf("%v %v", each, err)
	}
	p.End()
	if each, err := sent(t, t.Context(), to(t, p, enough), letters(2)); err == nil || each != nil {
		t.Errorf("%v %v", each, err)
	}
}

// TestALetterThatIsNotAnsweredIsTriedLater has a server take a letter and say nothing, for longer than anybody
// waits.
func TestALetterThatIsNotAnsweredIsTriedLater(t *testing.T) {
	p := storetest.NewPost(t)
	ctx, cut := context.WithCancel(t.Context())
	p.Answers(func(command string) string {
		if command == "." {
			cut()
			return storetest.Silence
		}
		return ""
	})
	each, err := sent(t, ctx, to(t, p, enough), letters(2))
	if diff := cmp.Diff([]string{"later"}, each); diff != "" || err == nil || len(p.Letters()) != 1 {
		t.Error(diff, err, p.Letters())
	}
}

func TestNothingIsBegunAfterItIsToldToStop(t *testing.T) {
	p := storetest.NewPost(t)
	var n atomic.Int64
	err := to(t, p, enough).Send(t.Context(), letters(3), func() bool { return n.Load() < 1 }, func(int, error) { n.Add(1) })
	if err != nil || n.Load() != 1 || len(p.Letters()) != 1 {
		t.Error(n.Load(), err, p.Letters())
	}
}

func TestAServerIsReadFromAURL(t *testing.T) {
	for _, text := range []string{"smtp://h?from=a@b.example", "smtps://u:p%40x@h:465?from=Shimei+%3Ca@b.example%3E", "smtp://u:p@h:587?from=a@b.example", "smtp://h:25?from=a@b.example&tls=none"} {
		if s, err := mail.Parse(text); err != nil || s.From.Address != "a@b.example" || s.Timeout == 0 {
			t.Errorf("%s: %+v %v", text, s, err)
		}
	}
	for text, want := range map[string]string{
		"smtp://u:secret@h":                            "from=",
		"smtp://u:secret@h?from=nobody":                "from=nobody",
		"http://u:secret@h?from=a@b.example":           "http://",
		"smtp://u:secret@?from=a@b.example":            "host",
		"smtp://u:se cret@h?from=a@b.example":          "URL",
		"smtp://u:secret@h:99999?from=a@b.example":     "port",
		"smtp://u:secret@h:0?from=a@b.example":         "port",
		"smtp://u:secret@h?from=a@b.example&tls=never": "tls=never",
		"": "from=",
	} {
		if _, err := mail.Parse(text); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestAPasswordIsNotSentInTheClear has a server that offers no TLS.
func TestAPasswordIsNotSentInTheClear(t *testing.T) {
	p := storetest.NewPost(t)
	var said []string
	p.Answers(func(command string) string { said = append(said, command); return "" })
	s, err := mail.Parse("smtp://user:secret@" + p.Address + "?from=a@b.example")
	if err != nil {
		t.Fatal(err)
	}
	if each, err := sent(t, t.Context(), s, letters(1)); err == nil || each != nil || strings.Contains(err.Error(), "secret") {
		t.Error(each, err)
	}
	p.End()
	if text := strings.Join(said, "\n"); strings.Contains(text, "AUTH") {
		t.Error(text)
	}
}

package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// served runs serve until the test ends and returns its address.
func served(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append(args, "--addr", "127.0.0.1:0"), strings.NewReader(""), in, io.Discard)
		in.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != exitDone {
			t.Errorf("serve: exit %d", code)
		}
	})
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("serve printed no address")
	}
	_, address, found := strings.Cut(lines.Text(), " at ")
	if !found {
		t.Fatalf("serve printed %q", lines.Text())
	}
	go io.Copy(io.Discard, out)
	return address
}

func fetch(t *testing.T, address string) (int, string) {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestServeAnswersAndPrintsWhere(t *testing.T) {
	address := served(t, "--db", filepath.Join(t.TempDir(), "x.db"), "serve")
	if code, body := fetch(t, address+"/healthz"); code != http.StatusOK || body != "ok\n" {
		t.Errorf("%d %q", code, body)
	}
	if code, body := fetch(t, address); code != http.StatusOK || strings.Contains(body, "/demo/sign-in") {
		t.Errorf("%d: a real portal signs nobody in by a click\n%s", code, body)
	}
}

func TestTheDemonstrationIsPopulatedAndBeginsAfresh(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile(demoDB, []byte("left over"), 0o600); err != nil {
		t.Fatal(err)
	}
	address := served(t, "serve", "--demo")
	code, body := fetch(t, address)
	if code != http.StatusOK || strings.Count(body, `name="person"`) < 10 {
		t.Errorf("%d: the demonstration offers nobody\n%s", code, body)
	}
}

func TestTheDemonstrationListensOnLoopbackOnly(t *testing.T) {
	t.Chdir(t.TempDir())
	o := shimeiWith(t, "", "serve", "--demo", "--addr", "0.0.0.0:0")
	if o.code != exitMisuse || !strings.Contains(o.err, "loopback") {
		t.Errorf("%+v", o)
	}
}

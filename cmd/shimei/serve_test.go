package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// served runs serve until the test ends and returns its address.
func served(t *testing.T, args ...string) string {
	t.Helper()
	address, stop := servedUntil(t, args...)
	t.Cleanup(stop)
	return address
}

// servedUntil runs serve until it is stopped.
func servedUntil(t *testing.T, args ...string) (address string, end func()) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append(args, "--addr", "127.0.0.1:0"), strings.NewReader(""), in, io.Discard)
		in.Close()
	}()
	end = func() {
		stop()
		if code := <-ended; code != exitDone {
			t.Errorf("serve: exit %d", code)
		}
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("serve printed no address")
	}
	_, address, found := strings.Cut(lines.Text(), " at ")
	if !found {
		t.Fatalf("serve printed %q", lines.Text())
	}
	go io.Copy(io.Discard, out)
	return address, end
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

func TestServePrintsAnAddressThatABrowserOpens(t *testing.T) {
	for ip, want := range map[string]string{"::": "http://localhost:8080", "0.0.0.0": "http://localhost:8080", "127.0.0.1": "http://127.0.0.1:8080",
		"::1": "http://[::1]:8080", "192.0.2.7": "http://192.0.2.7:8080"} {
		if got := reached(&net.TCPAddr{IP: net.ParseIP(ip), Port: 8080}); got != want {
			t.Errorf("at %s it is %s", ip, got)
		}
	}
}

func TestTheDemonstrationIsPopulatedAndBeginsAfresh(t *testing.T) {
	here, temporary := t.TempDir(), t.TempDir()
	t.Chdir(here)
	t.Setenv("TMPDIR", temporary)
	if err := os.WriteFile("shimei-demo.db", []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // once the demonstration has ended
		if left, err := os.ReadDir(temporary); err != nil || len(left) != 0 {
			t.Errorf("left over: %v %v", left, err)
		}
	})
	address := served(t, "serve", "--demo")
	code, body := fetch(t, address)
	if text, err := os.ReadFile("shimei-demo.db"); err != nil || string(text) != "somebody's" {
		t.Errorf("a file of the current folder was changed: %q %v", text, err)
	}
	if files, err := os.ReadDir(here); err != nil || len(files) != 1 {
		t.Errorf("the current folder holds %v %v", files, err)
	}
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

func TestTheDemonstrationLeavesNothingWhenItIsTerminated(t *testing.T) {
	temporary := t.TempDir()
	for _, ready := range []bool{true, false} { // and while it is being made
		c := process(t, "serve", "--demo", "--addr", "127.0.0.1:0")
		c.Env, c.Dir = append(c.Env, "TMPDIR="+temporary), t.TempDir()
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if ready {
			if !bufio.NewScanner(out).Scan() {
				t.Error("serve printed no address")
			}
		} else {
			eventually(t, func() bool { made, _ := filepath.Glob(temporary + "/*/shimei.db"); return len(made) == 1 })
		}
		if err := c.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		io.Copy(io.Discard, out)
		if err := c.Wait(); err != nil {
			t.Error(err)
		}
		if left, err := os.ReadDir(temporary); err != nil || len(left) != 0 {
			t.Errorf("left over: %v %v", left, err)
		}
	}
}

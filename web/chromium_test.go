//go:build !race

package web

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// chromium is the one browser of this test process, which the first test that asks for it
// starts and TestMain ends. Each tab has cookies and a store of its own.
func chromium(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("this is looked at in a browser, which -short leaves out")
	}
	browser, err := theBrowser()
	if err != nil {
		t.Fatal(err)
	}
	return browser
}

var theBrowser = sync.OnceValues(startChromium)

// startChromium starts a browser. What it writes goes with it: a socket too, whose path may
// not pass 107 bytes.
func startChromium() (context.Context, error) {
	path, err := chromiumPath()
	if err != nil {
		return nil, err
	}
	home, err := os.MkdirTemp("", "shimei-chromium-")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.UserDataDir(home + "/data"), chromedp.Env("HOME="+home, "TMPDIR="+home),
		chromedp.Headless, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.DisableGPU, chromedp.WindowSize(1280, 1000),
		chromedp.Flag("js-flags", "--single-threaded --no-maglev --no-opt"), // as no page lives as long as that pays
	}
	for _, flag := range []string{"disable-background-networking", "disable-component-update", "disable-sync", "disable-quic",
		"in-process-gpu", "disable-breakpad", "disable-default-apps", "disable-extensions", "disable-dev-shm-usage", "metrics-recording-only"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	if os.Geteuid() == 0 { // its sandbox refuses root
		options = append(options, chromedp.NoSandbox)
	}
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	browser, cancel := chromedp.NewContext(allocated)
	end := func() error {
		err := chromedp.Cancel(browser)
		cancel()
		stop()
		return errors.Join(err, os.RemoveAll(home))
	}
	if err := chromedp.Do(browser); err != nil {
		return nil, errors.Join(fmt.Errorf("starting Chromium: %w", err), end())
	}
	atTheEnd = append(atTheEnd, end)
	return browser, nil
}

// chromiumPath prefers a Chromium without windows: it has the same engine, and takes half of the time.
func chromiumPath() (string, error) {
	for _, name := range []string{"chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("Chromium is not installed: run `make deps`, or apt-get install -y --no-install-recommends chromium-headless-shell")
}

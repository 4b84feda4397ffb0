package feed

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"shimei/store/db"
	"shimei/store/intake"
)

func TestARefusedFileKeepsNoOtherFromBeingTaken(t *testing.T) {
	n := beginning(t)
	n.comes("partners.csv", "refuse")
	n.comes("customers.csv", "good")
	n.comes("sales.csv", "refuse")
	n.comes("unknown.csv", "good") // its kind can't be told, and others may hang on it
	n.after(settle)
	n.took("unknown.csv=good", "partners.csv=refuse", "customers.csv=good", "sales.csv=refuse")
	const at = "2026-11-27T031505Z-import-"
	n.holds("done/"+at+"1-unknown.csv", "done/"+at+"1-unknown.csv.json", "refused/"+at+"2-partners.csv", "refused/"+at+"2-partners.csv.json", "refused/"+at+"2-partners.csv.txt",
		"done/"+at+"3-customers.csv", "done/"+at+"3-customers.csv.json",
		"refused/"+at+"4-sales.csv", "refused/"+at+"4-sales.csv.json", "refused/"+at+"4-sales.csv.txt")
	if text := n.read("refused/" + at + "2-partners.csv.txt"); text != "partners.csv:2: month: is no month\n" {
		t.Error(text)
	}
	if text := n.read("refused/" + at + "4-sales.csv.txt"); !strings.HasPrefix(text, "sales.csv:2: month: is no month\n\nRefused just before it: partners.csv.") {
		t.Error(text)
	}
	n.said(2, `msg=refused .* faults=1 first="[a-z]+.csv:2: month: is no month"`)
}

func TestAFileThatChangesWhileItIsReadIsNotStored(t *testing.T) {
	n := beginning(t)
	n.comes("usage.csv", "half")
	n.during = func(string) {
		n.during = nil
		n.now = n.now.Add(1)
		n.writes("usage.csv", "half, half")
	}
	n.after(settle)
	n.took()
	n.after(settle)
	n.after(settle)
	n.took("usage.csv=half, half")
	n.said(1, "changed while it was read")
}

func TestWhatAnotherWatcherTakesIsLeftToIt(t *testing.T) {
	n := beginning(t)
	n.comes("usage.csv", "usage")
	n.busy = true
	n.after(settle)
	n.took()
	if n.duty != "watch "+n.folder {
		t.Errorf("it asked for %q", n.duty)
	}
	n.busy = false
	n.elsewhere = func() { n.must(os.Remove(filepath.Join(n.folder, "usage.csv"))) } // taken since it was seen
	n.after(settle)
	n.elsewhere = nil
	n.comes("sales.csv", "sales")
	n.after(settle)
	n.took("sales.csv=sales")
	n.said(0, "level=(WARN|ERROR)")
}

func TestAFileThatCameSinceUnderTheNameIsTakenToo(t *testing.T) {
	n := beginning(t)
	n.watcher.Report = nil // it is not reached
	n.comes("usage.csv", "one")
	n.after(0)
	f := n.watcher.files["usage.csv"]
	root, err := os.OpenRoot(n.folder)
	n.must(err)
	defer root.Close()
	done, err := n.Import(t.Context(), sourcesOf(f, root), n.watcher.Import)
	n.must(err)
	f.taken = takenAs(done[0], nil, n.now)
	n.now = n.now.Add(1)
	n.writes("usage.csv", "two")
	n.watcher.settle(root, f)
	n.holds("usage.csv")
	n.watcher.Report = n.another().Report
	n.after(0)
	n.after(settle)
	n.took("usage.csv=one", "usage.csv=two")
}

func TestAFileThatComesUnderTheNameAsTheOtherIsMovedIsPutBack(t *testing.T) {
	n := beginning(t)
	report := n.watcher.Report
	n.watcher.Report = func(x intake.Import) ([]byte, error) { // the last thing before the move
		n.watcher.Report = report
		n.now = n.now.Add(1)
		n.writes("usage.csv", "two")
		return report(x)
	}
	n.comes("usage.csv", "one")
	n.after(settle)
	n.holds("usage.csv", "done/2026-11-27T031505Z-import-1-usage.csv.json")
	n.said(1, "changed after it was taken")
	n.after(settle)
	n.after(settle)
	n.took("usage.csv=one", "usage.csv=two")
}

func TestALongNameStaysWithinWhatNamesMayBe(t *testing.T) {
	n := beginning(t)
	name := strings.Repeat("使用", 40) + ".csv"
	n.comes(name, "usage")
	n.after(settle)
	found, err := filepath.Glob(filepath.Join(n.folder, doneFolder, "*使用.csv"))
	if err != nil || len(found) != 1 || !utf8.ValidString(found[0]) {
		t.Errorf("%q %v\n%s", found, err, &n.log)
	}
}

func TestAFileThatCannotBeMovedIsImportedOnceAndSaidOnce(t *testing.T) {
	n := beginning(t)
	n.comes("usage.csv", "usage")
	done := filepath.Join(n.folder, doneFolder)
	n.must(errors.Join(os.Remove(done), os.WriteFile(done, nil, 0o600)))
	for range 3 {
		n.after(settle)
	}
	n.took("usage.csv=usage")
	n.said(1, "cannot be moved: it stays")
	n.must(os.Remove(done)) // and it is made again
	n.after(settle)
	n.holds("done/2026-11-27T031505Z-import-1-usage.csv", "done/2026-11-27T031505Z-import-1-usage.csv.json")
	n.said(1, "msg=moved .*file=usage.csv")
	n.comes("usage.csv", "next night")
	n.after(settle)
	n.took("usage.csv=usage", "usage.csv=next night")
}

func TestNothingIsWrittenOverAnOlderFile(t *testing.T) {
	n := beginning(t)
	n.comes("usage.csv", "usage")
	n.writes("done/2026-11-27T031505Z-import-1-usage.csv", "older")
	n.after(settle)
	n.after(settle)
	n.holds("done/2026-11-27T031505Z-import-1-usage.csv", "usage.csv")
	n.said(1, "is there already")
}

func TestWhileTheDatabaseIsAwayFilesStayAndAreTakenOnceItIsBack(t *testing.T) {
	for name, fail := range map[string]func(*night, error){
		"before a file": func(n *night, err error) { n.ready = err },
		"during a file": func(n *night, err error) { n.fails["sales.csv"], n.fails["usage.csv"] = err, err },
	} {
		t.Run(name, func(t *testing.T) {
			n := beginning(t)
			n.comes("usage.csv", "usage")
			n.comes("sales.csv", "sales")
			fail(n, fmt.Errorf("%w: the disk is full", db.ErrUnavailable))
			n.after(settle)
			n.after(settle)
			n.after(settle)
			n.holds("sales.csv", "usage.csv")
			n.said(1, "the database is away.*the disk is full")
			fail(n, nil)
			n.after(0)
			n.took() // it waits longer each time
			n.after(latest)
			n.took("usage.csv=usage", "sales.csv=sales")
			n.said(1, "the database is back")
		})
	}
}

func TestAFileThatCannotBeReadIsTriedAgainAndHoldsUpNoOther(t *testing.T) {
	n := beginning(t)
	n.comes("usage.csv", "usage")
	n.comes("sales.csv", "sales")
	n.fails["usage.csv"] = os.ErrPermission
	n.after(settle)
	n.after(settle)
	n.took("sales.csv=sales")
	n.said(1, "not taken.*file=usage.csv.*permission denied")
	n.fails = nil
	n.after(0)
	n.took("sales.csv=sales")
	n.after(latest)
	n.took("sales.csv=sales", "usage.csv=usage")
}

func TestThePatienceGrowsToABound(t *testing.T) {
	var p patience
	if !p.over(began) {
		t.Error("it begins with a wait")
	}
	for _, want := range []time.Duration{5, 10, 20, 40, 80, 160, 300, 300} {
		if p = p.longer(began); p.delay != want*time.Second || p.over(began.Add(p.delay-1)) || !p.over(began.Add(p.delay)) {
			t.Errorf("%+v, want %d s", p, want)
		}
	}
}

func TestItStopsAfterTheFileThatIsBeingTaken(t *testing.T) {
	n := beginning(t)
	ctx, stop := context.WithCancel(t.Context())
	n.during = func(string) { stop() }
	n.writes("usage.csv", "usage")
	n.writes("sales.csv", "sales")
	n.watcher.Waiting, n.watcher.Grace = n.waiting, time.Hour
	n.watcher.Run(ctx)
	n.took("usage.csv=usage")
	n.holds("done/2026-11-27T031505Z-import-1-usage.csv", "done/2026-11-27T031505Z-import-1-usage.csv.json", "sales.csv")
}

func TestAFileThatTakesLongerThanTheGraceStaysAsItIs(t *testing.T) {
	n := beginning(t)
	ctx, stop := context.WithCancel(t.Context())
	n.writes("usage.csv", "usage")
	n.watcher.Waiting, n.watcher.Grace = n.waiting, 0
	n.watcher.Into = endless{n.fake, stop}
	n.watcher.Run(ctx)
	n.holds("usage.csv")
	n.said(1, "not finished in time")
}

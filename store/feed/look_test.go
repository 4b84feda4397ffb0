package feed

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAFileIsTakenOnceItHasNotChangedForAWhile(t *testing.T) {
	n := beginning(t)
	n.comes("usage.csv", "half")
	n.after(settle - 1)
	n.took()
	n.writes("usage.csv", "half and half")
	n.after(1)
	n.after(settle - 1)
	n.took()
	n.after(1)
	n.took("usage.csv=half and half")
	n.holds("done/2026-11-27T031510Z-import-1-usage.csv", "done/2026-11-27T031510Z-import-1-usage.csv.json")
	if text := n.read("done/2026-11-27T031510Z-import-1-usage.csv.json"); text != "usage.csv stored" {
		t.Error(text)
	}
	n.after(settle)
	n.took("usage.csv=half and half")
}

func TestAnotherFileOfTheSameSizeAndNameIsAnotherFile(t *testing.T) {
	n := beginning(t)
	n.comes("usage.csv", "one")
	n.now = n.now.Add(settle)
	n.writes("new.tmp", "two")
	n.must(os.Chtimes(filepath.Join(n.folder, "new.tmp"), began, began))
	n.must(os.Rename(filepath.Join(n.folder, "new.tmp"), filepath.Join(n.folder, "usage.csv")))
	n.after(0)
	n.took()
	n.after(settle)
	n.took("usage.csv=two")
}

func TestNamesTellWhatIsBeingWritten(t *testing.T) {
	for name, want := range map[string]kindOfName{
		"usage.csv": fact, "USAGE.CSV": fact, "使用量.xlsx": fact, "cost.json.gz": fact, "cost.zip": fact, "a b.tsv": fact,
		".usage.csv": temporary, ".usage.csv.Xy12": temporary, "usage.csv.part": temporary, "usage.csv.filepart": temporary, "Usage.TMP": temporary,
		"usage.csv.crdownload": temporary, "usage.csv~": temporary, "~$usage.xlsx": temporary,
		"README": foreign, "usage.csv.done": foreign, "Thumbs.db": foreign, "csv": foreign,
	} {
		if got := kindOf(name); got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
}

func TestFilesUnderTemporaryNamesAreLeftUntilTheyHaveTheirOwn(t *testing.T) {
	n := beginning(t)
	n.comes("usage.csv.part", "usage")
	n.after(settle)
	n.after(longest)
	n.took()
	n.must(os.Rename(filepath.Join(n.folder, "usage.csv.part"), filepath.Join(n.folder, "usage.csv")))
	n.after(settle)
	n.after(settle)
	n.took("usage.csv=usage")
	n.said(0, "left alone")
}

func TestFilesOfOneNightAreTakenTogetherInTheOrderOfDependenceAndAge(t *testing.T) {
	n := beginning(t)
	n.comes("usage.b.csv", "older")
	n.after(time.Second)
	n.comes("usage.a.csv", "newer")
	n.comes("associations.csv", "x")
	n.after(settle - 1)
	n.writes(".customers.csv", "still going") // holds up those that are whole
	n.after(1)
	n.took()
	n.must(os.Rename(filepath.Join(n.folder, ".customers.csv"), filepath.Join(n.folder, "customers.csv")))
	n.after(settle)
	n.after(settle)
	n.took("customers.csv=still going", "usage.b.csv=older", "usage.a.csv=newer", "associations.csv=x")
}

func TestAWholeFileWaitsForOthersHalfAnHourAtMost(t *testing.T) {
	n := beginning(t)
	n.comes("usage.csv", "whole")
	for passed := time.Duration(0); passed < longest; passed += settle {
		n.took()
		n.writes("sales.csv", strings.Repeat("x", int(passed/settle)+1))
		n.after(settle)
	}
	n.took("usage.csv=whole")
	n.said(1, "waits for another file.*file=usage.csv other=sales.csv")
}

func TestAnEmptyFileIsGivenTimeToBeFilledAndThenRefused(t *testing.T) {
	n := beginning(t)
	n.comes("usage.csv", "") // as by a shell: export >usage.csv
	n.comes("sales.csv", "")
	n.after(longest - 1)
	n.took()
	n.comes("usage.csv", "filled")
	n.after(settle)
	n.took("usage.csv=filled", "sales.csv=")
	n.said(1, "msg=refused .*file=sales.csv")
}

func TestWhatIsNoFactFileIsLeftAloneAndSaidOnce(t *testing.T) {
	n := beginning(t)
	outside := filepath.Join(t.TempDir(), "secret.csv")
	n.must(os.WriteFile(outside, []byte("secret"), 0o600))
	n.must(os.Symlink(outside, filepath.Join(n.folder, "link.csv")))
	n.must(os.Mkdir(filepath.Join(n.folder, "folder.csv"), 0o700))
	n.must(os.Mkdir(filepath.Join(n.folder, ".snapshots"), 0o700))
	n.writes("README", "text")
	for range 3 {
		n.after(longest)
	}
	n.took()
	n.holds("README", "link.csv")
	n.said(1, "symbolic link.*file=link.csv")
	n.said(1, "it is a folder.*file=folder.csv")
	n.said(1, "no fact file.*file=README")
	n.said(3, "msg=")
}

func TestOneNameEachNightIsKeptForEachNight(t *testing.T) {
	n := beginning(t)
	var want []string
	for k, at := range []string{"2026-11-27T031505Z", "2026-11-28T031510Z", "2026-11-29T031515Z"} {
		n.comes("usage.csv", fmt.Sprint("night ", k))
		n.after(settle)
		n.now = n.now.Add(24 * time.Hour)
		name := fmt.Sprintf("done/%s-import-%d-usage.csv", at, k+1)
		want = append(want, name, name+".json")
	}
	n.holds(want...)
}

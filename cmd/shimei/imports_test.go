package main_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	module = "shimei"
	root   = "../.."
)

// arrows are the packages of this module that each may import; "store/…" and the like
// stand for a folder and what is below it. A package that fits no line is a new place in
// the house, to be decided on here.
var arrows = []struct {
	from string
	to   []string
}{
	{"cmd/…", []string{"web/…", "views/…", "static", "store", "store/facts", "store/mapping", "store/programme", "store/demo", "store/export", "store/feed",
		"store/db", "store/directory", "store/intake", "store/request", "store/outbox", "store/mail", "store/report", "store/signin", "store/statement"}},
	{"web/signon", []string{"store/toml", "store/directory", "store/signin"}},
	{"web/…", []string{"web/…", "views/…", "static", "store", "store/facts", "store/mapping", "store/programme", "store/demo", "store/export",
		"store/db", "store/directory", "store/intake", "store/request", "store/outbox", "store/report", "store/signin", "store/statement"}}, // rooms for their values
	{"views/…", []string{"views/…", "static", "store/programme"}},
	{"static", nil},
	{"store", []string{"store/outtake", "store/intake", "store/request", "store/outbox", "store/report", "store/statement", "store/ledger", "store/directory", "store/history", "store/db", "store/facts", "store/signin", "store/programme"}},
	{"store/outtake", []string{"store/facts", "store/history", "store/db", "store/programme"}},
	{"store/intake", []string{"store/facts", "store/ledger", "store/history", "store/db", "store/programme"}},
	{"store/request", []string{"store/outbox", "store/ledger", "store/directory", "store/history", "store/db", "store/programme"}},
	{"store/report", []string{"store/ledger", "store/directory", "store/history", "store/db", "store/programme"}},
	{"store/statement", []string{"store/ledger", "store/directory", "store/history", "store/db", "store/programme"}},
	{"store/outbox", []string{"store/directory", "store/db", "store/programme"}},
	{"store/ledger", []string{"store/history", "store/db", "store/programme"}},
	{"store/directory", []string{"store/history", "store/db", "store/programme"}},
	{"store/history", []string{"store/db", "store/programme"}},
	{"store/db", []string{"store/programme"}},
	{"store/mapping", []string{"store/facts", "store/programme", "store/toml", "store/nearest"}},
	{"store/facts", []string{"store/programme", "store/nearest"}},
	{"store/demo", []string{"store/programme"}},
	{"store/feed", []string{"store/intake", "store/facts", "store/db"}},
	{"store/mail", nil},
	{"store/signin", nil},
	{"store/export", []string{"store", "store/statement", "store/facts", "store/programme"}},
	{"store/programme", []string{"store/toml"}},
	{"store/toml", []string{"store/nearest"}},
	{"store/nearest", nil},
	{"store/storetest", nil},
}

// kept are the imports from outside that are kept to some places, so that what changes
// with them is in one place.
var kept = []struct {
	what []string
	to   []string
}{
	// The bench holds pages against echo with nothing behind it, and the store against bare SQL.
	{[]string{"github.com/labstack/…"}, []string{"web/…", "cmd/bench"}},
	{[]string{"github.com/gorilla/…"}, []string{"web/…"}},
	{[]string{"database/sql"}, []string{"store", "store/…", "cmd/bench"}},
	{[]string{"database/sql/driver", "modernc.org/…", "github.com/jackc/…", "github.com/pressly/goose/…"}, []string{"store/db", "store/storetest"}},
	{[]string{"github.com/xuri/…"}, []string{"store/export"}},
	{[]string{"github.com/wneessen/…"}, []string{"store/mail"}},
	{[]string{"github.com/alexedwards/…", "github.com/trustelem/…"}, []string{"store/signin"}},
}

// pure are the packages of values and functions, and what would end that: a clock is
// looked for in their code, the rest in their imports.
var (
	pure       = []string{"store/programme", "store/demo", "store/mapping", "store/toml", "store/nearest"}
	impure     = []string{"context", "database/…", "io/fs", "log/…", "net", "net/http/…", "net/netip", "os/…", "syscall", "testing/…"}
	impureTime = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}
)

// imports are a package's, by the path inside the module, without those of its tests.
type imports struct {
	of    string
	names []string
	tests []string
}

func TestImportsPointOneWay(t *testing.T) {
	all := packages(t)
	if len(all) < 5 {
		t.Fatalf("%d packages found", len(all))
	}
	for _, wrong := range faults(all) {
		t.Error(wrong)
	}
}

func TestAnImportThatGoesTheWrongWayIsNamed(t *testing.T) {
	got := faults([]imports{
		{of: "cmd/shimei", names: []string{"os", "shimei/web", "shimei/store", "github.com/alecthomas/kong"}},
		{of: "store", names: []string{"shimei/web", "database/sql", "shimei/store/programme"}, tests: []string{"shimei/store/storetest"}},
		{of: "store/programme", names: []string{"os", "os/exec", "shimei/store", "time", "github.com/pelletier/go-toml/v2"}},
		{of: "views/parts", names: []string{"shimei/store", "database/sql/driver", "shimei/views"}},
		{of: "web", names: []string{"github.com/labstack/echo/v4", "shimei/store/storetest", "github.com/jackc/pgx/v5/stdlib"},
			tests: []string{"shimei/cmd/shimei"}},
		{of: "attic"},
	})
	want := []string{
		"store imports shimei/web: it may import store/outtake, store/intake, store/request, store/outbox, store/report, store/statement, store/ledger, store/directory, store/history, store/db, store/facts, store/signin, store/programme of this module",
		"store/programme imports os: its functions are pure",
		"store/programme imports os/exec: its functions are pure",
		"store/programme imports shimei/store: it may import store/toml of this module",
		"views/parts imports shimei/store: it may import views/…, static, store/programme of this module",
		"views/parts imports database/sql/driver: that is kept to store/db, store/storetest",
		"web imports shimei/store/storetest: it may import web/…, views/…, static, store, store/facts, store/mapping, store/programme, store/demo, store/export, store/db, store/directory, store/intake, store/request, store/outbox, store/report, store/signin, store/statement of this module",
		"web imports github.com/jackc/pgx/v5/stdlib: that is kept to store/db, store/storetest",
		"a test of web imports shimei/cmd/shimei: nothing imports a command",
		"attic has no place in the list of packages",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestThePurePackagesReadNoClock(t *testing.T) {
	for _, folder := range pure {
		files, err := filepath.Glob(filepath.Join(root, folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", folder, len(files), err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			positions := token.NewFileSet()
			tree, err := parser.ParseFile(positions, file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(tree, func(n ast.Node) bool {
				s, is := n.(*ast.SelectorExpr)
				if !is {
					return true
				}
				if x, is := s.X.(*ast.Ident); is && x.Name == "time" && slices.Contains(impureTime, s.Sel.Name) {
					t.Errorf("%s: time.%s reads the clock", positions.Position(s.Pos()), s.Sel.Name)
				}
				return true
			})
		}
	}
}

// faults says which imports go the wrong way.
func faults(all []imports) []string {
	var wrong []string
	for _, p := range all {
		at := slices.IndexFunc(arrows, func(a struct {
			from string
			to   []string
		}) bool {
			return under(p.of, a.from)
		})
		if at < 0 {
			wrong = append(wrong, p.of+" has no place in the list of packages")
			continue
		}
		for _, name := range p.names {
			if why := refused(p.of, arrows[at].to, name); why != "" {
				wrong = append(wrong, fmt.Sprintf("%s imports %s: %s", p.of, name, why))
			}
		}
		for _, name := range p.tests {
			if under(name, module+"/cmd/…") && name != module+"/"+p.of {
				wrong = append(wrong, fmt.Sprintf("a test of %s imports %s: nothing imports a command", p.of, name))
			}
		}
	}
	return wrong
}

// refused says why a package may not import another, or "" where it may.
func refused(of string, to []string, name string) string {
	if inside, own := strings.CutPrefix(name, module+"/"); own {
		switch {
		case underAny(inside, to):
			return ""
		case len(to) == 0:
			return "it may import nothing of this module"
		}
		return "it may import " + strings.Join(to, ", ") + " of this module"
	}
	if slices.Contains(pure, of) && underAny(name, impure) {
		return "its functions are pure"
	}
	for _, k := range kept {
		if underAny(name, k.what) && !underAny(of, k.to) {
			return "that is kept to " + strings.Join(k.to, ", ")
		}
	}
	return ""
}

func underAny(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return under(name, pattern) })
}

// under reports whether a path is the pattern, or with "/…" is or is below it.
func under(name, pattern string) bool {
	folder, tree := strings.CutSuffix(pattern, "/…")
	return name == folder || tree && strings.HasPrefix(name, folder+"/")
}

// packages reads the imports of every package of the module. It reads the files itself
// rather than ask `go list`, so that go test knows what this test hangs on and does not
// answer from its cache when an import was added elsewhere.
func packages(t *testing.T) []imports {
	t.Helper()
	var all []imports
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if name := d.Name(); file != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") ||
			name == "testdata" || name == "node_modules") {
			return fs.SkipDir
		}
		p, err := build.ImportDir(file, 0)
		if none := (*build.NoGoError)(nil); errors.As(err, &none) && len(p.TestGoFiles)+len(p.XTestGoFiles) == 0 {
			return nil
		} else if err != nil && none == nil {
			return err
		}
		of, err := filepath.Rel(root, file)
		all = append(all, imports{path.Clean(filepath.ToSlash(of)), p.Imports, slices.Concat(p.TestImports, p.XTestImports)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

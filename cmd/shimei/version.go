package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"

	"shimei/store"
)

// What the build stamps: make build sets all three. Without, commit and date are those that Go
// itself records of the folder that it builds in.
var (
	version = "development"
	commit  string
	date    string // of the commit, RFC 3339
)

// stamp tells what was built, of what, and by what.
func stamp() string {
	commit, date := commit, date
	driver := "unknown"
	if built, known := debug.ReadBuildInfo(); known {
		commit, date = recorded(built, commit, date)
		for _, module := range built.Deps {
			if module.Path == "github.com/jackc/pgx/v5" {
				driver = module.Version
			}
		}
	}
	return fmt.Sprintf("shimei %s\ncommit %s\ndate %s\n%s %s/%s\nSQLite %s\nPostgreSQL by pgx %s",
		version, orUnknown(commit), orUnknown(date), strings.Replace(runtime.Version(), "go", "Go ", 1), runtime.GOOS, runtime.GOARCH,
		store.SQLiteVersion, driver)
}

// recorded fills in what the build did not stamp from what Go recorded.
func recorded(built *debug.BuildInfo, commit, date string) (string, string) {
	if commit != "" {
		return commit, date
	}
	changed := ""
	for _, setting := range built.Settings {
		switch setting.Key {
		case "vcs.revision":
			commit = setting.Value
		case "vcs.time":
			date = setting.Value
		case "vcs.modified":
			if setting.Value == "true" {
				changed = " with changes"
			}
		}
	}
	if commit == "" {
		return "", date
	}
	return commit + changed, date
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(t *terminal) error {
	_, err := fmt.Fprintln(t.out, stamp())
	return err
}

// versionFlag is version as an option, by itself.
type versionFlag bool

// BeforeReset prints the version and ends the parsing, before a command is missed.
func (versionFlag) BeforeReset(app *kong.Kong) error {
	_, err := fmt.Fprintln(app.Stdout, stamp())
	app.Exit(exitDone)
	return err
}

// Command mutants plants faults in a copy of the tree, one after the other, and runs the test
// that is to find each. It fails where a fault survives, where the text in which one is planted
// is not there exactly once, and where a test fails without any fault.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) (err error) {
	mutants, err := chosen(os.Getenv("ONLY"))
	if err != nil {
		return err
	}
	tree, err := os.MkdirTemp("", "shimei-mutants-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tree)) }()
	if err := copyTree(tree); err != nil {
		return err
	}
	for _, m := range mutants {
		if _, err := m.sound(tree); err != nil {
			return err
		}
	}
	if err := passes(ctx, tree, mutants); err != nil {
		return err
	}
	survived := 0
	for _, m := range mutants {
		begun := time.Now()
		found, err := m.plant(ctx, tree)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		verdict := "found"
		if !found {
			verdict = "SURVIVED"
			survived++
		}
		fmt.Printf("%-8s %4.0f s  %s\n                 by %s %s\n", verdict, time.Since(begun).Seconds(), m.name, m.in, m.test)
	}
	if survived > 0 {
		return fmt.Errorf("%d of %d faults survived", survived, len(mutants))
	}
	return nil
}

// chosen are the faults whose name, file or test a pattern matches: all where it is "".
func chosen(pattern string) (some []mutant, err error) {
	only, err := regexp.Compile(pattern)
	if err != nil {
		return nil, fmt.Errorf("ONLY: %w", err)
	}
	for _, m := range slices.Concat(mutants, taken(holes...), taken(leaks...)) {
		if only.MatchString(m.name) || only.MatchString(m.file) || only.MatchString(m.test) {
			some = append(some, m)
		}
	}
	if len(some) == 0 {
		return nil, fmt.Errorf("ONLY: no fault is called %s", pattern)
	}
	return some, nil
}

// passes checks that all of the tests pass without any fault.
func passes(ctx context.Context, tree string, mutants []mutant) error {
	tests := map[string][]string{}
	for _, m := range mutants {
		tests[m.in] = append(tests[m.in], m.test)
	}
	for in, names := range tests {
		out, _ := test(ctx, tree, in, "-v", "-run=^("+strings.Join(names, "|")+")$")
		for _, name := range names {
			if !strings.Contains(out, "--- PASS: "+name+" ") {
				return fmt.Errorf("without any fault %s of %s does not pass, or is not there:\n%s", name, in, out)
			}
		}
	}
	return nil
}

// copyTree copies what git has, as it stands in the folder, or would have with what is new.
func copyTree(to string) error {
	list, err := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		return fmt.Errorf("list the files: %w", err)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		content, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) { // git has it still
			continue
		}
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Join(to, filepath.Dir(name)), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// sound returns the file without the fault, in which the text that is searched for stands once.
func (m mutant) sound(tree string) ([]byte, error) {
	content, err := os.ReadFile(filepath.Join(tree, m.file))
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(content, []byte(m.search)); n != 1 {
		return nil, fmt.Errorf("%s: %s has %d times, and not once, %s", m.name, m.file, n, m.search)
	}
	return content, nil
}

// plant plants the fault, reports whether the test finds it, and takes it out again.
func (m mutant) plant(ctx context.Context, tree string) (found bool, err error) {
	sound, err := m.sound(tree)
	if err != nil {
		return false, err
	}
	place := filepath.Join(tree, m.file)
	broken := bytes.Replace(sound, []byte(m.search), []byte(m.replace), 1)
	if err := os.WriteFile(place, broken, 0o600); err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.WriteFile(place, sound, 0o600)) }()
	options := []string{"-run=^" + m.test + "$"}
	if m.onlyRaceDetection {
		options = append(options, strings.Fields(os.Getenv("RACE"))...)
	}
	out, passed := test(ctx, tree, m.in, options...)
	found = strings.Contains(out, "--- FAIL: "+m.test) // and not a program that does not compile
	if passed == found {
		return false, fmt.Errorf("the test could not be run:\n%s", out)
	}
	return found, nil
}

// test runs tests of a package, and returns what they say and whether they pass.
func test(ctx context.Context, tree, in string, options ...string) (said string, passed bool) {
	command := exec.CommandContext(ctx, "go", append(append([]string{"test", "-short", "-count=1", "-timeout=45m"}, options...), in)...)
	command.Dir = tree
	out, err := command.CombinedOutput()
	return string(out), err == nil
}

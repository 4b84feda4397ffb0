package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	lan    = "lan"  // the bridge that all are connected to
	logged = ".log" // how the files end in which processes say something

	patience = 5 * time.Minute        // bounds what is waited for
	between  = 100 * time.Millisecond // looks at it
)

// lab is the network, with all that is in it.
type lab struct {
	folder   string
	machines []*machine
}

// newLab makes the network, all within namespaces that this process has for itself.
func newLab(ctx context.Context, folder string) (*lab, error) {
	l := &lab{folder: filepath.Join(folder, "lab")}
	if err := l.mounts(); err != nil {
		return nil, err
	}
	for _, step := range [][]string{
		{"ip", "link", "set", "lo", "up"},
		{"ip", "link", "add", lan, "type", "bridge"},
		{"ip", "addr", "add", "10.0.0.11/24", "dev", lan}, // of the portal
		{"ip", "link", "set", lan, "up"},
	} {
		if err := run(ctx, step[0], step[1:]...); err != nil {
			return nil, err
		}
	}
	for k, name := range []string{"a", "b", "c"} {
		m, err := newMachine(ctx, l.folder, name, fmt.Sprintf("10.0.0.%d", 21+k))
		if err != nil {
			return nil, err
		}
		l.machines = append(l.machines, m)
	}
	return l, nil
}

// mounts has what is mounted from here on, and what is written to the usual places, seen by nobody else and gone at the end.
func (l *lab) mounts() error {
	if err := os.Mkdir(l.folder, 0o755); err != nil {
		return err
	}
	err := syscall.Mount("", "/", "", syscall.MS_PRIVATE|syscall.MS_REC, "")
	if err == nil {
		err = syscall.Mount("proc", "/proc", "proc", 0, "")
	}
	if err == nil {
		err = syscall.Mount("tmpfs", l.folder, "tmpfs", 0, "mode=755,size=8g")
	}
	if err == nil {
		err = syscall.Mount("tmpfs", "/run", "tmpfs", 0, "mode=755")
	}
	if err == nil {
		err = os.Mkdir("/run/postgresql", 0o755) // where a machine's own is put
	}
	return err
}

// start starts etcd, Patroni and HAProxy, in the order of the guide, and returns once all machines are well.
func (l *lab) start(ctx context.Context) error {
	for _, m := range l.machines {
		if err := m.startEtcd(); err != nil {
			return err
		}
	}
	for _, m := range l.machines {
		if err := m.startPatroni(); err != nil {
			return err
		}
	}
	proxy := exec.Command("/usr/sbin/haproxy", "-db", "-f", "docs/ha/haproxy.cfg")
	if err := startLogged(proxy, filepath.Join(l.folder, "haproxy"+logged)); err != nil {
		return err
	}
	return l.whole(ctx)
}

// startLogged starts a process that says what it says in a file, after what was said there before.
func startLogged(c *exec.Cmd, file string) error {
	log, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	c.Stdout, c.Stderr = log, log
	return errors.Join(c.Start(), log.Close())
}

// member is what Patroni says of a machine.
type member struct {
	Name     string `json:"name"`
	Role     string `json:"role"`
	State    string `json:"state"`
	Timeline int    `json:"timeline"`
	Lag      any    `json:"lag"` // bytes, or "unknown"
}

// members is what the Patroni of a machine says of all. One that was cut off a moment ago tells of how it was before.
func (m *machine) members(ctx context.Context) ([]member, error) {
	bounded, done := context.WithTimeout(ctx, 2*time.Second)
	defer done()
	r, err := http.NewRequestWithContext(bounded, http.MethodGet, "http://"+m.address+":8008/cluster", nil)
	if err != nil {
		return nil, err
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	var told struct{ Members []member }
	err = errors.Join(json.NewDecoder(a.Body).Decode(&told), a.Body.Close())
	return told.Members, err
}

// primary is the machine that takes changes, as all say but one, which may be nil.
func (l *lab) primary(ctx context.Context, but *machine) (found *machine, err error) {
	for _, m := range l.machines {
		if m == but {
			continue
		}
		all, err := m.members(ctx)
		if err != nil {
			return nil, err
		}
		led := slices.IndexFunc(l.machines, func(x *machine) bool { return slices.ContainsFunc(all, x.leads) })
		if led < 0 || found != nil && found != l.machines[led] {
			return nil, fmt.Errorf("%s says of others than the rest, or of none, that they take changes: %v", m.name, all)
		}
		found = l.machines[led]
	}
	return found, nil
}

// leads reports whether it is the leader that is told of.
func (m *machine) leads(told member) bool { return told.Name == m.name && told.Role == "leader" }

// whole waits until each machine does its part, and all say so: one takes changes, one has all of them, and the third one most.
func (l *lab) whole(ctx context.Context) error {
	return eventually(ctx, "three machines that are well", func() (bool, string) {
		for _, m := range l.machines {
			if all, err := m.members(ctx); err != nil || !well(all) {
				return false, fmt.Sprintf("%s says %v %v", m.name, all, err)
			}
		}
		_, err := l.primary(ctx, nil)
		return err == nil, fmt.Sprint(err)
	})
}

// well reports whether each of three machines does its part.
func well(all []member) bool {
	roles := map[string]int{}
	for _, m := range all {
		late, known := m.Lag.(float64)
		streams := m.Role == "leader" || known && late < 1<<20
		if (m.State == "running" || m.State == "streaming") && m.Timeline == all[0].Timeline && streams {
			roles[m.Role]++
		}
	}
	return roles["leader"] == 1 && roles["sync_standby"] == 1 && roles["replica"] == 1
}

// eventually waits for a condition, and says in the end what was there instead.
func eventually(ctx context.Context, what string, is func() (bool, string)) error {
	look := time.NewTicker(between)
	defer look.Stop()
	for late := time.After(patience); ; {
		yes, instead := is()
		if yes {
			return nil
		}
		select {
		case <-look.C:
		case <-late:
			return fmt.Errorf("waited %s for %s in vain: %s", patience, what, instead)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// tails prints the end of what each process said.
func (l *lab) tails() {
	files, err := filepath.Glob(filepath.Join(l.folder, "*"+logged))
	for _, file := range files {
		said, failed := os.ReadFile(file)
		err = errors.Join(err, failed)
		lines := strings.Split(string(said), "\n")
		fmt.Fprintf(os.Stderr, "\n--- %s\n%s\n", filepath.Base(file), strings.Join(lines[max(0, len(lines)-40):], "\n"))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// customers is how many of them nominate at once, one person each.
const customers = 8

// portal is `shimei serve` as it is built, behind HAProxy.
type portal struct {
	program, folder string
	address         string
}

// database leads to whichever server takes changes, as the guide has it.
const database = "postgres://shimei:" + password + "@127.0.0.1:5000/shimei"

// newPortal makes the portal's database, with subscriptions for so many nominations of each customer.
func newPortal(ctx context.Context, l *lab, folder string, each int) (*portal, error) {
	p := &portal{program: filepath.Join(folder, "shimei"), folder: l.folder}
	leader, err := l.primary(ctx, nil)
	if err != nil {
		return nil, err
	}
	made := filepath.Join(l.folder, "portal.sql")
	if err := leader.write("docs/ha/portal.sql", made); err != nil {
		return nil, err
	}
	server := "postgres://postgres:" + password + "@" + leader.address + "/postgres"
	if err := run(ctx, postgres+"/psql", server, "-q", "-v", "ON_ERROR_STOP=1", "-f", made); err != nil {
		return nil, err
	}
	if err := p.takes(ctx, each); err != nil {
		return nil, err
	}
	for k := range customers {
		if err := p.adds(ctx, k); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// takes imports the facts.
func (p *portal) takes(ctx context.Context, each int) error {
	var tenants, subscriptions strings.Builder
	for k := range customers {
		fmt.Fprintf(&tenants, "%s,Customer %d\n", tenant(k), k)
		for n := range each {
			fmt.Fprintf(&subscriptions, "%s,%s,ems,2015-01-01\n", subscription(k, n), tenant(k))
		}
	}
	files := map[string]string{
		"partners.csv":      "partner_id,name\n" + partner + ",Pine\n",
		"customers.csv":     "tenant_id,name\n" + tenants.String(),
		"subscriptions.csv": "subscription_id,tenant_id,product,start_date\n" + subscriptions.String(),
	}
	args := []string{"import"}
	for name, text := range files {
		file := filepath.Join(p.folder, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
		args = append(args, file)
	}
	return p.does(ctx, args...)
}

// The ids of facts.
const partner = "P"

func tenant(k int) string          { return fmt.Sprintf("t%d", k) }
func subscription(k, n int) string { return fmt.Sprintf("t%d-s%d", k, n) }

// mailOf is the address of a customer's owner.
func mailOf(k int) string { return "owner@" + tenant(k) + ".example" }

// adds adds a customer's owner.
func (p *portal) adds(ctx context.Context, k int) error {
	c := exec.CommandContext(ctx, p.program, "--db", database, "user", "add", mailOf(k), "--name", "Owner", "--role", "owner", "--tenant", tenant(k), "--password-stdin")
	c.Stdin = strings.NewReader(password + "\n")
	if said, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("adding %s: %w\n%s", mailOf(k), err, said)
	}
	return nil
}

// does runs a command.
func (p *portal) does(ctx context.Context, args ...string) error {
	return run(ctx, p.program, append([]string{"--db", database}, args...)...)
}

// serve starts the portal, once: it is never started again.
func (p *portal) serve() error {
	c := exec.Command(p.program, "--db", database, "serve", "--addr", "10.0.0.11:0", "--plain-http", "--second-factor", "choice")
	log, err := os.Create(filepath.Join(p.folder, "portal"+logged))
	if err != nil {
		return err
	}
	defer log.Close()
	c.Stderr = log
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		return err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return fmt.Errorf("the portal does not say where it is: %w", err)
	}
	p.address = strings.TrimPrefix(strings.TrimSpace(line), "Shimei is at ")
	return nil
}

// healthy reports whether the portal says that it is.
func (p *portal) healthy(ctx context.Context) (is bool, instead string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.address+"/healthz", nil)
	if err != nil {
		return false, err.Error()
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		return false, err.Error()
	}
	closed := a.Body.Close()
	return a.StatusCode == http.StatusOK && closed == nil, a.Status
}

package storetest

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgproto3"
)

// Ran is a statement that a server ran.
type Ran struct {
	Text  string
	Asked []string // the tables and parts of tables that were looked into: not those that the plan could leave out
}

// Plans hears how a server ran what was asked of it through it.
type Plans struct {
	mutex sync.Mutex
	ran   []Ran
}

// watching are the settings of a connection whose server tells with each statement what it read, in the form of
// plans that join by keys and not by reading all.
var watching = map[string]string{
	"session_preload_libraries": "auto_explain", "auto_explain.log_min_duration": "0", "auto_explain.log_analyze": "on", "auto_explain.log_timing": "off",
	"auto_explain.log_format": "json", "auto_explain.log_level": "notice", "auto_explain.log_verbose": "off", "client_min_messages": "notice",
	"enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off", "enable_material": "off", "enable_memoize": "off",
	"cpu_tuple_cost": "10", "cpu_index_tuple_cost": "10", "max_parallel_workers_per_gather": "0", "plan_cache_mode": "force_custom_plan",
}

// Watched returns the URL by which a database is reached with an ear between, until the test ends.
func Watched(t testing.TB, dsn string) (string, *Plans) {
	t.Helper()
	at, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	query, socket := at.Query(), ".s.PGSQL."+at.Query().Get("port")
	server := filepath.Join(query.Get("host"), socket)
	p, folder := listen(t, socket, server)
	query.Set("host", folder)
	for name, value := range watching {
		query.Set(name, value)
	}
	at.RawQuery = query.Encode()
	return at.String(), p
}

// listen listens at a socket in a folder of its own, whose path is short enough for one.
func listen(t testing.TB, socket, server string) (*Plans, string) {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "shimei-watched-")
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", filepath.Join(folder, socket))
	if err != nil {
		t.Fatal(err)
	}
	p := &Plans{}
	var all sync.WaitGroup
	all.Go(func() { p.serve(listener, server, &all) })
	t.Cleanup(func() {
		err := listener.Close()
		all.Wait()
		if err := errors.Join(err, os.RemoveAll(folder)); err != nil {
			t.Error(err)
		}
	})
	return p, folder
}

// serve leads every connection to the server.
func (p *Plans) serve(listener net.Listener, server string, all *sync.WaitGroup) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		behind, err := net.Dial("unix", server)
		if err != nil {
			client.Close()
			continue
		}
		all.Go(func() {
			_, _ = io.Copy(behind, client)
			behind.Close()
		})
		all.Go(func() {
			p.hear(client, behind)
			client.Close()
		})
	}
}

// hear passes on what the server answers, and keeps what it says of its plans.
func (p *Plans) hear(to io.Writer, from io.Reader) {
	for {
		head := make([]byte, 5)
		if _, err := io.ReadFull(from, head); err != nil {
			return
		}
		message := append(head, make([]byte, binary.BigEndian.Uint32(head[1:])-4)...)
		if _, err := io.ReadFull(from, message[5:]); err != nil {
			return
		}
		if message[0] == 'N' {
			p.keep(message[5:])
		}
		if _, err := to.Write(message); err != nil {
			return
		}
	}
}

// node is a part of a plan.
type node struct {
	Relation string  `json:"Relation Name"`
	Loops    float64 `json:"Actual Loops"`
	Plans    []node
}

func (p *Plans) keep(notice []byte) {
	var said pgproto3.NoticeResponse
	if said.Decode(notice) != nil {
		return
	}
	_, plan, is := strings.Cut(said.Message, "plan:\n")
	var told struct {
		Text string `json:"Query Text"`
		Plan node
	}
	if !is || json.Unmarshal([]byte(plan), &told) != nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	r := Ran{Text: told.Text}
	told.Plan.add(&r)
	p.ran = append(p.ran, r)
}

// add adds the tables of a plan that were really looked into.
func (n node) add(r *Ran) {
	if n.Relation != "" && n.Loops > 0 {
		r.Asked = append(r.Asked, n.Relation)
	}
	for _, part := range n.Plans {
		part.add(r)
	}
}

// Take returns what was run since it was taken last.
func (p *Plans) Take() []Ran {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	ran := p.ran
	p.ran = nil
	return ran
}

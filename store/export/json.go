package export

import (
	"bufio"
	"encoding/json"
	"io"
	"time"

	"shimei/store/statement"
)

// jsonSink writes one object, its lines as they come.
type jsonSink struct {
	out *bufio.Writer
	n   int
}

func newJSON(w io.Writer) *jsonSink { return &jsonSink{out: bufio.NewWriter(w)} }

type jsonHead struct {
	PartnerID     string      `json:"partner_id"`
	Month         string      `json:"month"`
	State         string      `json:"state"`
	ClosedAt      string      `json:"closed_at,omitempty"`
	Programme     string      `json:"programme"`
	ProgrammeHash string      `json:"programme_hash"`
	Hash          string      `json:"hash,omitempty"`
	Totals        []jsonTotal `json:"totals"`
}

type jsonTotal struct {
	Metric   string   `json:"metric"`
	Products []string `json:"products"`
	Corrects string   `json:"corrects,omitempty"`
	Amount   any      `json:"amount"`
}

type jsonLine struct {
	Metric       string   `json:"metric"`
	Products     []string `json:"products"`
	TenantID     string   `json:"tenant_id"`
	Customer     string   `json:"customer"`
	Subscription string   `json:"subscription_id,omitempty"`
	Product      string   `json:"product,omitempty"`
	Month        string   `json:"month"`
	Corrects     string   `json:"corrects,omitempty"`
	Route        string   `json:"route"`
	Amount       any      `json:"amount"`
}

func (j *jsonSink) head(st statement.Statement) error {
	h := jsonHead{PartnerID: st.Account.ID, Month: st.Month.String(), State: state(st), Programme: st.Programme.ID,
		ProgrammeHash: st.Programme.Hash, Hash: st.Hash, Totals: []jsonTotal{}}
	if st.ClosedAt != nil {
		h.ClosedAt = st.ClosedAt.Format(time.RFC3339)
	}
	for _, t := range st.Totals {
		h.Totals = append(h.Totals, jsonTotal{t.Metric().ID, t.Programme.ProductIDs(t.Measure), corrects(st, t.Subject), value(t.Subject, t.Amount)})
	}
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	_, err = j.out.WriteString(string(text[:len(text)-1]) + ",\n \"lines\": [")
	return err
}

func (j *jsonSink) line(st statement.Statement, l statement.Line) error {
	text, err := json.Marshal(jsonLine{l.Metric().ID, l.Programme.ProductIDs(l.Measure), l.TenantID, l.Customer.Name, l.Subscription, l.Product,
		l.Month.String(), corrects(st, l.Subject), l.Programme.Routes[l.Route].ID, value(l.Subject, l.Amount)})
	if err != nil {
		return err
	}
	separator := ",\n  "
	if j.n++; j.n == 1 {
		separator = "\n  "
	}
	_, err = j.out.WriteString(separator + string(text))
	return err
}

func (j *jsonSink) end() error {
	if _, err := j.out.WriteString("]}\n"); err != nil {
		return err
	}
	return j.out.Flush()
}

func (*jsonSink) close() error { return nil }

// value returns a count as a number, and money as a decimal string, as in all JSON of Shimei.
func value(subject statement.Subject, n int64) any {
	if subject.Metric().Money() {
		return amount(subject, n)
	}
	return n
}

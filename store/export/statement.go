package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"shimei/store"
	"shimei/store/programme"
	"shimei/store/statement"
)

// The forms of a file.
const (
	CSV  = "csv"
	JSON = "json"
	XLSX = "xlsx"
)

// ContentTypes are the media types of the forms.
var ContentTypes = map[string]string{
	CSV:  "text/csv; charset=utf-8",
	JSON: "application/json",
	XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// columns are the names of a line's cells, in the order of the file.
var columns = []string{"statement", "partner_id", "metric", "products", "tenant_id", "customer", "subscription_id", "product", "month",
	"corrects", "route", "amount"}

// sink is one form of file.
type sink interface {
	head(statement.Statement) error
	line(statement.Statement, statement.Line) error
	end() error
	close() error // also before its end
}

// Statement writes the statement of a partner's account for a month in one of the forms. An
// unknown partner is store.ErrNotFound, and then nothing is written.
func Statement(ctx context.Context, s *store.Store, partner string, m programme.Month, form string, w io.Writer) (err error) {
	file, err := sinkOf(form, w)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.close()) }()
	var st statement.Statement
	err = s.EachStatementLine(ctx, partner, m, func(head statement.Statement) error {
		st = head
		return file.head(head)
	}, func(l statement.Line) error { return file.line(st, l) })
	if err != nil {
		return err
	}
	return file.end()
}

func sinkOf(form string, w io.Writer) (sink, error) {
	switch form {
	case CSV:
		return csvSink{NewRows(w)}, nil
	case JSON:
		return newJSON(w), nil
	case XLSX:
		return newXLSX(w)
	}
	return nil, fmt.Errorf("a statement has no form %q", form)
}

// cells returns a line as text, in the order of columns.
func cells(st statement.Statement, l statement.Line) []string {
	return []string{st.Month.String(), st.Account.ID, l.Metric().ID, products(l.Subject), l.TenantID, l.Customer.Name, l.Subscription, l.Product,
		l.Month.String(), corrects(st, l.Subject), l.Programme.Routes[l.Route].ID, amount(l.Subject, l.Amount)}
}

func products(subject statement.Subject) string {
	return strings.Join(subject.Programme.ProductIDs(subject.Measure), " ")
}

// corrects returns the month of the statement that an amount corrects, "" for none.
func corrects(st statement.Statement, subject statement.Subject) string {
	if subject.Credit == st.Month {
		return ""
	}
	return subject.Credit.String()
}

// Amount writes n of a metric of p: a count as it is, and minor units of money as a decimal.
func Amount(p *programme.Programme, m *programme.Metric, n int64) string {
	if m.Money() {
		return programme.FormatDecimal(n, p.Digits)
	}
	return strconv.FormatInt(n, 10)
}

func amount(subject statement.Subject, n int64) string {
	return Amount(subject.Programme, subject.Metric(), n)
}

// state says whether a statement is closed.
func state(st statement.Statement) string {
	switch {
	case st.ClosedAt != nil:
		return "closed"
	case !st.Facts:
		return "no usage facts"
	}
	return "open"
}

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// factFile is a fact file of the world's, all but usage.
type factFile struct {
	name  string
	write func(*world, func(cells ...string)) // a call for each row, the header first
}

// factFiles are in the order of dependence.
var factFiles = []factFile{
	{"partners", writePartners},
	{"customers", writeCustomers},
	{"subscriptions", writeSubscriptions},
	{"sales", writeSales},
	{"associations", writeAssociations},
}

// writeFacts writes the files into a folder and returns their paths.
func (w *world) writeFacts(folder string) ([]string, error) {
	var paths []string
	for _, f := range factFiles {
		path := filepath.Join(folder, f.name+".csv")
		if err := toFile(path, func(out io.Writer) error { return f.to(w, out) }); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// to writes the file. No cell of the world's needs quoting.
func (f factFile) to(w *world, out io.Writer) error {
	var failed error
	f.write(w, func(cells ...string) {
		if _, err := io.WriteString(out, strings.Join(cells, ",")+"\n"); failed == nil {
			failed = err
		}
	})
	return failed
}

// toFile makes a file and writes it.
func toFile(path string, write func(io.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(file, 1<<20)
	return errors.Join(write(out), out.Flush(), file.Close())
}

func writePartners(w *world, row func(...string)) {
	row("partner_id", "name", "parent_id", "country", "status", "email")
	for k := range int32(w.partners) {
		d, parent, status := diceOf(ofPartner, int(k)), "", "active"
		if w.parent[k] >= 0 {
			parent = partnerID(w.parent[k])
		}
		if w.suspended(k) {
			status = "suspended"
		}
		row(partnerID(k), fmt.Sprintf("Partner %05d", k), parent, countryOf(&d), status, fmt.Sprintf("info@partner-%05d.example", k))
	}
}

func writeCustomers(w *world, row func(...string)) {
	row("tenant_id", "name", "domain", "country")
	for k := range int32(w.tenants) {
		d := diceOf(ofTenant, int(k))
		row(d.guid(), fmt.Sprintf("Customer %06d", k), fmt.Sprintf("customer-%06d.example", k), countryOf(&d))
	}
}

func countryOf(d *dice) string { return []string{"JP", "US", "DE", "GB"}[d.between(0, 3)] }

func writeSubscriptions(w *world, row func(...string)) {
	row("subscription_id", "tenant_id", "product", "kind", "licensing", "seats", "start_date", "end_date")
	for k := range int32(w.subscriptions) {
		s := w.subscription(k)
		seats, licensing := "", "direct"
		if s.seats > 0 {
			seats = fmt.Sprint(s.seats)
		}
		if orders(k) > 0 {
			licensing = []string{"ea", "open", "mpsa", "csp"}[k%4]
		}
		row(s.id, tenantID(s.tenant), s.product, s.kind, licensing, seats, day(s.start), day(s.end))
	}
}

// day writes a date, or an empty cell for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

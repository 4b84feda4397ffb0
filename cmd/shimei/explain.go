package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
)

type explainCommand struct {
	Partner    string `required:"" placeholder:"ID" help:"The account of this partner."`
	Competency string `required:"" placeholder:"ID" help:"The competency whose figures are explained."`
	Month      month  `placeholder:"2016-04" help:"Evaluation month; by default the latest that was declared complete, or else that counts."`
	Format     string `enum:"table,json,csv" default:"table" help:"Form of the output: ${enum}."`
}

// Run prints the lines that sum to each figure of a competency, and the misses with their reasons.
func (c explainCommand) Run(t *terminal) error {
	return t.showing(func(s *store.Store) error {
		all, p, err := s.Progress(t.ctx, report.ProgressFilter{Month: c.Month.Month, Partner: c.Partner})
		if err != nil {
			return err
		}
		place, known := p.CompetencyMeant(c.Competency)
		if !known {
			return misuse{fmt.Errorf("the programme has no competency %q; it has %s", c.Competency, strings.Join(competencies(p), ", "))}
		}
		out := bufio.NewWriter(t.out)
		e := explanation{terminal: t, store: s, p: p, progress: all[place]}
		write := e.rows
		if c.Format == "json" {
			write = e.json
		}
		if err := write(out, c.Format); err != nil {
			return err
		}
		return out.Flush()
	})
}

func competencies(p *programme.Programme) []string {
	var ids []string
	for _, c := range p.Competencies {
		ids = append(ids, c.ID)
	}
	return ids
}

// explanation writes the lines as they come, so that a large account needs no more memory
// than a small one.
type explanation struct {
	*terminal
	store    *store.Store
	p        *programme.Programme
	progress report.Progress
}

// each calls row for the lines of a requirement's figure, and unless credited is true also for its
// misses.
func (e explanation) each(requirement int, credited bool, row func(report.Explained) error) error {
	return e.store.Explain(e.ctx, report.FigureQuery{Scope: directory.Whole(e.progress.Account.Key), Month: e.progress.Month,
		Competency: e.progress.Competency, Requirement: requirement, Credited: credited}, row)
}

func (e explanation) requirements() []programme.Requirement {
	if e.progress.Version == nil {
		return nil
	}
	return e.progress.Version.Requirements
}

type lineObject struct {
	TenantID     string   `json:"tenant_id"`
	Subscription string   `json:"subscription_id,omitempty"`
	Product      string   `json:"product,omitempty"` // of the usage of a tenant and a product
	Month        string   `json:"month"`
	Amount       any      `json:"amount"`
	Route        string   `json:"route"`
	Routes       []string `json:"routes"`
	Locations    []string `json:"locations"`
	cameAs
	Source []sourceObject `json:"source,omitempty"`
}

// cameAs is how a converted amount came: in one currency, or in several.
type cameAs struct {
	Original  *originalObject  `json:"original,omitempty"`
	Originals []originalObject `json:"originals,omitempty"`
}

type originalObject struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
	Rate     string `json:"rate"`
}

func cameAsOf(l report.Explained) (c cameAs) {
	for _, o := range l.Originals {
		c.Originals = append(c.Originals, originalObject{o.Amount.String(), o.Currency, o.Rate.String()})
	}
	if len(c.Originals) == 1 {
		c.Original, c.Originals = &c.Originals[0], nil
	}
	return c
}

// sourceObject is where a fact came from; all of it is null where it came in before imports were recorded.
type sourceObject struct {
	Import *int64  `json:"import"`
	File   *string `json:"file"`
	Line   *int64  `json:"line"`
}

// beforeRecorded is what a source is called of which nothing is known.
const beforeRecorded = "before imports were recorded"

// sourceText writes sources as FILE:LINE (import N).
func sourceText(sources []sourceObject) string {
	words := make([]string, len(sources))
	for k, s := range sources {
		if words[k] = beforeRecorded; s.Import != nil {
			words[k] = fmt.Sprintf("%s:%d (import %d)", *s.File, *s.Line, *s.Import)
		}
	}
	return strings.Join(words, "; ")
}

type missObject struct {
	TenantID     string `json:"tenant_id"`
	Subscription string `json:"subscription_id,omitempty"`
	Product      string `json:"product,omitempty"`
	Month        string `json:"month"`
	Amount       any    `json:"amount"`
	Reason       string `json:"reason"`
	Route        string `json:"route"`
	cameAs
}

func (e explanation) line(metric *programme.Metric, l report.Explained) lineObject {
	o := lineObject{l.TenantID, l.Subscription, l.Product, l.Month.String(), amount(e.p, metric, l.Amount), "", []string{}, []string{}, cameAsOf(l), nil}
	for _, route := range l.Routes {
		o.Routes = append(o.Routes, e.p.Routes[route].ID)
	}
	o.Route = o.Routes[0]
	for _, location := range l.Locations {
		o.Locations = append(o.Locations, location.ID)
	}
	for _, s := range l.Sources {
		var from sourceObject
		if s.Import != 0 {
			from = sourceObject{&s.Import, &s.File, &s.Line}
		}
		o.Source = append(o.Source, from)
	}
	return o
}

func (e explanation) miss(metric *programme.Metric, m report.Explained) missObject {
	return missObject{m.TenantID, m.Subscription, m.Product, m.Month.String(), amount(e.p, metric, m.Amount), string(m.Reason), e.p.Routes[m.Routes[0]].ID, cameAsOf(m)}
}

// json writes the object that docs/formats.md describes. The lines of a requirement come before
// what is not credited, so its customers are gone through twice.
func (e explanation) json(w *bufio.Writer, _ string) error {
	head, err := json.Marshal(map[string]string{"partner_id": e.progress.Account.ID, "month": e.progress.Month.String(),
		"competency": e.p.Competencies[e.progress.Competency].ID})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s,\n \"requirements\": [", strings.TrimSuffix(string(head), "}"))
	for k, r := range e.requirements() {
		metric := e.p.MetricOf(r)
		credited, err := json.Marshal(amount(e.p, metric, e.progress.Figures[k]))
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\n  {\"metric\": %q, \"credited\": %s,\n   \"lines\": [", separator(k), metric.ID, credited)
		lines, misses := &jsonList{w: w}, &jsonList{w: w}
		if err := e.each(k, true, func(l report.Explained) error { return lines.add(e.line(metric, l)) }); err != nil {
			return err
		}
		fmt.Fprint(w, "],\n   \"not_credited\": [")
		if err := e.each(k, false, func(m report.Explained) error {
			if m.Reason == "" {
				return nil
			}
			return misses.add(e.miss(metric, m))
		}); err != nil {
			return err
		}
		fmt.Fprint(w, "]}")
	}
	_, err = fmt.Fprintln(w, "]}")
	return err
}

func separator(k int) string {
	if k == 0 {
		return ""
	}
	return ","
}

// jsonList writes elements one by one.
type jsonList struct {
	w io.Writer
	n int
}

func (l *jsonList) add(v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(l.w, "%s\n    %s", separator(l.n), text)
	l.n++
	return err
}

// rows writes one row a line: credited ones have routes and locations, the others a reason.
// Ids are as in writeRows.
func (e explanation) rows(w *bufio.Writer, format string) error {
	out := csv.NewWriter(w)
	if format == "table" {
		out.Comma = '\t'
	}
	if err := out.Write([]string{"metric", "tenant_id", "subscription_id", "product", "month", "amount", "route", "routes", "locations", "reason", "source", "original"}); err != nil {
		return err
	}
	for k, r := range e.requirements() {
		metric := e.p.MetricOf(r)
		err := e.each(k, false, func(l report.Explained) error {
			if l.Reason != "" {
				o := e.miss(metric, l)
				return out.Write([]string{metric.ID, o.TenantID, o.Subscription, o.Product, o.Month, fmt.Sprint(o.Amount), o.Route, "", "", o.Reason, "", l.CameAs()})
			}
			o := e.line(metric, l)
			return out.Write([]string{metric.ID, o.TenantID, o.Subscription, o.Product, o.Month, fmt.Sprint(o.Amount), o.Route,
				strings.Join(o.Routes, " "), strings.Join(o.Locations, " "), "", sourceText(o.Source), l.CameAs()})
		})
		if err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

package web

import (
	"fmt"
	"strings"
	"time"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.LinesPath, audience: views.Partner, section: "credit", get: linesPage, file: linesFile})
}

// pageLines is how many lines a page has: half of a list's, for each is worked out from the
// facts when it is looked at; and where lines are of many months, which make one row, of some customers.
func (f figure) pageLines() int {
	if f.metric.Months > 1 {
		return 2 * pageRows
	}
	return pageRows / 2
}

// linesPage explains one figure: its lines, and the amounts that it leaves out, with why.
func linesPage(r *request) (views.Page, error) {
	f, err := r.figureAsked()
	if err != nil {
		return nil, err
	}
	page := lines(f)
	if page.Link, err = r.ownLink(); err != nil {
		return nil, err
	}
	page.List = r.walk(views.LinesPath, views.FigureQuery(f.month, page.Competency, f.requirement))
	found, err := r.Store.ExplainPage(r.ctx(), f.query, cursor(page.List.After), f.pageLines())
	if err != nil {
		return nil, err
	}
	page.List.Next = cursorOf(found.Next)
	return page, explanation{f, found, r.QueryParams()["open"]}.fill(page)
}

// lines is the page of a figure, without its lines.
func lines(f figure) *views.LinesPage {
	page := &views.LinesPage{Account: partnerRef(f.account), Month: f.month, Competency: f.id(), Name: f.p.Competencies[f.competency].Name,
		Requirement: f.requirement, Metric: f.metric.Name, Money: f.metric.Money(), Total: f.total(), From: f.from(), To: f.month,
		Products: views.ProductNames(f.p, f.progress().Version.Requirements[f.requirement]),
		Trend:    f.cards()[f.competency].Requirements[f.requirement].Trend}
	return page
}

func lineRow(p *programme.Programme, l report.Explained) views.LineRow {
	return views.LineRow{Month: l.Month, Counted: p.Routes[l.Routes[0]].Name, Others: routeNames(p, l.Routes[1:]), Locations: partnerRefs(l.Locations),
		Sources: factSources(l.Sources), Amount: l.Amount, Originals: originals(p, l)}
}

// productName names the product of a line of the usage of a tenant and a product; empty for other lines.
func productName(p *programme.Programme, id string) programme.Text {
	if place, known := p.Product(id); known {
		return p.Products[place].Name
	}
	return programme.Text{}
}

// factSources tells a partner where facts came from: lines that follow one another in one. Folders of the vendor's
// are none of its business.
func factSources(sources []report.Source) []views.FactSource {
	var shown []views.FactSource
	for _, s := range sources {
		next := views.FactSource{File: fileName(s.File), Line: s.Line, Last: s.Line, At: s.At}
		if k := len(shown) - 1; k >= 0 && shown[k].File == next.File && shown[k].At.Equal(s.At) && shown[k].Last+1 == s.Line {
			shown[k].Last = s.Line
		} else {
			shown = append(shown, next)
		}
	}
	return shown
}

// fileName returns the name of a file without its folders.
func fileName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// sourceCell writes sources in one cell of a file.
func sourceCell(r *request, sources []report.Source) string {
	words := make([]string, len(sources))
	for k, s := range sources {
		if words[k] = r.l.T("lines.before_recorded"); s.Import != 0 {
			words[k] = fmt.Sprintf("%s:%d %s", fileName(s.File), s.Line, s.At.UTC().Format(time.RFC3339))
		}
	}
	return strings.Join(words, "; ")
}

// originals tells how a converted amount came. What came in the programme's own currency has no rate.
func originals(p *programme.Programme, l report.Explained) (shown []views.Original) {
	for _, o := range l.Originals {
		v := views.Original{Amount: o.Amount.String(), Currency: o.Currency}
		if o.Currency != p.Currency {
			v.Rate = o.Rate.String()
		}
		shown = append(shown, v)
	}
	return shown
}

// linesFile is all lines of a figure as a file, with the amounts that it leaves out.
func linesFile(r *request) (file, error) {
	f, err := r.figureAsked()
	if err != nil {
		return file{}, err
	}
	columns := []string{"customer", "tenant_id", "subscription_id", "product", "month", "amount", "route", "routes", "locations", "reason", "source", "original"}
	return file{name: f.name() + "-lines", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.Explain(r.ctx(), f.query, func(l report.Explained) error {
			return write(append(lineCells(f, l), sourceCell(r, l.Sources), l.CameAs())...)
		})
	}}, nil
}

func lineCells(f figure, l report.Explained) []any {
	routes := ""
	if l.Reason == "" {
		routes = routeIDs(f.p, l.Routes)
	}
	return []any{l.Customer.Name, l.TenantID, l.Subscription, l.Product, l.Month.String(), amount(f.p, f.metric, l.Amount), f.p.Routes[l.Routes[0]].ID,
		routes, partnerIDs(l.Locations), string(l.Reason)}
}

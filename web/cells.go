package web

import (
	"strings"
	"time"

	"shimei/store/directory"
	"shimei/store/export"
	"shimei/store/programme"
)

// Values as the files of lists have them: ids, and dates and months as in the fact files, so
// that a file that was taken from the portal reads like one that is fed to it. The cells of a
// row stand beside its page.

// day is a date of a file; nil for none.
func day(i programme.Instant, zone *time.Location) any {
	if i == programme.NoEnd {
		return nil
	}
	return i.In(zone).Format(time.DateOnly)
}

// moment is an instant of a file; nil for none.
func moment(i programme.Instant, zone *time.Location) any {
	if i == programme.NoEnd {
		return nil
	}
	return i.In(zone).Format(time.RFC3339)
}

// whole is a number that may be absent.
func whole(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}

// productID is the id of a product by its place in the programme; "" for none.
func productID(p *programme.Programme, product int) string {
	if product < 0 {
		return ""
	}
	return p.Products[product].ID
}

// amount is a count as a number, and money as text, digit for digit (R11).
func amount(p *programme.Programme, m *programme.Metric, n int64) any {
	if m.Money() {
		return export.Amount(p, m, n)
	}
	return n
}

// productIDs are the ids of a requirement's products in one cell.
func productIDs(p *programme.Programme, r programme.Requirement) string {
	return strings.Join(p.ProductsOf(r), " ")
}

func routeIDs(p *programme.Programme, routes []int) string {
	ids := make([]string, len(routes))
	for k, route := range routes {
		ids[k] = p.Routes[route].ID
	}
	return strings.Join(ids, " ")
}

func partnerIDs(partners []directory.Partner) string {
	ids := make([]string, len(partners))
	for k, p := range partners {
		ids[k] = p.ID
	}
	return strings.Join(ids, " ")
}

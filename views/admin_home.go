package views

import (
	"strings"

	"shimei/store/programme"
)

// AdminHomePath is the address of the admins' home.
const AdminHomePath = "/admin"

// AdminHomePage says what waits for the vendor's people, how recent the facts are, and what failed.
type AdminHomePage struct {
	Frame
	Waiting  int64           // cases to review
	Cases    []ReviewCase    // the first of them, the oldest first
	Refused  *Import         // the latest file, where it was refused as it came in; else nil
	Unmailed int64           // letters that could not be sent
	Closing  programme.Month // that can be closed now; 0 for none
}

// points are the sentences, the most urgent first.
func (p AdminHomePage) points() (points []Point) {
	if p.Waiting > 0 {
		points = append(points, p.queue())
	}
	if p.Refused != nil {
		points = append(points, Point{Urgent: true, Path: ImportPath(p.Refused.ID), Act: p.T("admin_home.see_errors"),
			Text: p.T("admin_home.refused", "File", strings.Join(p.Refused.Files, p.T("list.separator")), "Time", p.moment(p.Refused.At))})
	}
	if p.StaleFor > 0 || p.FactsReceived == nil {
		points = append(points, p.facts())
	}
	if p.Unmailed > 0 {
		points = append(points, Point{Urgent: true, Text: p.T("admin_home.unmailed", "N", p.Unmailed), Path: MessagesPath, Act: p.T("admin_home.see_mail")})
	}
	if p.Closing > 0 {
		point := Point{Text: p.T("admin_home.closing", "Month", p.L.Month(p.Closing)), Path: StatementsPath, Act: p.T("admin_home.see_months")}
		if p.Person.May("run") {
			point.Path, point.Act = CloseMonthPath(p.Closing), p.T("admin_home.close", "Month", p.L.Month(p.Closing))
		}
		points = append(points, point)
	}
	if len(points) == 0 {
		points = []Point{{Text: p.T("admin_home.calm")}}
	}
	return points
}

// queue is to review what waits longest.
func (p AdminHomePage) queue() Point {
	return Point{Text: p.T("admin_home.queue", "N", p.Waiting, "Date", p.date(p.Cases[0].AskedAt)), Urgent: true, About: p.T("review.title"),
		Path: RequestPath(Admin, p.Cases[0].Reference), Act: p.T("admin_home.review")}
}

// facts is to bring the facts in, for who may.
func (p AdminHomePage) facts() Point {
	point := Point{Text: p.T("admin_home.no_facts"), Urgent: true, Path: ImportsPath, Act: p.T("admin_home.see_imports")}
	if p.FactsReceived != nil {
		point.Text = p.T("admin_home.stale", "N", p.StaleFor, "Date", p.date(*p.FactsReceived))
	}
	return point
}

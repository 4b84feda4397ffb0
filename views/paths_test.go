package views

import (
	"testing"
	"time"

	"shimei/store/programme"
)

func TestPathsEscapeWhatTheyAreGiven(t *testing.T) {
	filter := AssignmentFilter{Partner: "a&b", State: FilterOpen}
	for _, c := range []struct{ got, want string }{
		{SubscriptionPath("a/b ?"), "/subscriptions/a%2Fb%20%3F"},
		{RemovePath("a/b"), "/subscriptions/a%2Fb/remove"},
		{AsSeenPath("4 5/6"), "/access/4%205%2F6/as-seen"},
		{NominationPath("N-1"), "/nominations/N-1"},
		{NominateStep(NominatePath, nil, ""), "/nominate"},
		{NominateStep(NominateCheckPath, []string{"a", "b&c"}, "4 5"), "/nominate/check?partner=4+5&s=a&s=b%26c"},
		{CreditOf(programme.MonthOf(2016, time.April), "smmcs", 1), "/partner/credit?competency=smmcs&month=2016-04&requirement=1"},
		{OverviewMonth(programme.MonthOf(2016, time.April)), "/partner?month=2016-04"},
		{AssignmentPath(7), "/admin/assignments/7"},
		{FilePath(ImportErrorsPath(7), "csv"), "/admin/imports/7/errors.csv"},
		{AssignmentsPage{Filter: filter, List: List{Path: AssignmentsPath, Sort: "-x"}}.chips()[0].Remove, "/admin/assignments?sort=-x&state=open"},
		{HomeOf(Partner), OverviewPath}, {HomeOf(""), HomePath},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}

package programme

import (
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/toml"
)

// mostDays is the longest term: ten years, so that a mistyped one is found.
const mostDays = 3660

// loadTerms reads the table of terms, all of whose keys may be left out.
func (t table) loadTerms(p *Programme) {
	p.Terms = usualTerms()
	v := t.Find("terms")
	if v == nil {
		return
	}
	terms, is := t.table(v, "terms", "answer_days", "return_days", "dispute_days", "link_days", "longest_days", "remind_days")
	if !is {
		return
	}
	for key, days := range map[string]*int{"answer_days": &p.Terms.AnswerDays, "return_days": &p.Terms.ReturnDays,
		"dispute_days": &p.Terms.DisputeDays, "link_days": &p.Terms.LinkDays, "longest_days": &p.Terms.LongestDays} {
		if n := terms.Find(key); n != nil && terms.Is(n, key, unstable.Integer) {
			*days = terms.days(n, key)
		}
	}
	if n := terms.Find("remind_days"); n != nil && terms.Is(n, "remind_days", unstable.Array) {
		p.Terms.RemindDays = nil
		for _, item := range n.Items {
			if terms.Is(item, "a day of remind_days", unstable.Integer) {
				p.Terms.RemindDays = append(p.Terms.RemindDays, terms.days(item, "remind_days"))
			}
		}
		slices.Sort(p.Terms.RemindDays)
		slices.Reverse(p.Terms.RemindDays)
	}
}

// days reads a number of days.
func (t table) days(n *toml.Node, key string) int {
	return t.upTo(n, key, "a number of days", mostDays)
}

package intake

import (
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// Untaken is usage that is stored and that another programme would not take: with a workload, or an amount.
type Untaken struct {
	Product  string
	Workload string           // "" where an amount is not taken
	Amount   programme.Amount // "" where a workload is not known
	Rows     int64
}

// UntakenBy returns what is stored of the workloads and amounts that products have in one programme and not in
// another one.
func UntakenBy(tx *db.Tx, from, to *programme.Programme) (all []Untaken, err error) {
	for _, was := range from.Products {
		place, known := to.Product(was.ID)
		if !known {
			continue // it may have no usage
		}
		if is := to.Products[place]; without(was.Workloads, is.Workloads) != nil || without(was.Takes, is.Takes) != nil {
			rows, err := reportedUsage(tx, "coalesce(s.product, t.product) = $1", was.ID)
			if err != nil {
				return nil, err
			}
			all = append(all, untaken(rows, was, is)...)
		}
	}
	return all, nil
}

// untaken counts the rows with what a product had and has no more.
func untaken(rows []reported, was, is programme.Product) (all []Untaken) {
	for _, r := range rows {
		if slices.Contains(without(was.Workloads, is.Workloads), r.workload) {
			all = append(all, Untaken{Product: was.ID, Workload: r.workload, Rows: r.rows})
		}
	}
	for _, a := range without(was.Takes, is.Takes) {
		x := Untaken{Product: was.ID, Amount: a}
		for _, r := range rows {
			x.Rows += r.of[a]
		}
		if x.Rows > 0 {
			all = append(all, x)
		}
	}
	return all
}

// without returns what of a list is not in another one.
func without[T comparable](all, other []T) []T {
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool { return slices.Contains(other, x) })
}

// reported is what is stored of a workload: the number of rows, and of those with each amount.
type reported struct {
	workload string
	rows     int64
	of       map[programme.Amount]int64
}

// reportedUsage returns what is stored in the rows u of usage of a condition, by workload.
func reportedUsage(tx *db.Tx, where string, arg any) (all []reported, err error) {
	return all, tx.Each(func(scan db.Scan) error {
		var r reported
		var seats, users, consumed int64
		err := scan(&r.workload, &r.rows, &seats, &users, &consumed)
		r.of = map[programme.Amount]int64{programme.AmountSeats: seats, programme.AmountActiveUsers: users, programme.AmountConsumed: consumed}
		all = append(all, r)
		return err
	}, `SELECT u.workload, count(*), count(coalesce(u.available, u.assigned)), count(u.active), count(u.consumed) FROM usage u
		LEFT JOIN subscriptions s ON s.id = u.subscription_id LEFT JOIN tenant_products t ON t.id = -u.subscription_id
		WHERE `+where+" GROUP BY u.workload ORDER BY u.workload", arg)
}

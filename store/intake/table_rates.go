package intake

import (
	"fmt"

	"shimei/store/db"
	"shimei/store/programme"
)

// rateTable is the rates, known by month and currency.
type rateTable struct{}

type rateText struct {
	Rate string `json:"rate"`
	writer
}

func (k rateKey) text() string { return encoded([]string{k.month.String(), k.currency}) }

func rateKeyOf(key string) (k rateKey, err error) {
	parts := keyParts(key)
	if len(parts) != 2 {
		return k, fmt.Errorf("%q is no key of a rate", key)
	}
	k.currency = parts[1]
	k.month, err = programme.ParseMonth(parts[0])
	return k, err
}

// eachRate calls row with the key and the state of rates.
func (im *importer) eachRate(row func(key string, s state), where string, args ...any) error {
	return im.tx.Each(func(scan db.Scan) error {
		var k rateKey
		var r rateText
		err := scan(&k.month, &k.currency, &r.Rate, &r.Import, &r.Line)
		row(k.text(), state{encoded(r), r.writer})
		return err
	}, "SELECT month, currency, rate, coalesce(import_id, 0), coalesce(line, 0) FROM rates WHERE "+where, args...)
}

func (rateTable) stands(im *importer, keys []string) (map[string]state, error) {
	wanted, months := make(map[string]bool, len(keys)), make([]int64, 0, len(keys))
	for _, key := range keys {
		k, err := rateKeyOf(key)
		if err != nil {
			return nil, err
		}
		wanted[key] = true
		months = append(months, int64(k.month))
	}
	found := make(map[string]state, len(keys))
	return found, im.eachRate(func(key string, s state) {
		if wanted[key] {
			found[key] = s
		}
	}, "month IN "+db.Keys(months))
}

func (rateTable) pages(im *importer, of Record, take func([]string) error) error {
	var keys []string
	if err := im.eachRate(func(key string, _ state) { keys = append(keys, key) }, "import_id = $1 ORDER BY month, currency", of.Key); err != nil {
		return err
	}
	return inPages(keys, take)
}

// stay keeps a rate that usage is converted at.
func (rateTable) stay(im *importer, steps []step) (map[string]Why, error) {
	stay := map[string]Why{}
	for _, key := range removed(steps) {
		k, err := rateKeyOf(key)
		if err != nil {
			return nil, err
		}
		var is int64
		needed, err := im.tx.One([]any{&is}, "SELECT 1 FROM usage u WHERE u.month = $1 AND ("+inCurrency(k.currency)+") LIMIT 1", int64(k.month))
		if err != nil {
			return nil, err
		}
		if needed {
			stay[key] = NeededByUsage
		}
	}
	return stay, nil
}

func (rateTable) apply(im *importer, steps []step) error {
	var put [][]any
	changed := map[programme.Month][]string{}
	for _, s := range steps {
		k, err := rateKeyOf(s.key)
		if err != nil {
			return err
		}
		if s.then == "" {
			if err := im.tx.Exec("DELETE FROM rates WHERE month = $1 AND currency = $2", int64(k.month), k.currency); err != nil {
				return err
			}
			continue
		}
		var r rateText
		if err := decode(s.then, &r); err != nil {
			return err
		}
		put = append(put, []any{int64(k.month), k.currency, r.Rate, orNone(r.Import), orNone(r.Line)})
		if s.now.text != "" {
			changed[k.month] = append(changed[k.month], k.currency)
		}
	}
	return im.putRates(put, changed)
}

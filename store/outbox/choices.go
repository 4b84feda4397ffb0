package outbox

import (
	"slices"

	"shimei/store/db"
)

// Unmailed returns the topics that a person wants no mail of, and the elective ones that they did not choose.
func Unmailed(tx *db.Tx, person int64) (topics []Topic, err error) {
	err = tx.Each(func(scan db.Scan) error {
		var t Topic
		err := scan(&t)
		topics = append(topics, t)
		return err
	}, `SELECT topic FROM unmailed WHERE person_id = $1
		UNION SELECT $2 FROM people WHERE id = $1 AND customer_id IS NULL AND partner_id IS NULL AND NOT EXISTS (SELECT 1 FROM elected WHERE person_id = $1 AND topic = $2) ORDER BY 1`, person, string(Desk))
	return topics, err
}

// Choose keeps of which of some topics a person wants mail; of an elective one, also whether they are told at
// all. Mail that waits is of the choice too.
func Choose(tx *db.Tx, person int64, of, mailed []Topic) error {
	for _, t := range of {
		choose := chooseMail
		if t.Elective() {
			choose = elect
		}
		if err := choose(tx, person, t, slices.Contains(mailed, t)); err != nil {
			return err
		}
	}
	return nil
}

func chooseMail(tx *db.Tx, person int64, t Topic, mailed bool) error {
	if err := tx.Exec("DELETE FROM unmailed WHERE person_id = $1 AND topic = $2", person, string(t)); err != nil || mailed {
		return err
	}
	if err := tx.Exec("INSERT INTO unmailed (person_id, topic) VALUES ($1, $2)", person, string(t)); err != nil {
		return err
	}
	return unmail(tx, person, t)
}

func elect(tx *db.Tx, person int64, t Topic, chosen bool) error {
	if err := tx.Exec("DELETE FROM elected WHERE person_id = $1 AND topic = $2", person, string(t)); err != nil {
		return err
	}
	if chosen {
		return tx.Exec("INSERT INTO elected (person_id, topic) VALUES ($1, $2)", person, string(t))
	}
	return unmail(tx, person, t)
}

// unmail has the mail of a topic that waits not be sent.
func unmail(tx *db.Tx, person int64, t Topic) error {
	return tx.Exec("UPDATE messages SET mail = 'none', next_at = NULL WHERE person_id = $1 AND topic = $2 AND mail = 'due'", person, string(t))
}

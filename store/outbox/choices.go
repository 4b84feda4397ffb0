package outbox

import (
	"slices"

	"shimei/store/db"
)

// Unmailed returns the topics that a person wants no mail of.
func Unmailed(tx *db.Tx, person int64) (topics []Topic, err error) {
	err = tx.Each(func(scan db.Scan) error {
		var t Topic
		err := scan(&t)
		topics = append(topics, t)
		return err
	}, "SELECT topic FROM unmailed WHERE person_id = $1 ORDER BY topic", person)
	return topics, err
}

// Choose keeps of which of some topics a person wants mail. Mail that waits is of the choice too.
func Choose(tx *db.Tx, person int64, of, mailed []Topic) error {
	for _, t := range of {
		if err := tx.Exec("DELETE FROM unmailed WHERE person_id = $1 AND topic = $2", person, string(t)); err != nil {
			return err
		}
		if slices.Contains(mailed, t) {
			continue
		}
		if err := tx.Exec("INSERT INTO unmailed (person_id, topic) VALUES ($1, $2)", person, string(t)); err != nil {
			return err
		}
		if err := tx.Exec("UPDATE messages SET mail = 'none', next_at = NULL WHERE person_id = $1 AND topic = $2 AND mail = 'due'", person, string(t)); err != nil {
			return err
		}
	}
	return nil
}

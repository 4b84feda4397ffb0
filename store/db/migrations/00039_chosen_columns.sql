-- Which columns a person has a list show, by the list's address: their names, with commas between them.

-- +goose Up
CREATE TABLE chosen_columns (
	person_id BIGINT NOT NULL REFERENCES people (id),
	list      TEXT NOT NULL {bytewise},
	columns   TEXT NOT NULL {bytewise},
	PRIMARY KEY (person_id, list)
) {clustered};

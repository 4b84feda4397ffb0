-- A form that was not taken, since the session had ended or its person had to prove once more who it is: what was
-- filled in, for an hour, for that person alone. id is the hash of a secret that the browser holds.

-- +goose Up
CREATE TABLE unsent_forms (
	id        TEXT NOT NULL PRIMARY KEY,
	person_id BIGINT NOT NULL REFERENCES people (id),
	path      TEXT NOT NULL,
	form      TEXT NOT NULL,
	at        BIGINT NOT NULL
);
CREATE INDEX unsent_forms_at ON unsent_forms (at);
CREATE INDEX unsent_forms_person ON unsent_forms (person_id);

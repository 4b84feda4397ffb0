-- A second factor: the app that shows a code each half minute, by the secret that it shares with the portal, and the
-- codes for the day on which there is no app, each by its hash. last_step is the half minute of the latest code that
-- was taken: no code of it or of one before is taken again. A customer or a partner may want a second factor of all
-- its people.

-- +goose Up
CREATE TABLE code_apps (
	person_id BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
	secret    TEXT NOT NULL,
	last_step BIGINT NOT NULL,
	since     BIGINT NOT NULL
);
CREATE TABLE recovery_codes (
	id        TEXT NOT NULL PRIMARY KEY,
	person_id BIGINT NOT NULL REFERENCES people (id)
);
CREATE INDEX recovery_codes_person ON recovery_codes (person_id);
ALTER TABLE customers ADD COLUMN second_factor BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE partners ADD COLUMN second_factor BOOLEAN NOT NULL DEFAULT FALSE;

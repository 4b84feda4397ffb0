-- An account that somebody was invited to has no joined_at until that person comes in. tokens are the secrets
-- of links that are good once, each by its hash: of an invitation, of a new password, and of an empty
-- portal's first admin, which is of no person yet.

-- +goose Up
ALTER TABLE people ADD COLUMN joined_at BIGINT;
UPDATE people SET joined_at = 0;
CREATE TABLE tokens (
	id         TEXT NOT NULL PRIMARY KEY,
	kind       TEXT NOT NULL {bytewise},
	person_id  BIGINT REFERENCES people (id),
	expires_at BIGINT NOT NULL
);
CREATE INDEX tokens_person ON tokens (person_id);

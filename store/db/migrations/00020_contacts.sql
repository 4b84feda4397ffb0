-- Whom the customers of a location turn to, as its people say; where nobody did, that is the address of the
-- partner. secrets are keys that the portal made for itself and shares with all portals on the database.

-- +goose Up
CREATE TABLE contacts (
	partner_id BIGINT NOT NULL PRIMARY KEY REFERENCES partners (id),
	name       TEXT NOT NULL,
	email      TEXT NOT NULL,
	phone      TEXT NOT NULL,
	hours      TEXT NOT NULL
);
CREATE TABLE secrets (
	name  TEXT NOT NULL PRIMARY KEY,
	value {bytes} NOT NULL
);

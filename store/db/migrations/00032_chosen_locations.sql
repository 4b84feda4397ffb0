-- A partner's person may see and act for chosen locations of the account alone. chosen tells such a person from one for
-- the whole account: who has chosen locations of which none is left, since they went to another account, sees nothing.

-- +goose Up
ALTER TABLE people ADD COLUMN chosen BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TABLE person_locations (
	person_id  BIGINT NOT NULL REFERENCES people (id),
	partner_id BIGINT NOT NULL REFERENCES partners (id),
	PRIMARY KEY (person_id, partner_id)
);
CREATE INDEX person_locations_partner ON person_locations (partner_id);

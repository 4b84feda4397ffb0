-- An account may be erased: its row stays for what its person did, under another name. An account that was moved or
-- merged leads to the one that goes on. closer is what the hash of a statement covers of who closed it: a digest of the
-- address with closer_salt, so that the address can be erased and the hash still fits. Statements that were closed before
-- cover the address itself, and have no digest.

-- +goose Up
ALTER TABLE people ADD COLUMN erased_at BIGINT;
ALTER TABLE people ADD COLUMN became BIGINT REFERENCES people (id);
ALTER TABLE statements ADD COLUMN closer TEXT NOT NULL DEFAULT '';
ALTER TABLE statements ADD COLUMN closer_salt TEXT NOT NULL DEFAULT '';

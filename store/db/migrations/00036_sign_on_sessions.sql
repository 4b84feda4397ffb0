-- A provider of single sign-on may tell of a session that has ended there by its own name of it alone (sid), and not of
-- whom it was. sign_on is the hash of issuer and name, of the session here and of a sign-in that lacks its second step.

-- +goose Up
ALTER TABLE sessions ADD COLUMN sign_on TEXT NOT NULL DEFAULT '';
CREATE INDEX sessions_sign_on ON sessions (sign_on) WHERE sign_on <> '';
ALTER TABLE tokens ADD COLUMN sign_on TEXT NOT NULL DEFAULT '';

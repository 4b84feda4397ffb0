-- Files that show what a claim says (docs/programme.md, "Requests"), each as it came: with the transaction
-- of the claim, or of the answer that added what was missing. place counts a request's files from 1, kind is
-- the media type that the content was found to be of, and sha256 is that of the content, in hexadecimal.

-- +goose Up
CREATE TABLE evidence (
	request_id BIGINT NOT NULL REFERENCES requests (id),
	place      INTEGER NOT NULL,
	name       TEXT NOT NULL,
	kind       TEXT NOT NULL,
	size       BIGINT NOT NULL,
	sha256     TEXT NOT NULL,
	at         BIGINT NOT NULL,
	content    {bytes} NOT NULL,
	PRIMARY KEY (request_id, place)
);

-- What a location tells customers of itself, beside its support contact: where it works, in which languages (codes with
-- spaces between them), and a few words. found is the place as it is searched.

-- +goose Up
CREATE TABLE profiles (
	partner_id   BIGINT NOT NULL PRIMARY KEY REFERENCES partners (id),
	place        TEXT NOT NULL,
	found        TEXT NOT NULL,
	languages    TEXT NOT NULL,
	introduction TEXT NOT NULL
);

-- What partners, customers and admins ask each other for (docs/programme.md, "Requests"). way and state
-- are those of programme/life.go; due_at is when the state is over, NULL for never. days are how many
-- a delegation is asked for, or is to be longer. association_id is the association that came of it, or of
-- an extension and a correction the one that it is about, and from_day and to_day what a correction asks
-- for. flags say, in words apart, why an admin looks at a nomination; version counts the acts, so that
-- nobody decides on what they did not see. What happened is in events of the subject 'request'.

-- +goose Up
CREATE TABLE requests (
	id              {key},
	reference       TEXT NOT NULL {bytewise} UNIQUE,
	way             TEXT NOT NULL {bytewise},
	state           TEXT NOT NULL {bytewise},
	route           TEXT NOT NULL {bytewise},
	partner_id      BIGINT NOT NULL REFERENCES partners (id),
	customer_id     BIGINT NOT NULL REFERENCES customers (id),
	subscription_id BIGINT REFERENCES subscriptions (id),
	association_id  BIGINT,
	name            TEXT NOT NULL,
	days            INTEGER NOT NULL,
	from_day        INTEGER,
	to_day          INTEGER,
	asked_at        BIGINT NOT NULL,
	asked_by        BIGINT NOT NULL REFERENCES people (id),
	due_at          BIGINT,
	objected        BOOLEAN NOT NULL,
	disputed        BOOLEAN NOT NULL,
	reviewed        BOOLEAN NOT NULL,
	flags           TEXT NOT NULL,
	version         BIGINT NOT NULL
);
CREATE INDEX requests_customer ON requests (customer_id);
CREATE INDEX requests_partner ON requests (partner_id);
CREATE INDEX requests_association ON requests (association_id);
CREATE INDEX requests_due ON requests (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX requests_to_review ON requests (id) WHERE state = 'submitted' OR NOT reviewed;
-- Nobody is asked for the same twice at a time: whoever comes second finds the place taken.
CREATE UNIQUE INDEX requests_once ON requests (way, route, partner_id, customer_id, coalesce(subscription_id, 0))
	WHERE state IN ('proposed', 'submitted', 'returned');
DROP INDEX events_reference;
CREATE UNIQUE INDEX events_reference ON events (reference, subscription_id) WHERE subject = 'association';
CREATE INDEX events_told ON events (reference);

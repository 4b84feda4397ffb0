-- Events can be of anything. kind says what happened and subject, with its key, to what:
-- 'association' until others come. actor_id is the person who did it, NULL for the portal itself.
-- customer_id and subscription_id say whose histories it is part of, NULL for nobody's. before and
-- after are the subject's values that changed, as JSON, '' for none; a partner among them is a
-- reference, so that it can be looked for.

-- +goose Up
ALTER TABLE events RENAME TO nominations_told;
DROP INDEX events_subscription;
DROP INDEX events_association;
DROP INDEX events_reference;
CREATE TABLE events (
	id                {key},
	at                BIGINT NOT NULL,
	kind              TEXT NOT NULL {bytewise},
	subject           TEXT NOT NULL {bytewise},
	subject_key       BIGINT NOT NULL,
	actor_id          BIGINT REFERENCES people (id),
	reference         TEXT NOT NULL,
	customer_id       BIGINT REFERENCES customers (id),
	subscription_id   BIGINT REFERENCES subscriptions (id),
	before_partner_id BIGINT REFERENCES partners (id),
	after_partner_id  BIGINT REFERENCES partners (id),
	before            TEXT NOT NULL,
	after             TEXT NOT NULL
);
INSERT INTO events (at, kind, subject, subject_key, actor_id, reference, customer_id, subscription_id,
	before_partner_id, after_partner_id, before, after)
SELECT at, action, 'association', coalesce(association_id, 0), person_id, reference, customer_id, subscription_id,
	earlier_partner_id, partner_id, '', '' FROM nominations_told ORDER BY id;
DROP TABLE nominations_told;
CREATE INDEX events_subscription ON events (subscription_id, id);
CREATE INDEX events_subject ON events (subject, subject_key);
CREATE UNIQUE INDEX events_reference ON events (reference, subscription_id);

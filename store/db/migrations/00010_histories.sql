-- Values of status, parent, tenant and kind over time (R4a). The subject's own column holds the latest
-- of them; rows stand here only where there is more to know than that it holds from ever: each value
-- with the day that it holds from, as days since 1970-01-01, NULL for ever, and the instant at which
-- that day begins in the zone of the programme in force. attribute is
-- 'status' or 'parent' of a partner, 'tenant' or 'kind' of a subscription; value is 1 for a suspended
-- partner, the key of the parent or of the customer (0 for no parent), and of a kind its place in the
-- order paid, trial, internal. Every value of an earlier database holds from ever.
--
-- An association with a subscription that the customer opened is of the customer that is named, and
-- of nobody else (R5a): R5 still holds of the subscription, whoever nominated.

-- +goose Up
CREATE TABLE histories (
	attribute TEXT NOT NULL {bytewise},
	subject   BIGINT NOT NULL,
	from_at   BIGINT NOT NULL,
	from_day  BIGINT,
	value     BIGINT NOT NULL,
	PRIMARY KEY (attribute, subject, from_at)
) {clustered};
CREATE INDEX histories_value ON histories (attribute, value, subject);
-- Who held the subscriptions that moved, from when to when: the earliest of them from ever. A day that
-- restates the tenant begins no tenure.
CREATE VIEW tenures AS
SELECT h.subject AS subscription_id, h.value AS customer_id,
	CASE WHEN EXISTS (SELECT 1 FROM histories e WHERE e.attribute = 'tenant' AND e.subject = h.subject AND e.from_at < h.from_at)
		THEN h.from_at ELSE -9223372036854775807 END AS from_at,
	coalesce((SELECT min(n.from_at) FROM histories n WHERE n.attribute = 'tenant' AND n.subject = h.subject AND n.from_at > h.from_at
		AND n.value <> h.value), 9223372036854775807) AS to_at
FROM histories h WHERE h.attribute = 'tenant' AND NOT EXISTS (SELECT 1 FROM histories p WHERE p.attribute = 'tenant' AND p.subject = h.subject
	AND p.value = h.value AND p.from_at = (SELECT max(q.from_at) FROM histories q WHERE q.attribute = 'tenant' AND q.subject = h.subject AND q.from_at < h.from_at));
CREATE INDEX events_customer ON events (customer_id, id);
-- Whoever nominates ends what anybody nominated before (R5).
DROP INDEX associations_one_open;
CREATE UNIQUE INDEX associations_one_open ON associations
	(route, coalesce(subscription_id, 0), (CASE WHEN subscription_id IS NULL THEN customer_id ELSE 0 END)) WHERE exclusive AND to_at IS NULL;

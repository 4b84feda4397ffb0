-- The first schema. Instants are unix milliseconds UTC, months year*12 + month-1, money
-- minor units of the programme's currency. Keys inside are integers; the ids that files
-- and people know stand once, in the table of what they name.
--
-- {key}, {clustered} and {bytewise} are filled in by engine.go: the words for a key that
-- counts itself, for a table kept in the order of its primary key, and for text that is
-- ordered by its bytes.

-- +goose Up
CREATE TABLE partners (
	id         {key},
	partner_id TEXT NOT NULL {bytewise} UNIQUE,
	name       TEXT NOT NULL,
	parent_id  BIGINT REFERENCES partners (id),
	country    TEXT NOT NULL,
	email      TEXT NOT NULL,
	suspended  BOOLEAN NOT NULL
);
CREATE INDEX partners_parent ON partners (parent_id);

CREATE TABLE customers (
	id        {key},
	tenant_id TEXT NOT NULL {bytewise} UNIQUE,
	name      TEXT NOT NULL,
	domain    TEXT NOT NULL,
	country   TEXT NOT NULL
);

CREATE TABLE people (
	id          {key},
	email       TEXT NOT NULL UNIQUE,
	name        TEXT NOT NULL,
	role        TEXT NOT NULL,
	customer_id BIGINT REFERENCES customers (id),
	partner_id  BIGINT REFERENCES partners (id),
	password    TEXT NOT NULL,
	language    TEXT NOT NULL,
	disabled    BOOLEAN NOT NULL
);

CREATE TABLE subscriptions (
	id              {key},
	subscription_id TEXT NOT NULL {bytewise} UNIQUE,
	customer_id     BIGINT NOT NULL REFERENCES customers (id),
	product         TEXT NOT NULL,
	kind            TEXT NOT NULL,
	licensing       TEXT NOT NULL,
	seats           BIGINT,
	start_at        BIGINT NOT NULL,
	end_at          BIGINT,
	renewal_at      BIGINT,
	auto_renew      BOOLEAN
);
CREATE INDEX subscriptions_customer ON subscriptions (customer_id);

-- Month first, so that a month's import touches that month's pages and not the history.
CREATE TABLE usage (
	month           INTEGER NOT NULL,
	subscription_id BIGINT NOT NULL REFERENCES subscriptions (id),
	workload        TEXT NOT NULL {bytewise},
	available       BIGINT,
	assigned        BIGINT,
	active          BIGINT,
	consumed        BIGINT,
	PRIMARY KEY (month, subscription_id, workload)
) {clustered};

CREATE TABLE sales (
	order_id        TEXT NOT NULL {bytewise} PRIMARY KEY,
	subscription_id BIGINT NOT NULL REFERENCES subscriptions (id),
	partner_id      BIGINT NOT NULL REFERENCES partners (id),
	sold_at         BIGINT NOT NULL,
	seats           BIGINT NOT NULL
) {clustered};
CREATE INDEX sales_subscription ON sales (subscription_id, partner_id);

CREATE TABLE imports (
	id        {key},
	at        BIGINT NOT NULL,
	actor     TEXT NOT NULL,
	file      TEXT NOT NULL,
	kind      TEXT NOT NULL,
	state     TEXT NOT NULL,
	read      BIGINT NOT NULL,
	added     BIGINT NOT NULL,
	changed   BIGINT NOT NULL,
	unchanged BIGINT NOT NULL
);

CREATE TABLE import_faults (
	import_id   BIGINT NOT NULL REFERENCES imports (id),
	place       INTEGER NOT NULL,
	line        INTEGER NOT NULL,
	column_name TEXT NOT NULL,
	message     TEXT NOT NULL,
	PRIMARY KEY (import_id, place)
) {clustered};

-- subscription_id is NULL where the association is with the whole tenant. closed_at is when
-- a person ended it: no file opens it again. to_at is the end in effect, which for an
-- exclusive route is at the latest where the next one begins.
CREATE TABLE associations (
	id              {key},
	route           TEXT NOT NULL {bytewise},
	exclusive       BOOLEAN NOT NULL,
	partner_id      BIGINT NOT NULL REFERENCES partners (id),
	customer_id     BIGINT NOT NULL REFERENCES customers (id),
	subscription_id BIGINT REFERENCES subscriptions (id),
	from_at         BIGINT NOT NULL,
	to_at           BIGINT,
	closed_at       BIGINT,
	source          TEXT NOT NULL,
	opened_by       BIGINT REFERENCES people (id)
);
CREATE INDEX associations_customer ON associations (customer_id);
CREATE INDEX associations_partner ON associations (partner_id);
CREATE INDEX associations_subscription ON associations (subscription_id);
CREATE INDEX associations_from ON associations (from_at, id);
CREATE UNIQUE INDEX associations_once ON associations
	(customer_id, route, partner_id, coalesce(subscription_id, 0), from_at) WHERE source <> 'sale';
CREATE UNIQUE INDEX associations_seller ON associations
	(subscription_id, partner_id) WHERE source = 'sale';
-- R5: whoever comes second finds the place taken.
CREATE UNIQUE INDEX associations_one_open ON associations
	(customer_id, route, coalesce(subscription_id, 0)) WHERE exclusive AND to_at IS NULL;

-- Derived from the facts and associations by programme.Credit, for every month up to the
-- latest with usage; measure is the place in the measures of the programme in force.
CREATE TABLE credits (
	account_id BIGINT NOT NULL REFERENCES partners (id),
	month      INTEGER NOT NULL,
	measure    INTEGER NOT NULL,
	amount     BIGINT NOT NULL,
	PRIMARY KEY (account_id, month, measure)
) {clustered};

CREATE TABLE events (
	id                 {key},
	at                 BIGINT NOT NULL,
	person_id          BIGINT REFERENCES people (id),
	action             TEXT NOT NULL,
	reference          TEXT NOT NULL,
	customer_id        BIGINT NOT NULL REFERENCES customers (id),
	subscription_id    BIGINT REFERENCES subscriptions (id),
	association_id     BIGINT REFERENCES associations (id),
	partner_id         BIGINT REFERENCES partners (id),
	earlier_partner_id BIGINT REFERENCES partners (id)
);
CREATE INDEX events_subscription ON events (subscription_id, id);
CREATE INDEX events_association ON events (association_id);
CREATE UNIQUE INDEX events_reference ON events (reference, subscription_id);

CREATE TABLE sessions (
	id         TEXT PRIMARY KEY,
	person_id  BIGINT REFERENCES people (id),
	flash      TEXT NOT NULL,
	expires_at BIGINT NOT NULL
);

CREATE TABLE programmes (
	id     {key},
	since  BIGINT NOT NULL,
	hash   TEXT NOT NULL,
	name   TEXT NOT NULL,
	source TEXT NOT NULL
);

-- When a person of a partner's account last looked at what it sees of a customer, whom that is shown to.
-- It is written once an hour at most, so that looking stays cheap.

-- +goose Up
CREATE TABLE looks (
	account_id  BIGINT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
	customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
	last_at     BIGINT NOT NULL,
	PRIMARY KEY (customer_id, account_id)
) {clustered};
CREATE INDEX looks_account ON looks (account_id);

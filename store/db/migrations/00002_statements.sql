-- Closed months. A line of a statement is part of the credit of credit_month: of the
-- statement's own month where that is the same, else of an earlier closed one that the line
-- corrects. All lines of a credit_month, from whichever statement, add up to its credit.
-- measure and route are written out as ids, and not as places in a programme file, so that a
-- statement can be read for as long as it is kept; month is the month that the fact is of.
-- subscription_id is 0 for a line that is of the customer, since a key has no NULL.

-- +goose Up
CREATE TABLE statements (
	id           {key},
	month        INTEGER NOT NULL UNIQUE,
	closed_at    BIGINT NOT NULL,
	closed_by    TEXT NOT NULL,
	programme_id BIGINT NOT NULL REFERENCES programmes (id),
	hash         TEXT NOT NULL
);

CREATE TABLE statement_lines (
	statement_id    BIGINT NOT NULL REFERENCES statements (id),
	account_id      BIGINT NOT NULL REFERENCES partners (id),
	credit_month    INTEGER NOT NULL,
	measure         TEXT NOT NULL {bytewise},
	customer_id     BIGINT NOT NULL REFERENCES customers (id),
	subscription_id BIGINT NOT NULL,
	month           INTEGER NOT NULL,
	route           TEXT NOT NULL,
	amount          BIGINT NOT NULL,
	PRIMARY KEY (statement_id, account_id, credit_month, measure, customer_id, subscription_id, month)
) {clustered};
-- A later closing looks at what is held of some customers in one month.
CREATE INDEX statement_lines_held ON statement_lines (credit_month, customer_id);

-- The names of partners and customers as they were when a month was closed: a closed statement shows
-- them, whatever files say later. A partner's are kept of all partners and locations, since one
-- without lines has a statement too; a customer's of those that the statement has lines of. Of a
-- statement that was closed before names were kept, the names are those of the day of this migration.

-- +goose Up
CREATE TABLE statement_partners (
	statement_id BIGINT NOT NULL REFERENCES statements (id),
	partner_id   BIGINT NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
	name         TEXT NOT NULL,
	PRIMARY KEY (statement_id, partner_id)
) {clustered};
CREATE INDEX statement_partners_partner ON statement_partners (partner_id);
CREATE TABLE statement_customers (
	statement_id BIGINT NOT NULL REFERENCES statements (id),
	customer_id  BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
	name         TEXT NOT NULL,
	PRIMARY KEY (statement_id, customer_id)
) {clustered};
CREATE INDEX statement_customers_customer ON statement_customers (customer_id);
INSERT INTO statement_partners (statement_id, partner_id, name)
	SELECT s.id, p.id, p.name FROM statements s CROSS JOIN partners p;
INSERT INTO statement_customers (statement_id, customer_id, name)
	SELECT l.statement_id, c.id, c.name FROM (SELECT DISTINCT statement_id, customer_id FROM statement_lines) l
	JOIN customers c ON c.id = l.customer_id;

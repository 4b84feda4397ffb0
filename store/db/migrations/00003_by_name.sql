-- Lists of a large account go through the customers by name, and ask for each whether it is
-- one of the account's: what is asked stands in an index, and no row is looked up for it.

-- +goose Up
CREATE INDEX customers_name ON customers (name, id, tenant_id);
DROP INDEX associations_customer;
CREATE INDEX associations_customer ON associations (customer_id, partner_id, subscription_id);
DROP INDEX associations_partner;
CREATE INDEX associations_partner ON associations (partner_id, customer_id);
DROP INDEX subscriptions_customer;
CREATE INDEX subscriptions_customer ON subscriptions (customer_id, product);
CREATE INDEX statement_lines_account ON statement_lines (account_id, customer_id, statement_id);

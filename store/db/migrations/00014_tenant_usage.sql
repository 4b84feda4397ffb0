-- Usage of a tenant and a product, in place of the subscriptions that the tenant holds of it (R8). In
-- usage and statement_lines subscription_id is below 0 then: it is -id of the row here. No row is ever
-- removed as long as its customer is there.

-- +goose Up
CREATE TABLE tenant_products (
	id          {key},
	customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
	product     TEXT NOT NULL {bytewise},
	UNIQUE (customer_id, product)
);

-- The partner that a customer chose to be proposed for new subscriptions. Nothing is nominated by it.

-- +goose Up
CREATE TABLE default_partners (
	customer_id BIGINT NOT NULL PRIMARY KEY REFERENCES customers (id),
	partner_id  BIGINT NOT NULL REFERENCES partners (id)
);

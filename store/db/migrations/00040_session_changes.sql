-- How often somebody who is signed in has changed something. It is counted in the transaction of the change: a replica
-- that shows the count shows the change too, and may show that person pages.

-- +goose Up
ALTER TABLE sessions ADD COLUMN changes BIGINT NOT NULL DEFAULT 0;

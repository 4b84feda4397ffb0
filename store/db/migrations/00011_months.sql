-- How much of each month's usage is in (R10): reported counts the subscriptions with any usage in it.
-- complete_at and completed_by say who declared the month complete, NULL while nobody has;
-- reopened_at and reopened_by who took that back last. A closed month is complete. An import may
-- remove rows, of months that a file holds all usage of.

-- +goose Up
CREATE TABLE months (
	month        INTEGER NOT NULL PRIMARY KEY,
	reported     BIGINT NOT NULL,
	complete_at  BIGINT,
	completed_by TEXT,
	reopened_at  BIGINT,
	reopened_by  TEXT
);
INSERT INTO months (month, reported)
SELECT month, count(*) FROM (SELECT DISTINCT month, subscription_id FROM usage) x GROUP BY month;
INSERT INTO months (month, reported, complete_at, completed_by)
SELECT month, 0, closed_at, closed_by FROM statements WHERE TRUE
ON CONFLICT (month) DO UPDATE SET complete_at = excluded.complete_at, completed_by = excluded.completed_by;
ALTER TABLE imports ADD COLUMN removed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX associations_begun ON associations (partner_id, from_at);

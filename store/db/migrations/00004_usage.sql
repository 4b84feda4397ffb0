-- Usage without references that the engine checks row by row: an import finds the
-- subscription of each row itself, none is ever removed, and the checks took as long as the
-- rest of an import. shimei verify looks for usage of no subscription.

-- +goose Up
ALTER TABLE usage RENAME TO usage_checked;
CREATE TABLE usage (
	month           INTEGER NOT NULL,
	subscription_id BIGINT NOT NULL,
	workload        TEXT NOT NULL {bytewise},
	available       BIGINT,
	assigned        BIGINT,
	active          BIGINT,
	consumed        BIGINT,
	PRIMARY KEY (month, subscription_id, workload)
) {clustered};
INSERT INTO usage (month, subscription_id, workload, available, assigned, active, consumed)
SELECT month, subscription_id, workload, available, assigned, active, consumed FROM usage_checked;
DROP TABLE usage_checked;

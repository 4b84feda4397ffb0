-- Each fact knows the import that wrote it as it stands, and the line of its file: NULL where that was
-- before it was recorded, and for the seller of a subscription, who comes of its sales. The engine
-- checks no references of usage row by row, and no import is ever removed.
--
-- import_changes holds what an import found under the keys that it changed: former is the row before, as
-- JSON by the ids that files know, '' for none, with the import and the line that had written it. What an
-- import added has no entry: its own rows name it. undoes is the import that an undo took back; of an
-- undo, and of a row that is removed, present is the row as it was left, '' for none.
--
-- import_stays are the rows that an undo left as they are, and why; by_import wrote them later.
-- first_month and last_month are those of the usage that an import wrote.
-- +goose Up
ALTER TABLE partners ADD COLUMN import_id BIGINT;
ALTER TABLE partners ADD COLUMN line INTEGER;
ALTER TABLE customers ADD COLUMN import_id BIGINT;
ALTER TABLE customers ADD COLUMN line INTEGER;
ALTER TABLE subscriptions ADD COLUMN import_id BIGINT;
ALTER TABLE subscriptions ADD COLUMN line INTEGER;
ALTER TABLE histories ADD COLUMN import_id BIGINT;
ALTER TABLE histories ADD COLUMN line INTEGER;
ALTER TABLE usage ADD COLUMN import_id BIGINT;
ALTER TABLE usage ADD COLUMN line INTEGER;
ALTER TABLE sales ADD COLUMN import_id BIGINT;
ALTER TABLE sales ADD COLUMN line INTEGER;
ALTER TABLE associations ADD COLUMN import_id BIGINT;
ALTER TABLE associations ADD COLUMN line INTEGER;
ALTER TABLE imports ADD COLUMN undoes BIGINT REFERENCES imports (id);
ALTER TABLE imports ADD COLUMN first_month INTEGER;
ALTER TABLE imports ADD COLUMN last_month INTEGER;
CREATE INDEX imports_undoes ON imports (undoes);
CREATE TABLE import_changes (
	import_id     BIGINT NOT NULL REFERENCES imports (id),
	row_key       TEXT NOT NULL {bytewise},
	former        TEXT NOT NULL,
	former_import BIGINT,
	former_line   INTEGER,
	present       TEXT,
	PRIMARY KEY (import_id, row_key)
) {clustered};
CREATE INDEX import_changes_former ON import_changes (former_import);
CREATE TABLE import_stays (
	import_id BIGINT NOT NULL REFERENCES imports (id),
	place     INTEGER NOT NULL,
	line      INTEGER NOT NULL,
	row_key   TEXT NOT NULL,
	why       TEXT NOT NULL,
	by_import BIGINT,
	by_line   INTEGER,
	PRIMARY KEY (import_id, place)
) {clustered};

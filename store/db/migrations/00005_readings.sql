-- Names may have a reading (読み). sorted is what puts a name in order and found what a search
-- looks in, both folded by the program, so that the engines agree on case and kana; the rows
-- that are there already are folded by the next migration.

-- +goose Up
ALTER TABLE partners ADD COLUMN reading TEXT NOT NULL DEFAULT '';
ALTER TABLE partners ADD COLUMN sorted TEXT {bytewise} NOT NULL DEFAULT '';
ALTER TABLE partners ADD COLUMN found TEXT {bytewise} NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN reading TEXT NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN sorted TEXT {bytewise} NOT NULL DEFAULT '';
ALTER TABLE customers ADD COLUMN found TEXT {bytewise} NOT NULL DEFAULT '';
DROP INDEX customers_name;
CREATE INDEX customers_sorted ON customers (sorted, id, name, tenant_id);

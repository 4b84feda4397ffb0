-- Rates at which consumption is converted (R11a): units of the programme's currency for one of another, an
-- exact decimal, by the month of the consumption.
--
-- original is what was consumed as it came, where any of it came in another currency than the programme's:
-- each amount with its currency, in the order of currencies, such as 12.345 EUR, 500 JPY, 3.99 USD. consumed
-- is what that makes in the programme's currency at the rates of the month.
-- +goose Up
CREATE TABLE rates (
	month     INTEGER NOT NULL,
	currency  TEXT NOT NULL {bytewise},
	rate      TEXT NOT NULL,
	import_id BIGINT,
	line      INTEGER,
	PRIMARY KEY (month, currency)
) {clustered};
ALTER TABLE usage ADD COLUMN original TEXT;

-- An import of usage that is staged writes its rows, and the credits that they make, a piece at a time, while others go on.
-- staging has its record while it lasts: what is of the month since and later, and the credits of months that were not kept
-- when it began, are its own and nobody else's yet. It is left where the import was broken off; whoever changes facts next
-- clears it away, and says so by broken, so that an import that lost its turn and goes on writes nothing more.
--
-- staged_changes names the customers whose associations somebody changed meanwhile, once for each change: their credits
-- are derived anew before the import is taken in.
--
-- turns is empty. On a server it is locked by whoever changes facts, one after the other.

-- +goose Up
CREATE TABLE staging (
	import_id BIGINT NOT NULL PRIMARY KEY REFERENCES imports (id),
	since     INTEGER NOT NULL,
	broken    BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE TABLE staged_changes (
	id          {key},
	customer_id BIGINT NOT NULL
);
CREATE TABLE turns (
	id {key}
);

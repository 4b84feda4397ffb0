-- What admins corrected of an association that a file told stands beside what the file told of it. On the
-- row that the file knows, corrected_by is the latest correction, whose request names the association in
-- effect: the row itself, or another one where the beginning was corrected. ends_at is the end as it was
-- corrected, and seen_at the one that files had told by then: it stands as long as they tell no other.
-- A row whose beginning was corrected before is found by its partner and scope where no two corrected
-- associations are of the same. It is closed so long before its beginning that no time zone has it begin.

-- +goose Up
ALTER TABLE associations ADD COLUMN corrected_by BIGINT;
ALTER TABLE associations ADD COLUMN seen_at BIGINT;
ALTER TABLE associations ADD COLUMN seen_day INTEGER;
ALTER TABLE associations ADD COLUMN ends_at BIGINT;
ALTER TABLE associations ADD COLUMN ends_day INTEGER;
UPDATE associations SET corrected_by = (SELECT max(r.id) FROM requests r JOIN associations a ON a.id = r.association_id
	WHERE r.way = 'correction' AND r.state = 'active' AND r.from_day IS NOT NULL AND a.source = 'request' AND a.id <> associations.id
		AND a.route = associations.route AND a.partner_id = associations.partner_id AND a.customer_id = associations.customer_id
		AND coalesce(a.subscription_id, 0) = coalesce(associations.subscription_id, 0)
	HAVING count(DISTINCT a.id) = 1)
WHERE source = 'import' AND closed_at = from_at;
UPDATE associations SET closed_at = closed_at - 172800000, seen_at = given_at, seen_day = given_day,
	ends_at = (SELECT a.given_at FROM requests r JOIN associations a ON a.id = r.association_id WHERE r.id = associations.corrected_by),
	ends_day = (SELECT a.given_day FROM requests r JOIN associations a ON a.id = r.association_id WHERE r.id = associations.corrected_by)
WHERE corrected_by IS NOT NULL;

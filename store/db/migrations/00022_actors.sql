-- What an admin, or who calls the program at a shell, did to the portal is an event too: subject is
-- 'import', 'programme', 'month' or 'person', with its key, and of a month its number. actor names who did
-- it where that is nobody who signs in. What was done before is told by the tables that know it.

-- +goose Up
ALTER TABLE events ADD COLUMN actor TEXT NOT NULL DEFAULT '';
INSERT INTO events (at, kind, subject, subject_key, reference, before, after, actor)
SELECT at, kind, subject, key, '', '', '', actor FROM (
	SELECT at, CASE WHEN undoes IS NULL THEN 'imported' ELSE 'undone' END AS kind, 'import' AS subject, id AS key, actor FROM imports WHERE state = 'stored'
	UNION ALL SELECT since, 'adopted', 'programme', id, coalesce(adopted_by, '') FROM programmes
	UNION ALL SELECT complete_at, 'completed', 'month', month, coalesce(completed_by, '') FROM months WHERE complete_at IS NOT NULL
	UNION ALL SELECT reopened_at, 'reopened', 'month', month, coalesce(reopened_by, '') FROM months WHERE reopened_at IS NOT NULL
	UNION ALL SELECT closed_at, 'closed', 'month', month, closed_by FROM statements) x
ORDER BY at, subject, key;

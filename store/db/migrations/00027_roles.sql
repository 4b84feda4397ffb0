-- A partner's people have roles as a customer's have: those that there were manage.

-- +goose Up
UPDATE people SET role = 'manager' WHERE role = 'partner';
DROP INDEX people_admins;
CREATE INDEX people_vendors ON people (role) WHERE customer_id IS NULL AND partner_id IS NULL;

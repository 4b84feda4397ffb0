-- A password's hash tells its cost, in the usual form of argon2id. Those that were kept before were of one
-- cost: 64 MiB, one pass, two lanes.

-- +goose Up
UPDATE people SET password = '$argon2id$v=19$m=65536,t=1,p=2$' || substr(password, 10) WHERE password LIKE 'argon2id$%';

-- Who put a programme in force; empty where that was before it was recorded.

-- +goose Up
ALTER TABLE programmes ADD COLUMN adopted_by TEXT NOT NULL DEFAULT '';

-- Up Migration
-- What Sagadesk itself says in a ticket: kept as what it says and of what, and told to everybody in his own language.
-- `body` holds the same in English, for the search and for programs. Null: somebody's own words.
alter table comments add column remark jsonb;

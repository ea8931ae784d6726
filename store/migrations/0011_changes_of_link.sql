-- Up Migration
-- A record that shows what it should is confirmed without being read; and every push asks what of its record waits to be merged.

-- The ticket's version that the record was read to show: whoever changed it after that reading knew of it.
alter table links add column seen_version integer not null default 0;
update links set seen_version = confirmed_version;

create index changes_link on changes (link_id, id);

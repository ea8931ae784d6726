-- Up Migration
-- How long changes take to be confirmed elsewhere, and what the engineer's pages are told of as it happens.

-- The ticket's version that this change made: a record confirmed at it shows the change. Null: it made none.
alter table changes add column version integer;

-- The changes up to this version were counted as confirmed there; unlike confirmed_version it never goes back.
alter table links add column counted_version integer not null default 0;
update links set counted_version = confirmed_version;

create table sync_minutes (                             -- what was confirmed in one system within one minute; kept for days
  system      text not null,
  minute      timestamptz not null,
  pushes      integer not null default 0,
  changes     integer not null default 0,               -- shown there for the first time
  sum_ms      bigint not null default 0,                -- from a change's acceptance to its confirmation
  max_ms      bigint not null default 0,
  histogram   integer[] not null,                       -- changes by how long they took; bounds in domain/lag.ts
  primary key (system, minute)
);

-- Rows are added in order of time: such an index costs nothing to keep.
create index changes_received on changes using brin (received_at) with (pages_per_range = 32, autosummarize = on);
create index inbox_received on inbox using brin (received_at) with (pages_per_range = 32, autosummarize = on);

-- Pages that show the synchronisation look again. The payload is `sync ` and the ticket's number where there is one; nothing is
-- stored, since whoever missed it looks at the whole again.
create function tell_sync() returns trigger language plpgsql as $$
begin
  perform pg_notify('live', 'sync ' || coalesce(
    (select number from tickets where id = (to_jsonb(new)->>'ticket_id')::bigint), ''));
  return null;
end $$;
create trigger tell_sync after update of confirmed_version, state, refusals on links for each row
  when (old.confirmed_version <> new.confirmed_version or old.state <> new.state or old.refusals <> new.refusals)
  execute function tell_sync();
create trigger tell_sync after insert or update on problems for each row execute function tell_sync();
create trigger tell_sync after insert or update on conflicts for each row execute function tell_sync();
create trigger tell_sync after insert or update of open on gates for each row execute function tell_sync();
create trigger tell_sync after insert or update on reconciliations for each row execute function tell_sync();

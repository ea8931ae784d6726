-- Up Migration
-- Every change of what was agreed with whom: contracts, calendars, services, organisations, contacts.

create table object_history (
  id        bigint generated always as identity primary key,
  kind      text not null check (kind in ('contacts', 'organisations', 'services', 'calendars', 'contracts')),
  object_id bigint not null,
  version   integer not null,                            -- what the change led to
  at        timestamptz not null default now(),
  actor     text not null,                               -- who did it, by name
  content   jsonb not null,                              -- the whole object as the calls show it, after the change
  unique (kind, object_id, version)
);

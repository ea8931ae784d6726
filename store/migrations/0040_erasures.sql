-- Up Migration
-- A person who was made anonymous here is taken out of the records of other systems as well: one row for him, one for each record.

create table erasures (
  contact_id bigint primary key references contacts,
  -- what he is called now
  name       text not null,
  -- what he was known by: without it he is not found there; emptied as soon as nothing is left to do
  known      jsonb,
  asked_at   timestamptz not null default now(),
  wakes      int not null default 0,
  wake_at    timestamptz not null default now()
);

create table erasure_records (
  id         bigint generated always as identity primary key,
  contact_id bigint not null references erasures on delete cascade,
  link_id    bigint not null references links,
  system     text not null,
  state      text not null default 'open' check (state in ('open', 'done', 'gone', 'hidden', 'refused', 'skipped')),
  -- users of that system who are still his, for an administrator there: [{id, page}]
  users      jsonb not null default '[]',
  -- texts of others there that name him and that our account may not edit
  notes      int not null default 0,
  because    text,
  tries      int not null default 0,
  settled_at timestamptz,
  unique (contact_id, link_id)
);
create index erasure_records_open on erasure_records (contact_id, system, id) where state = 'open';

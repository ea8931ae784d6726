-- Up Migration
-- Queues: saved views, actions on many tickets at once, and who looks at which ticket now.

create table saved_views (                              -- a filter under a name
  id          bigint generated always as identity primary key,
  user_id     bigint not null references users,
  place       text not null check (place in ('board', 'tickets')),
  name        text not null,
  query       text not null,                            -- as in the page's address
  shared      boolean not null default false,           -- everybody on the staff sees it
  created_at  timestamptz not null default now()
);
create unique index saved_views_name on saved_views (user_id, place, lower(name));

create table bulk_jobs (                                -- one action on many tickets; carried out by the API, one ticket after the other
  id          bigint generated always as identity primary key,
  user_id     bigint not null references users,
  action      jsonb not null,                           -- {status?, priority?, assigneeId?, comment?, visibility}
  created_at  timestamptz not null default now(),
  finished_at timestamptz
);
create index bulk_jobs_open on bulk_jobs (id) where finished_at is null;

create table bulk_items (
  job_id      bigint not null references bulk_jobs,
  position    integer not null,
  number      text not null,                            -- of the ticket, as it was chosen
  state       text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  because     text,                                     -- why it failed
  tries       integer not null default 0,
  settled_at  timestamptz,
  primary key (job_id, position)
);
create index bulk_items_waiting on bulk_items (position, job_id) where state = 'waiting';

create table presence (                                 -- rows live for a minute: who is on a ticket's page
  ticket_id   bigint not null references tickets,
  user_id     bigint not null references users,
  writing     boolean not null,
  seen_at     timestamptz not null default now(),
  primary key (ticket_id, user_id)
);
create index presence_seen on presence (seen_at);

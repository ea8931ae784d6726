-- Up Migration
-- SLA clocks: what they get to know of a ticket, how they stand, and the account of every turn.

create table sla_terms (                                 -- a contract and its calendar as they were when a ticket came under them
  id          bigint generated always as identity primary key,
  digest      bytea not null unique,                     -- SHA-256 of the content: one row for all tickets under the same
  contract_id bigint not null references contracts,
  content     jsonb not null,                            -- number, days, terms, calendar definition
  created_at  timestamptz not null default now()
);

create table sla_facts (                                 -- the merged timeline as the clocks see it; never rewritten
  ticket_id   bigint not null references tickets,
  key         text not null,                             -- the same for the same fact, however often it is heard of
  at          timestamptz not null,                      -- at the source
  origin      text not null,                             -- 'front' or the system's name
  fact        jsonb not null,
  terms_id    bigint references sla_terms,               -- of a fact that says by which contract the ticket is judged from here on
  recorded_at timestamptz not null default now(),
  primary key (ticket_id, key)
);

create table sla_clocks (                                -- how each clock of a ticket stood when it was last looked at
  ticket_id   bigint not null references tickets,
  clock       text not null,                             -- reaction, resolution, or an internal clock's name
  state       text not null check (state in ('running', 'paused', 'met', 'breached')),
  due         timestamptz,
  breached_at timestamptz,
  unconfirmed boolean not null default false,            -- breached, as far as the systems out of reach allow to say
  view        jsonb not null,                            -- all that is told of it, used time as of judged_at
  judged_at   timestamptz not null,
  primary key (ticket_id, clock)
);
create index sla_clocks_unconfirmed on sla_clocks (ticket_id) where unconfirmed;

create table sla_ledger (                                -- append-only: what turned out otherwise is corrected by a later entry
  id          bigint generated always as identity primary key,
  ticket_id   bigint not null references tickets,
  clock       text not null,
  event       text not null check (event in ('started', 'paused', 'resumed', 'warned', 'met', 'breached', 'recomputed', 'corrected')),
  level       text,                                      -- of a warning: percent, or the escalation step
  at          timestamptz not null,                      -- at the source
  because     jsonb not null,
  origin      text not null,
  used_ms     bigint not null,                           -- business milliseconds used by then
  due         timestamptz,
  place       text not null,                             -- orders the entries of one instant
  entry       jsonb not null,                            -- the whole entry
  recorded_at timestamptz not null default now()
);
create index sla_ledger_ticket on sla_ledger (ticket_id, id);

create table sla_actions (                               -- what an escalation level asks for, each once
  id          bigint generated always as identity primary key,
  ticket_id   bigint not null references tickets,
  ledger_id   bigint not null references sla_ledger,
  step        integer not null,                          -- which of the level's actions
  action      jsonb not null,
  state       text not null default 'open' check (state in ('open', 'done', 'failed')),
  because     text,
  attempts    integer not null default 0,
  created_at  timestamptz not null default now(),
  settled_at  timestamptz,
  unique (ledger_id, step)
);
create index sla_actions_open on sla_actions (ticket_id) where state = 'open';

alter table tickets add column sla_next_at timestamptz;  -- when the clocks are to be looked at again
alter table tickets add column sla_due_at timestamptz;   -- the nearest deadline that is neither met nor missed
create index tickets_sla_due on tickets (sla_due_at) where sla_due_at is not null;

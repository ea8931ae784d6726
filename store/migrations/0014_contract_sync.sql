-- Up Migration
-- What outside systems show of contracts.

alter table tickets add column sla_shown jsonb;          -- {contract, reaction, resolution}: what its records are to show
alter table tickets add column sla_shown_at timestamptz; -- when that last changed
create index tickets_sla_shown on tickets (sla_shown_at) where sla_shown_at is not null;

create table contract_lives (                            -- where each contract stands, as its workflow last saw it
  contract_id bigint primary key references contracts,
  state       text check (state in ('upcoming', 'active', 'ended')), -- null: not looked at yet
  ends_on     date,                                      -- as it was then: a later end is a renewal
  seen        text not null default '',                  -- versions of the contract and its calendar
  next_at     timestamptz,                               -- when something happens to it by itself
  wakes       integer not null default 0,                -- in vain since it was last looked at
  wake_at     timestamptz not null default now()
);

create table contract_events (                           -- what a contract came to, each once; notifications read it
  id          bigint generated always as identity primary key,
  contract_id bigint not null references contracts,
  what        text not null check (what in ('active', 'ending', 'ended', 'renewed')),
  term        date not null,                             -- of 'active' the first day, else the last day that it is about
  days        integer not null default 0,                -- of 'ending': before the end
  due         timestamptz not null,                      -- when it was to be told
  at          timestamptz not null,                      -- when it was
  late        boolean not null,
  unique (contract_id, what, term, days)
);
create index contract_events_at on contract_events (at);

alter table contract_lives add column wanted jsonb;      -- {number, text, state}: what systems that keep contracts are to show
alter table contract_lives add column published_at timestamptz; -- when all of them showed it for the first time

create table contract_links (                            -- a contract's object in a system that keeps contracts (RT: an asset)
  id          bigint generated always as identity primary key,
  contract_id bigint not null references contracts,
  system      text not null,
  record_id   text,                                      -- null until it is made
  state       text not null default 'creating' check (state in ('creating', 'published', 'refused', 'withdrawn')),
  shown       jsonb,                                     -- as last known there
  created_at  timestamptz not null default now(),
  unique (contract_id, system)
);

alter table sla_actions add column claimed_at timestamptz; -- of a call to another program: when its workflow was started
create index sla_actions_calls on sla_actions (id) where state = 'open' and action ? 'webhook';

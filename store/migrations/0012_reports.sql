-- Up Migration
-- Compliance reports: why a target was missed, as a person says, and periods that are closed for good.

create table breach_reasons (
  ticket_id  bigint not null references tickets,
  clock      text not null,
  reason     text not null,
  actor      text not null,
  at         timestamptz not null default now(),
  primary key (ticket_id, clock)
);

create table closed_periods (                            -- what was reported stays as it was reported
  id          bigint generated always as identity primary key,
  contract_id bigint not null references contracts,
  from_day    date not null,
  to_day      date not null check (to_day >= from_day),
  content     jsonb not null,
  closed_by   text not null,
  closed_at   timestamptz not null default now(),
  unique (contract_id, from_day, to_day)
);

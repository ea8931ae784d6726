-- Up Migration
-- What the worker processes remember of the Temporal server: another namespace means that its data was lost.

create table temporal_namespaces (
  namespace_id text primary key,
  seen_at      timestamptz not null default now()
);

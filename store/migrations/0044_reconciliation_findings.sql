-- Up Migration
-- One row for each difference that a reconciliation finds: the list in the run's own row was written anew with every one of them.
-- `reconciliations.drift` keeps what runs of before this release found, and what a release beside this one finds.
create table reconciliation_findings (
  id                bigint generated always as identity primary key,
  reconciliation_id bigint not null references reconciliations on delete cascade,
  finding           jsonb not null                       -- {ticket, system, record, field, kind, ours, theirs, repaired}
);
create index reconciliation_findings_run on reconciliation_findings (reconciliation_id, id);
alter table reconciliations add column found integer not null default 0; -- how many were told in rows of their own

-- Up Migration
-- What a reconciliation waits for, or why it failed.

-- a reason (domain/reason.ts), or what broke, in its own words; null while it gets on
alter table reconciliations add column because text;

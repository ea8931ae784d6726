-- Up Migration
-- Who saw and changed what; what was removed after its time; people who were made anonymous.

create table audit (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  actor_kind  text not null check (actor_kind in ('user', 'key', 'nobody')),
  actor_id    bigint,                                   -- of the user or key
  actor       text not null,                            -- his name then
  action      text not null,
  ticket_id   bigint references tickets,
  subject     text not null default '',                 -- what else it is about: contact 12, attachment 7
  detail      jsonb not null default '{}',              -- names of fields, never their values
  address     text not null default ''
);
create index audit_actor on audit (actor_kind, actor_id, id);
create index audit_ticket on audit (ticket_id, id) where ticket_id is not null;
create index audit_at on audit (at);

-- Nobody edits it, and only the clearing after its time takes rows away (store/audit/forget-audit.ts).
create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('sagadesk.clearing', true) = 'audit' then
    return old;
  end if;
  raise exception 'the audit is append-only' using errcode = '42501';
end $$;
create trigger audit_append_only before update or delete on audit for each row execute function audit_is_append_only();
create trigger audit_not_emptied before truncate on audit for each statement execute function audit_is_append_only();

create table removals (                                 -- what the clearing took away, by day
  kind        text not null,
  day         date not null default current_date,
  n           bigint not null,
  last_at     timestamptz not null default now(),
  primary key (kind, day)
);

alter table contacts add column anonymised_at timestamptz;
alter table mails add column removed_at timestamptz;    -- its text and raw bytes are gone, that it came is kept

-- Up Migration
-- Access of people: sessions that can be seen and ended, the second factor, other identities, guesses that are counted.

alter table sessions
  add column id        bigint generated always as identity unique,   -- names it on pages; opens nothing
  add column user_id   bigint references users,
  add column method    text not null default 'password' check (method in ('password', 'oidc', 'link')),
  add column awaits    text check (awaits in ('code')),               -- signed in as soon as this was given too; null: signed in
  add column begun_at  timestamptz not null default now(),
  add column seen_at   timestamptz not null default now(),
  add column client    text not null default '',                      -- as the browser calls itself
  add column address   text not null default '';                      -- where it was last seen
update sessions set user_id = (data ->> 'userId')::bigint where exists (select 1 from users where id = (data ->> 'userId')::bigint);
delete from sessions where user_id is null;
alter table sessions alter column user_id set not null;
create index sessions_user on sessions (user_id);

alter table installation add column secret_print bytea;     -- of the secret that keys are sealed with: another one is noticed

create table attempts (                                 -- guesses at passwords and codes, for every process the same
  name        text primary key,                         -- SHA-256 of who guesses at what
  n           integer not null,
  since       timestamptz not null default now()
);
create index attempts_since on attempts (since);

create table known_clients (                            -- browsers in which somebody signed in before: a flood of guesses from elsewhere does not shut him out
  token_hash  bytea not null,
  user_id     bigint not null references users,
  seen_at     timestamptz not null default now(),
  primary key (token_hash, user_id)
);
create index known_clients_seen on known_clients (seen_at);

create table second_factors (                           -- TOTP, RFC 6238
  user_id      bigint primary key references users,
  key          bytea not null,                          -- sealed: AES-256-GCM under the installation's secret
  confirmed_at timestamptz,                             -- null: shown, not yet proven
  last_step    bigint not null default 0,               -- a code opens once: only later steps count
  begun_at     timestamptz not null default now()
);
create table recovery_codes (
  user_id     bigint not null references users,
  code_hash   bytea not null,                           -- HMAC-SHA-256 under the installation's secret
  used_at     timestamptz,
  primary key (user_id, code_hash)
);

create table identities (                               -- who somebody is at an OpenID provider
  issuer      text not null,
  subject     text not null,
  user_id     bigint not null references users,
  linked_at   timestamptz not null default now(),
  primary key (issuer, subject)
);
create index identities_user on identities (user_id);

create table oidc_requests (                            -- a sign-in that was sent to the provider and is not back yet
  state_hash   bytea primary key,
  browser_hash bytea not null,                          -- of the cookie: only the browser that went may come back
  nonce        text not null,
  verifier     text not null,                           -- PKCE, RFC 7636
  purpose      text not null check (purpose in ('staff', 'portal')),
  back         text not null,
  expires_at   timestamptz not null
);

-- What is served to a session for hours (the live stream) is cut off with it.
create function tell_session_ended() returns trigger language plpgsql as $$
begin
  perform pg_notify('live', 'ended ' || old.id);
  return old;
end $$;
create trigger session_ended after delete on sessions for each row execute function tell_session_ended();

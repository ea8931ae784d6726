-- Up Migration
-- The front: people, what they may ask for, and their tickets.

create table installation (
  id          text primary key,                         -- random; stands in our links back, so that a foreign one is known
  created_at  timestamptz not null default now(),
  only_one    boolean not null default true unique check (only_one)
);

create table organisations (
  id          bigint generated always as identity primary key,
  name        text not null,
  sites       jsonb not null default '[]',
  version     integer not null default 1,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create unique index organisations_name on organisations (lower(name));

create table contacts (
  id              bigint generated always as identity primary key,
  name            text not null,
  email           text,                                 -- as written; compared in lower case
  phones          text[] not null default '{}',         -- E.164, the first is the main one
  organisation_id bigint references organisations,
  language        text not null default 'ru' check (language in ('ru', 'en')),
  version         integer not null default 1,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);
create unique index contacts_email on contacts (lower(email));
create index contacts_phones on contacts using gin (phones);
create index contacts_organisation on contacts (organisation_id);

create table services (
  id          bigint generated always as identity primary key,
  name        text not null,
  description text not null default '',
  version     integer not null default 1,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create unique index services_name on services (lower(name));

create table calendars (
  id          bigint generated always as identity primary key,
  name        text not null,
  definition  jsonb not null,                           -- Calendar of API.md without its name
  version     integer not null default 1,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create unique index calendars_name on calendars (lower(name));

create table contracts (
  id              bigint generated always as identity primary key,
  number          text not null,
  organisation_id bigint not null references organisations,
  calendar_id     bigint references calendars,
  starts_on       date not null,
  ends_on         date not null check (ends_on >= starts_on),
  definition      jsonb not null,                       -- the rest of Contract of API.md
  version         integer not null default 1,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);
create unique index contracts_number on contracts (lower(number));

create table users (                                    -- staff that sign in to the pages
  id            bigint generated always as identity primary key,
  login         text not null,
  name          text not null,
  email         text,
  role          text not null check (role in ('administrator', 'engineer', 'manager', 'operator', 'support', 'portal')),
  password_hash text,                                   -- scrypt, with its parameters; null: cannot sign in by password
  language      text not null default 'ru' check (language in ('ru', 'en')),
  contact_id    bigint references contacts,
  disabled_at   timestamptz,
  created_at    timestamptz not null default now()
);
create unique index users_login on users (lower(login));

create table sessions (
  id_hash     bytea primary key,                        -- SHA-256 of the cookie's id: a stolen table opens nothing
  data        jsonb not null,
  expires_at  timestamptz not null
);

create table api_keys (
  id          bigint generated always as identity primary key,
  key_hash    bytea not null unique,                    -- SHA-256
  name        text not null,
  role        text not null check (role in ('administrator', 'engineer', 'manager', 'operator', 'support', 'portal')),
  contact_id  bigint references contacts,
  created_at  timestamptz not null default now(),
  revoked_at  timestamptz
);

create sequence ticket_numbers start 1001;

create table tickets (
  id           bigint generated always as identity primary key,
  number       text not null unique,                    -- SD-1042
  title        text not null,
  description  text not null default '',
  status       text not null,
  priority     text not null,
  channel      text not null,
  requester_id bigint not null references contacts,
  assignee_id  bigint references users,
  service_id   bigint references services,
  contract_id  bigint references contracts,
  call_id      text,
  winners      jsonb not null default '{}',             -- per field: {at, system, change}: whose value holds, since when
  version      integer not null default 1,              -- moves with everything that somebody else must be told
  undo_until   timestamptz,                             -- a registration may be undone until then
  undone       boolean not null default false,
  merged_into  bigint references tickets,
  created_at   timestamptz not null default now(),      -- at the source
  updated_at   timestamptz not null default now(),
  closed_at    timestamptz,
  search       tsvector generated always as (
    setweight(to_tsvector('simple', number), 'A')
    || setweight(to_tsvector('russian', title), 'B') || setweight(to_tsvector('english', title), 'B')
    || to_tsvector('russian', description) || to_tsvector('english', description)) stored
);
create index tickets_search on tickets using gin (search);
create index tickets_requester on tickets (requester_id);
create index tickets_open on tickets (id) where status not in ('closed', 'cancelled');

create table comments (
  id            bigint generated always as identity primary key,
  ticket_id     bigint not null references tickets,
  author_name   text not null,
  author_contact bigint references contacts,
  origin        text not null,                          -- 'front' or the system's name
  body          text not null,
  visibility    text not null check (visibility in ('public', 'internal')),
  hidden        boolean not null default false,         -- taken back or gone at its source: shown to staff only, as such
  revision      integer not null default 1,             -- moves when the text was edited at its source
  at            timestamptz not null,                   -- at the source
  created_at    timestamptz not null default now(),
  search        tsvector generated always as (to_tsvector('russian', body) || to_tsvector('english', body)) stored
);
create index comments_ticket on comments (ticket_id, at, id);
create index comments_search on comments using gin (search);

create table blobs (                                    -- bytes of attachments, once per content
  sha256      bytea primary key,
  size        bigint not null,
  created_at  timestamptz not null default now()
);
create table blob_chunks (
  sha256      bytea not null references blobs,
  n           integer not null,
  bytes       bytea not null,
  primary key (sha256, n)
);
alter table blob_chunks alter column bytes set storage external;

create table attachments (
  id          bigint generated always as identity primary key,
  ticket_id   bigint not null references tickets,
  comment_id  bigint references comments,
  filename    text not null,
  media_type  text not null,
  size        bigint not null,
  sha256      bytea not null references blobs,
  visibility  text not null check (visibility in ('public', 'internal')),
  origin      text not null,
  hidden      boolean not null default false,
  at          timestamptz not null,
  created_at  timestamptz not null default now()
);
create index attachments_ticket on attachments (ticket_id);

create table timeline (
  id          bigint generated always as identity primary key,
  ticket_id   bigint not null references tickets,
  at          timestamptz not null,                     -- at the source
  recorded_at timestamptz not null default now(),
  origin      text not null,
  actor       text not null,
  what        text not null,                            -- registered, field, comment, attachment, link, conflict, problem, ...
  detail      jsonb not null default '{}'               -- field, old, new, system, visibility: never a body
);
create index timeline_ticket on timeline (ticket_id, id);

create table idempotency (
  owner        text not null,                           -- api key or user
  key          text not null,
  request_hash bytea not null,                          -- SHA-256 of method, path and body
  status       integer not null,
  body         jsonb not null,
  created_at   timestamptz not null default now(),
  primary key (owner, key)
);

create table live_events (                              -- the live stream; ids follow commit order (see store/live)
  id          bigint primary key,
  at          timestamptz not null default now(),
  type        text not null,
  ticket_id   bigint,
  data        jsonb not null
);
create table live_sequence (only_one boolean primary key default true check (only_one), last bigint not null);
insert into live_sequence (last) values (0);

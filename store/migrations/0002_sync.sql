-- Up Migration
-- What keeps the systems the same: links, changes, intents, inbox, gates.

create table links (
  id                bigint generated always as identity primary key,
  ticket_id         bigint not null references tickets,
  system            text not null,
  role              text not null check (role in ('desk', 'tracker')),
  key               text not null,                      -- SD-1042, further tasks SD-1042/2
  record_id         text,                               -- null until created there
  state             text not null check (state in ('creating', 'linked', 'refused', 'lost', 'unlinked')),
  undo              jsonb,                              -- the compensation: what to do there when this is taken back
  shadow            jsonb not null default '{}',        -- native fields as last known, plus key
  cursor            text not null default '0',          -- newest history entry that the shadow contains
  status            text,                               -- a task's own status, in our words
  status_winner     jsonb,                              -- {at, system, change}
  refusals          jsonb not null default '{}',        -- per field: the value that the system would not take
  overrides         jsonb not null default '{}',        -- per field: the value a person chose to be written there instead
  confirmed_version integer not null default 0,         -- the ticket's version that the record is known to show
  confirmed_at      timestamptz,
  pushed_ms         integer,                            -- how long the last confirmation took after the change
  checked_at        timestamptz,                        -- last read of the whole record, for silent changes
  created_at        timestamptz not null default now(),
  unique (system, record_id),
  unique (system, key)
);
create index links_ticket on links (ticket_id);

create table changes (                                  -- the only thing that is merged
  id          bigint generated always as identity primary key,
  ticket_id   bigint references tickets,                -- null while it is not yet known which
  link_id     bigint references links,
  system      text not null,                            -- 'front' or the system's name
  record_id   text not null,
  kind        text not null check (kind in ('field', 'comment', 'comment-edited', 'attachment', 'created', 'gone', 'merged', 'other')),
  field       text not null default '',
  change_id   text not null,                            -- the system's own id of the change, or observed:...
  entry       text not null default '0',                -- history entry it came with
  old_value   text,
  new_value   text,
  data        jsonb not null default '{}',
  source_at   timestamptz not null,                     -- their time minus their clock's offset, at most arrival
  actor       jsonb not null,
  state       text not null default 'open' check (state in ('open', 'applied', 'ignored')),
  because     text,                                     -- why ignored
  repeats     integer not null default 0,
  received_at timestamptz not null default now(),
  settled_at  timestamptz,
  unique (system, record_id, kind, field, change_id)
);
create index changes_open on changes (ticket_id) where state = 'open';
create index changes_unknown on changes (system, record_id) where state = 'open' and ticket_id is null;
create index changes_ticket on changes (ticket_id, id);
create index changes_system_state on changes (system, state, because);

create table comment_links (
  comment_id  bigint not null references comments,
  link_id     bigint not null references links,
  remote_id   text,
  revision    integer not null default 0,               -- the comment's revision that the record shows
  hash        text,                                     -- of text and privacy there, to notice silent edits
  visibility  text,                                     -- as which the record shows it
  refused     boolean not null default false,
  primary key (comment_id, link_id),
  unique (link_id, remote_id)
);

create table attachment_links (
  attachment_id bigint not null references attachments,
  link_id       bigint not null references links,
  remote_id     text,
  refused       boolean not null default false,
  primary key (attachment_id, link_id),
  unique (link_id, remote_id)
);

create table intents (                                  -- what we are about to write, so that its echo is known
  id            bigint generated always as identity primary key,
  link_id       bigint not null references links,
  kind          text not null check (kind in ('create', 'fields', 'comment', 'attachment', 'addendum')),
  subject_id    bigint,                                 -- the comment or attachment
  content       jsonb not null,                         -- what is written: native fields, or text and visibility
  cursor_before text not null,
  cursor_after  text,
  version       integer not null,                       -- of the ticket
  began_at      timestamptz not null default now(),
  ended_at      timestamptz,                            -- the system is known to have finished with the request
  settled_at    timestamptz,
  state         text not null default 'open' check (state in ('open', 'written', 'not-written', 'abandoned'))
);
create unique index intents_one_open on intents (link_id) where state = 'open';
create index intents_link on intents (link_id, id);

create table inbox (                                    -- everything from outside, before anything else happens to it
  id          bigint generated always as identity primary key,
  system      text not null,
  delivery_id text not null,
  body        bytea not null,
  record_ids  text[] not null default '{}',
  entry       text,                                     -- the newest history entry that the hint tells of
  silent      boolean not null default false,
  signed_at   timestamptz,
  received_at timestamptz not null default now(),
  state       text not null default 'open' check (state in ('open', 'applied', 'ignored')),
  because     text,
  repeats     integer not null default 0,
  attempts    integer not null default 0,
  next_at     timestamptz not null default now(),
  settled_at  timestamptz,
  unique (system, delivery_id)
);
create index inbox_open on inbox (system, next_at) where state = 'open';

create table refused_hooks (                            -- the last heads of unsigned deliveries; outside the accounting
  id          bigint generated always as identity primary key,
  system      text not null,
  head        jsonb not null,
  at          timestamptz not null default now()
);
create table hook_counters (system text primary key, refused bigint not null default 0);

create table problems (
  id          bigint generated always as identity primary key,
  ticket_id   bigint references tickets,
  link_id     bigint references links,
  system      text not null,
  kind        text not null,                            -- field-refused, create-refused, unknown-value, record-lost, ...
  field       text not null default '',
  value       text,                                     -- what was, or is to be, written
  message     text not null,
  advice      text not null,
  attempts    integer not null default 1,
  state       text not null default 'open' check (state in ('open', 'resolved', 'skipped')),
  assignee_id bigint references users,
  since       timestamptz not null default now(),
  settled_at  timestamptz
);
create unique index problems_open on problems
  (system, kind, coalesce(ticket_id, 0), coalesce(link_id, 0), field, coalesce(value, '')) where state = 'open';

create table conflicts (
  id          bigint generated always as identity primary key,
  ticket_id   bigint not null references tickets,
  link_id     bigint references links,
  field       text not null,
  winner      jsonb not null,                           -- {value, system, at, actor}
  loser       jsonb not null,
  state       text not null default 'open' check (state in ('open', 'chosen', 'superseded')),
  chosen      text,
  created_at  timestamptz not null default now(),
  settled_at  timestamptz
);
create index conflicts_open on conflicts (ticket_id) where state = 'open';

create table gates (                                    -- one per system; a missing row is an open gate
  system      text primary key,
  open        boolean not null default true,
  generation  integer not null default 0,
  because     text,
  since       timestamptz not null default now()
);
create table gate_waiting (
  system      text not null,
  ticket_id   bigint not null references tickets,
  since       timestamptz not null default now(),
  primary key (system, ticket_id)
);

create table source_cursors (
  system          text primary key,
  cursor          text,
  list_cursor     text,                                 -- where the listing at first sight stands; 'done' after it
  first_seen_at   timestamptz not null default now(),
  last_poll_at    timestamptz,
  last_event_at   timestamptz,
  clock_offset_ms integer not null default 0,
  error           text
);

create table wakes (                                    -- the sweeper's back-off
  ticket_id   bigint primary key references tickets,
  attempts    integer not null default 0,
  next_at     timestamptz not null default now()
);

create table reconciliations (
  id          bigint generated always as identity primary key,
  system      text,
  repair      boolean not null,
  state       text not null default 'running' check (state in ('running', 'done', 'stopped', 'failed')),
  checked     integer not null default 0,
  total       integer,
  drift       jsonb not null default '[]',
  repaired    integer not null default 0,
  cursor      text,
  started_at  timestamptz not null default now(),
  ended_at    timestamptz
);

-- Up Migration
-- Notifications: who is told of what, by which way, and what became of it; the wishes of people; templates.

create table notifications (                            -- the outbox: a row for every message to one person, written with its event
  id            bigint generated always as identity primary key,
  ticket_id     bigint references tickets,              -- null: it is about no ticket (a contract)
  event         text not null,
  who           text not null,                          -- requester, participants, assignee, group, manager, executor, address
  contact_id    bigint references contacts,
  user_id       bigint references users,
  recipient     text not null,                          -- address in lower case, login, or the name or address of a webhook
  name          text not null default '',
  language      text not null default 'ru' check (language in ('ru', 'en')),
  channel       text not null check (channel in ('email', 'live', 'webhook')),
  outside       boolean not null,                       -- on the requester's side
  visibility    text not null check (visibility in ('public', 'internal')),
  detail        jsonb not null default '{}',            -- status, clock, level, actor: never a body
  comment_id    bigint references comments,
  mail_id       bigint references mails,                -- the mail that it answers
  bundle        text not null,                          -- what goes to one person together in one message
  state         text not null default 'queued' check (state in ('queued', 'sent', 'refused', 'bounced', 'suppressed')),
  because       text,
  message_id    text,                                   -- without brackets; fixed before the first attempt
  subject       text,
  attempts      integer not null default 0,
  ready_at      timestamptz not null default now(),     -- until then others may join it
  next_at       timestamptz not null default now(),     -- not before: quiet hours, digest, a try that failed
  created_at    timestamptz not null default now(),
  settled_at    timestamptz,
  check (not (outside and visibility = 'internal'))     -- internal remarks never leave
);
create index notifications_queued on notifications (next_at) where state = 'queued';
create index notifications_ticket on notifications (ticket_id, id);
create index notifications_message on notifications (message_id) where message_id is not null;
create index notifications_confirmations on notifications (recipient, created_at) where mail_id is not null;

create table channel_states (                           -- how the ways out fare
  channel     text primary key,
  state       text not null check (state in ('sending', 'away', 'refused')),
  error       text,
  advice      text,
  since       timestamptz not null default now(),
  seen_at     timestamptz                               -- the server last took something, or answered
);

create table notification_settings (                    -- what a person wishes, where it is not as the rules say
  id          bigint generated always as identity primary key,
  contact_id  bigint unique references contacts,
  user_id     bigint unique references users,
  choices     jsonb not null default '{}',              -- {event: {channel: true | false}}
  digest      text not null default 'none' check (digest in ('none', 'hourly', 'daily')),
  quiet_calendar_id bigint references calendars,        -- mails wait for its business hours
  updated_at  timestamptz not null default now(),
  check ((contact_id is null) <> (user_id is null))
);

create table notification_templates (                   -- beside those that come with the program
  event       text not null,
  language    text not null check (language in ('ru', 'en')),
  body        text not null,
  updated_by  text not null,
  updated_at  timestamptz not null default now(),
  primary key (event, language)
);

create table service_people (                           -- who answers for a service, and who works for it
  service_id  bigint not null references services,
  user_id     bigint not null references users,
  part        text not null check (part in ('manager', 'group')),
  primary key (service_id, user_id, part)
);

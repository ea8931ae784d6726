-- Up Migration
-- Mailboxes: every mail that ever came, where it went and why; who takes part in a ticket; how each mailbox fares.

create table mail_keys (                                -- sign reply addresses and Message-IDs; the newest signs, the two newest hold
  id          bigint generated always as identity primary key,
  key         bytea not null,
  created_at  timestamptz not null default now()
);

create table mails (
  id           bigint generated always as identity primary key,
  mailbox      text not null,                           -- its name in the configuration
  sha256       bytea not null references blobs,         -- the raw bytes, as they came
  size         bigint not null,
  message_id   text,                                    -- without brackets; null: it has none, or is not read yet
  content_hash bytea,                                   -- of all but the trace headers: the same mail on two ways
  from_name    text not null default '',
  from_address text,                                    -- in lower case
  subject      text not null default '',
  recipients   text[] not null default '{}',            -- of To and Cc, in lower case: they have it already
  received_at  timestamptz not null,                    -- the mail server's INTERNALDATE
  stored_at    timestamptz not null default now(),
  state        text not null default 'open' check (state in ('open', 'ticket', 'comment', 'quarantined', 'ignored', 'held')),
  because      text,                                    -- in words; in a code first where programs ask: `claim: ...`
  ticket_id    bigint references tickets,               -- of a held one: the ticket that it claims to belong to
  comment_id   bigint references comments,
  sender_id    bigint references contacts,
  answerable   boolean not null default false,          -- an automatic answer would reach a person (RFC 3834)
  third_party  boolean not null default false,
  same_as      bigint references mails,                 -- the mail that this one repeats
  attempts     integer not null default 0,              -- times that it was begun to be read
  next_at      timestamptz not null default now(),
  settled_at   timestamptz,
  decision     jsonb,                                   -- what a person decided about a held one
  unique (mailbox, sha256)
);
create index mails_open on mails (mailbox, next_at) where state = 'open';
create index mails_message on mails (message_id);
create index mails_ticket on mails (ticket_id);
create index mails_sender on mails (from_address, received_at);
create index mails_held on mails (state, id) where state in ('held', 'quarantined');

create table mail_arrivals (                            -- where it lies on the server; a rebuilt mailbox makes new rows
  mailbox      text not null,
  uid_validity text not null,
  uid          bigint not null,
  mail_id      bigint not null references mails,
  moved_at     timestamptz,
  primary key (mailbox, uid_validity, uid)
);
create index mail_arrivals_unmoved on mail_arrivals (mailbox, uid_validity) where moved_at is null;
create index mail_arrivals_mail on mail_arrivals (mail_id);

create table mail_contents (                            -- what was read out of it
  mail_id     bigint primary key references mails,
  text        text not null,                            -- all of it
  reply       text not null,                            -- without what was quoted
  html        text,                                     -- sanitised; images by data-cid and data-remote
  detail      jsonb not null default '{}',              -- files, invite, protection, forwarded original, bounce
  read_at     timestamptz not null default now()
);

create table mail_files (                               -- which attachment an image of the mail is
  mail_id       bigint not null references mails,
  n             integer not null,
  attachment_id bigint references attachments,          -- null: too large or left out, it is in the raw mail
  filename      text not null,
  media_type    text not null,
  size          bigint not null,
  cid           text,
  primary key (mail_id, n)
);

create table mail_bounces (                             -- delivery reports about mails of ours
  mail_id     bigint not null references mails,
  recipient   text not null,
  outbox_id   bigint,                                   -- of the mail that did not arrive, where its token says
  message_id  text,
  action      text not null,                            -- failed, delayed, ...
  status      text not null default '',                 -- 5.1.1
  diagnostic  text not null default '',
  primary key (mail_id, recipient)
);

create table bad_addresses (                            -- mail to them comes back for good
  address     text primary key,
  status      text not null,
  because     text not null,
  since       timestamptz not null default now()
);

create table ticket_participants (                      -- beside the requester
  ticket_id   bigint not null references tickets,
  contact_id  bigint not null references contacts,
  because     text not null,
  since       timestamptz not null default now(),
  primary key (ticket_id, contact_id)
);

create table mailbox_states (
  mailbox      text primary key,
  address      text not null,
  state        text not null check (state in ('connecting', 'watching', 'refused', 'away')),
  error        text,
  advice       text,
  uid_validity text,
  since        timestamptz not null default now(),
  seen_at      timestamptz                              -- the server answered
);

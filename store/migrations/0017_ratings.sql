-- Up Migration
-- What requesters thought of how their tickets were solved.

create table ticket_ratings (                           -- one for a ticket; a new word takes the place of the old one
  ticket_id   bigint primary key references tickets,
  contact_id  bigint not null references contacts,
  score       smallint not null check (score between 1 and 5),
  words       text not null default '',
  at          timestamptz not null default now(),
  changed_at  timestamptz
);

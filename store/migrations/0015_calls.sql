-- Up Migration
-- Calls: what was pushed or heard of each, and what it came to.

create table calls (
  id             bigint generated always as identity primary key,
  origin         text not null,                         -- cti, sipgate or asterisk
  call_id        text not null,                         -- of its first leg
  direction      text not null check (direction in ('in', 'out')),
  caller         text not null,                         -- E.164 where it can be read so, else as given; empty: not told
  callee         text not null,
  caller_numbers text[] not null default '{}',          -- every way to read it; empty when hidden
  caller_name    text,                                  -- as the telephone network says
  queue          text,
  state          text not null check (state in ('ringing', 'answered', 'ended', 'missed')),
  cause          text,
  operator       text,                                  -- login, or whatever the exchange calls him
  operator_id    bigint references users,
  rings_at       text[] not null default '{}',          -- operators whose telephones ring now
  started_at     timestamptz not null,
  answered_at    timestamptz,
  ended_at       timestamptz,
  candidates     jsonb not null default '[]',           -- [{contact, because, name, organisation?}], the best first
  contact_id     bigint references contacts,
  contact_chosen boolean not null default false,        -- by a person, or by the ticket
  ticket_id      bigint references tickets,
  draft          jsonb,                                 -- of the ticket that is being registered
  draft_by       bigint references users,
  draft_at       timestamptz,
  call_back_by   timestamptz,                           -- missed: when somebody should have called back
  called_back_at timestamptz,
  called_back_by text,
  duty_at        timestamptz,                           -- when its workflow has to look at it; null: never again
  duty_tries     integer not null default 0,
  version        integer not null default 1,
  created_at     timestamptz not null default now()
);
create index calls_state on calls (state, id desc);
create index calls_callers on calls using gin (caller_numbers);
create index calls_contact on calls (contact_id, id desc);
create index calls_ticket on calls (ticket_id);
create index calls_duty on calls (duty_at) where duty_at is not null;
create index calls_to_call_back on calls (call_back_by) where state = 'missed' and called_back_at is null;

create table call_legs (                                -- a transfer is a leg more of the same call
  origin   text not null,
  leg_id   text not null,                               -- the id that the exchange gives it
  call_id  bigint not null references calls,
  primary key (origin, leg_id)
);
create index call_legs_call on call_legs (call_id);
create index call_legs_id on call_legs (leg_id);

create table call_events (                              -- what was heard; the call is computed from these, in whatever order they came
  id       bigint generated always as identity primary key,
  origin   text not null,
  leg_id   text not null,
  kind     text not null check (kind in ('ringing', 'stopped', 'answered', 'ended')),
  key      text not null,
  at       timestamptz not null,
  data     jsonb not null,
  repeats  integer not null default 0,
  unique (origin, leg_id, kind, key),
  foreign key (origin, leg_id) references call_legs
);

create table learned_numbers (                          -- internal extensions and the like; E.164 stands with the contact itself
  number     text not null,
  contact_id bigint not null references contacts,
  learned_at timestamptz not null default now(),
  primary key (number, contact_id)
);

create index tickets_call on tickets (call_id) where call_id is not null;

-- The last ten digits of every number that a text names: however it is written, the same.
create function phone_tails(body text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct right(digits, 10)), '{}')
    from (select regexp_replace(m[1], '\D', '', 'g') as digits
            from regexp_matches(body, '(\+?[0-9][0-9() .-]{8,18}[0-9])', 'g') m) d
   where length(digits) between 10 and 15
$$;
create index tickets_numbers on tickets using gin (phone_tails(title || ' ' || description));

-- Numbers without their last three digits: the numbers of one office share it.
create function phone_blocks(phones text[]) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct left(p, -3)), '{}') from unnest(phones) p where length(p) > 8
$$;
create index contacts_blocks on contacts using gin (phone_blocks(phones));

-- Up Migration
-- The operator's daily work on tickets: how they hang together, canned answers, questions of a service, the priority matrix.

create table ticket_relations (                         -- read “from blocks to”, “from was caused by to”; related has no direction
  id          bigint generated always as identity primary key,
  kind        text not null check (kind in ('related', 'blocks', 'caused_by')),
  from_id     bigint not null references tickets,
  to_id       bigint not null references tickets check (to_id <> from_id),
  made_by     text not null,
  created_at  timestamptz not null default now(),
  unique (kind, from_id, to_id)
);
create index ticket_relations_to on ticket_relations (to_id);
create unique index ticket_relations_related on ticket_relations (least(from_id, to_id), greatest(from_id, to_id))
  where kind = 'related';

create table canned_answers (                           -- texts with placeholders (domain/canned), in both languages
  id          bigint generated always as identity primary key,
  title_ru    text not null,
  title_en    text not null,
  body_ru     text not null,
  body_en     text not null,
  version     integer not null default 1,
  updated_by  text not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);

create table service_questions (                        -- what is asked of whoever registers a ticket for the service
  id          bigint generated always as identity primary key,
  service_id  bigint not null references services,
  position    integer not null,
  kind        text not null check (kind in ('text', 'choice', 'yesno')),
  required    boolean not null,
  label_ru    text not null,
  label_en    text not null,
  choices     jsonb not null default '[]',              -- of a choice: [{ru, en}]
  retired_at  timestamptz                               -- no longer asked; its answers stay
);
create index service_questions_service on service_questions (service_id, position) where retired_at is null;

create table ticket_answers (                           -- as they were given, beside the description that shows them
  ticket_id   bigint not null references tickets,
  question_id bigint not null references service_questions,
  question    text not null,                            -- as it was asked
  answer      text not null,
  position    integer not null,
  primary key (ticket_id, question_id)
);

create table priority_matrix (                          -- no row: the usual one (domain/priority)
  only_one    boolean primary key default true check (only_one),
  priorities  jsonb not null,                           -- {impact: {urgency: priority}}
  updated_by  text not null,
  updated_at  timestamptz not null default now()
);

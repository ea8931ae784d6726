-- Comments that gathered while a system was away are sent one after the other under one intent, and the record is read once.
alter table intents drop constraint intents_kind_check;
alter table intents add constraint intents_kind_check
  check (kind in ('create', 'fields', 'comment', 'comments', 'attachment', 'addendum'));

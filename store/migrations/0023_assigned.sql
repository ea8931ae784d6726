-- Up Migration
-- To whom a task is given in its tracker: clocks inside the house go by it.

alter table changes drop constraint changes_kind_check;
alter table changes add constraint changes_kind_check
  check (kind in ('field', 'comment', 'comment-edited', 'attachment', 'assigned', 'created', 'gone', 'merged', 'other'));

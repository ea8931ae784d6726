-- Up Migration
-- When a message was given to its server last: how many leave in a minute may be limited.

alter table notifications add column tried_at timestamptz;
create index notifications_tried on notifications (tried_at) where channel = 'email' and tried_at is not null;

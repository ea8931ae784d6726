-- Up Migration
-- The page of a ticket shows the mails that its comments came by.

create index mails_comment on mails (comment_id) where comment_id is not null;

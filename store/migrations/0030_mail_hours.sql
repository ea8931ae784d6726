-- Up Migration
-- On the requester's side: when mails may come, in the words of his own page. {from, to, weekends, timeZone}; it goes before a calendar.

alter table notification_settings add column mail_hours jsonb;

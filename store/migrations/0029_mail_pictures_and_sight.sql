-- Up Migration
-- Pictures of mails that are in no ticket; what was copied by a merge, and from where; who sees a ticket in the portal.

-- Of a mail that is held, ignored or quarantined: its own pictures, for those who decide about it. Else the attachment has them.
alter table mail_files add column sha256 bytea references blobs;
create index mail_files_blob on mail_files (sha256) where sha256 is not null;

-- A merge copies what was said: the mail that said it shows at the copy, too.
alter table comments add column copied_from bigint references comments;   -- the first of all copies
alter table comments add column text_of bigint references tickets;        -- the text of this ticket, which was merged away
create index tickets_merged on tickets (merged_into) where merged_into is not null;

-- Who takes part sees the ticket in the portal; who was only brought by a merge is told of what is new, but sees nothing of
-- what somebody else has asked before.
alter table ticket_participants add column sees boolean not null default true;
update ticket_participants set sees = false where because like 'merged from %';
create index ticket_participants_contact on ticket_participants (contact_id);

-- The one rule of who sees which tickets on the requester's side. Every query that a portal user's request makes asks it.
create view portal_tickets as
select y.contact_id, t.id as ticket_id from portal_sight y join tickets t on t.requester_id = y.requester_id
union all
select p.contact_id, p.ticket_id from ticket_participants p where p.sees;

-- Up Migration
-- The portal: who sees whose tickets there, and the way in by a link.

-- Staff let this person see, and answer in, the tickets of everybody of his organisation.
alter table contacts add column sees_organisation boolean not null default false;

-- The one rule of who sees whose tickets on the requester's side. Every query that a portal user's request makes asks it.
create view portal_sight as
select c.id as contact_id, c.id as requester_id from contacts c
union all
select c.id, r.id from contacts c join contacts r on r.organisation_id = c.organisation_id and r.id <> c.id
 where c.sees_organisation;

create table sign_in_links (                            -- one-time links that were sent and have not been used
  hash        bytea primary key,                        -- SHA-256 of what stands in the link: a stolen table opens nothing
  contact_id  bigint not null references contacts,
  address     text not null,                            -- in small letters; a link opens nothing once the contact has another
  back        text,                                     -- the page of the portal that was asked for
  expires_at  timestamptz not null
);
create index sign_in_links_contact on sign_in_links (contact_id);
create index sign_in_links_age on sign_in_links (expires_at);

-- How many links went to an address lately.
create index notifications_sign_in on notifications (recipient, created_at) where bundle = 'sign-in';

-- A contact's way into the portal.
create index users_contact on users (contact_id) where contact_id is not null;

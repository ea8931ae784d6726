-- Up Migration
-- What pages and calls read: the state of the synchronisation, and search over people.

create index problems_of_link on problems (link_id) where state = 'open';
create index problems_of_ticket on problems (ticket_id) where state = 'open';

-- null: whatever the person's browser asks for
alter table users alter column language drop default;
alter table users alter column language drop not null;

alter table contacts add column search tsvector generated always as (
  to_tsvector('russian', name) || to_tsvector('english', name)
  || to_tsvector('simple', coalesce(email, '') || ' ' || translate(coalesce(email, ''), '@.-_+', '     '))) stored;
create index contacts_search on contacts using gin (search);

create index tickets_newest on tickets (status, id desc);
create index idempotency_age on idempotency (created_at);
create index live_events_age on live_events (at);

-- A link is behind when its record is not known to show the ticket's version. A problem of the whole record (field = '') means
-- that nothing is tried there until a person acts; a problem of one field holds nothing else up.
create view link_views as
select l.id, l.ticket_id, l.system, l.role, l.key, l.record_id, l.confirmed_at, l.pushed_ms, p.message as problem,
  case
    when l.state in ('unlinked', 'lost', 'refused') then l.state
    when s.behind and g.open is false then 'blocked'
    when s.behind and not p.whole then case l.state when 'creating' then 'creating' else 'pending' end
    when s.behind or l.refusals <> '{}' or p.message is not null then 'partial'
    else 'synced'
  end as state
from links l
join tickets t on t.id = l.ticket_id
cross join lateral (select l.confirmed_version < t.version or l.record_id is null as behind) s
left join gates g on g.system = l.system
left join lateral (
  select (array_agg(message order by field = '' desc, id))[1] as message, coalesce(bool_or(field = ''), false) as whole
  from problems where link_id = l.id and state = 'open') p on true;

-- synced | pending | partial | blocked, as API.md says (sync.state)
create view ticket_sync as
select t.id as ticket_id,
  case
    when l.blocked then 'blocked'
    when l.pending then 'pending'
    when exists (
      select 1 from changes c
      where c.ticket_id = t.id and c.state = 'open' and not exists (
        select 1 from problems p
        where p.ticket_id = t.id and p.state = 'open' and p.system = c.system and p.field in ('', c.field)))
      then 'pending'
    when l.partial or exists (select 1 from problems p where p.ticket_id = t.id and p.state = 'open') then 'partial'
    else 'synced'
  end as state
from tickets t
cross join lateral (
  select coalesce(bool_or(v.state = 'blocked'), false) as blocked,
         coalesce(bool_or(v.state in ('pending', 'creating')), false) as pending,
         coalesce(bool_or(v.state in ('partial', 'refused', 'lost')), false) as partial
  from link_views v where v.ticket_id = t.id) l;

-- Up Migration
-- Every copy of a comment that a record holds, and systems that left the configuration.

-- What was added there when the comment changed: taken back together with the first copy.
alter table comment_links add column addenda text[] not null default '{}';

-- Systems in which tickets have records, but which the configuration does not name any more.
create table retired_systems (
  system text primary key,
  since  timestamptz not null default now()
);

-- As before; a record in a retired system is wanted no more.
create or replace view link_views as
select l.id, l.ticket_id, l.system, l.role, l.key, l.record_id, l.confirmed_at, l.pushed_ms, p.message as problem,
  case
    when exists (select 1 from retired_systems r where r.system = l.system) then 'unlinked'
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

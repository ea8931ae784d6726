-- Up Migration
-- What a problem's sentences name, so that pages tell it in the reader's language; and why a webhook was refused.

-- null: it was raised before, or its kind is none of ours any more; its English sentence is shown
alter table problems add column params jsonb;

-- null: kept before
alter table refused_hooks add column because text check (because in ('unsigned', 'wrongSignature', 'noSecret'));

-- As before, and what the problem that is named there is.
create or replace view link_views as
select l.id, l.ticket_id, l.system, l.role, l.key, l.record_id, l.confirmed_at, l.pushed_ms, p.told->>'message' as problem,
  case
    when exists (select 1 from retired_systems r where r.system = l.system) then 'unlinked'
    when l.state in ('unlinked', 'lost', 'refused') then l.state
    when s.behind and g.open is false then 'blocked'
    when s.behind and not p.whole then case l.state when 'creating' then 'creating' else 'pending' end
    when s.behind or l.refusals <> '{}' or p.told is not null then 'partial'
    else 'synced'
  end as state, p.told
from links l
join tickets t on t.id = l.ticket_id
cross join lateral (select l.confirmed_version < t.version or l.record_id is null as behind) s
left join gates g on g.system = l.system
left join lateral (
  select (array_agg(jsonb_build_object('kind', kind, 'message', message, 'advice', advice, 'params', params)
                    order by field = '' desc, id))[1] as told,
    coalesce(bool_or(field = ''), false) as whole
  from problems where link_id = l.id and state = 'open') p on true;

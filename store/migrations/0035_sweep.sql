-- Up Migration
-- What the sweeper looks at every two seconds must not cost more with every ticket that there ever was.

-- Tickets move by the newest; a summary of block ranges costs their updates nothing (they stay HOT, from Postgres 16 on).
create index tickets_updated on tickets using brin (updated_at) with (pages_per_range = 16, autosummarize = on);
create index tickets_sla_next on tickets (sla_next_at) where sla_next_at is not null;

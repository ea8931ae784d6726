-- What is confirmed in one minute is counted in several rows: whoever confirms holds his row until he commits, and all pushes and
-- merges of a system stood behind one another for it.
alter table sync_minutes add column part smallint not null default 0;  -- the connection's, by its server process
alter table sync_minutes drop constraint sync_minutes_pkey;
alter table sync_minutes add primary key (system, minute, part);

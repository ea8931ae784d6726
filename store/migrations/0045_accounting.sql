-- Up Migration
-- The accounting counts what was delivered again in either table: few rows among all that ever came. The rest of `changes` is counted
-- by the index changes_system_state alone. No index of `inbox` by state: every delivery would write it twice, and a scan is quick enough.
create index inbox_repeated on inbox (system) include (repeats) where repeats > 0;
create index changes_repeated on changes (system) include (repeats) where repeats > 0;

-- Up Migration
-- A tsvector holds 1 MB at most. A text with more words than that (a log pasted into a mail) must be kept all the same: then its
-- first words can be searched for, as many as fit.

create function search_of_ticket(number text, title text, description text) returns tsvector language plpgsql immutable as $$
begin
  loop
    begin
      return setweight(to_tsvector('pg_catalog.simple', number), 'A')
        || setweight(to_tsvector('pg_catalog.russian', title), 'B') || setweight(to_tsvector('pg_catalog.english', title), 'B')
        || to_tsvector('pg_catalog.russian', description) || to_tsvector('pg_catalog.english', description);
    exception when program_limit_exceeded then
      if length(title) > length(description) then title := left(title, length(title) / 2);
      else description := left(description, length(description) / 2);
      end if;
    end;
  end loop;
end $$;

create function search_of_comment(body text) returns tsvector language plpgsql immutable as $$
begin
  loop
    begin
      return to_tsvector('pg_catalog.russian', body) || to_tsvector('pg_catalog.english', body);
    exception when program_limit_exceeded then
      body := left(body, length(body) / 2);
    end;
  end loop;
end $$;

alter table tickets drop column search;
alter table tickets add column search tsvector generated always as (search_of_ticket(number, title, description)) stored;
create index tickets_search on tickets using gin (search);

alter table comments drop column search;
alter table comments add column search tsvector generated always as (search_of_comment(body)) stored;
create index comments_search on comments using gin (search);

-- Up Migration
-- Every operator's page asks for his calls that led to no ticket; without it all calls that ever ended are looked through.
create index calls_without_ticket on calls (operator_id, id desc) where state = 'ended' and ticket_id is null;

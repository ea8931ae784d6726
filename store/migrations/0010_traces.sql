-- Up Migration
-- Where a trace goes on: W3C traceparent of what stored the row (https://www.w3.org/TR/trace-context/); null while tracing is off.

alter table inbox add column traceparent text;
alter table changes add column traceparent text;

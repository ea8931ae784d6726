-- Up Migration
-- Who is known at a provider may be of the staff and a requester: the way he comes says as which of the two.

alter table identities drop constraint identities_pkey;
alter table identities add primary key (issuer, subject, user_id);

-- What derived state was made from.

-- A mark is written in the transaction that makes the derived state. Parties are
-- whole while the generation of their mark is the counter's: every change of what
-- they are made of (entries, judgements) moves the counter in its own transaction.
create table derived (
  name       plain_text primary key, -- 'parties', 'starter', 'examples'
  generation bigint     not null,    -- the counter's value at the end of the transaction
  engine     plain_text not null     -- the version of what made it, or the digest of what was loaded
);

-- An empty database is whole. One of an earlier version has no mark: its parties are made anew.
insert into derived (name, generation, engine) select 'parties', 0, '' from counter where name = 'generation' and value = 0;

-- Counts the readings that were stored, so that whoever holds sketches in memory sees that others stored some.
insert into counter (name, value) select 'documents', count(*) from document;

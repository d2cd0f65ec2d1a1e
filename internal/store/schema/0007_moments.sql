-- What a timeline needs of what the documents say, without their texts.

-- +goose Up

-- One dated event or statement of a document that is no copy. A row is derived
-- from the reading in the transaction that stores it.
create table moment (
  document plain_text not null references document on delete cascade,
  kind     plain_text not null, -- 'event' or 'statement'
  n        bigint     not null, -- its place among the document's events or statements
  day      plain_text not null, -- its place in the order: "2024" before "2024-02" before "2024-02-22"
  last     plain_text not null, -- the last day that it may mean
  starts   plain_text not null, -- the period, as cordon.Date writes it; empty when open
  ends     plain_text not null,
  status   plain_text not null, -- of an event, or the kind of a statement
  speaker  plain_text not null,
  party    plain_text not null, -- the speaker, when a listed party
  summary  plain_text not null,
  primary key (document, kind, n)
);
create index moment_day on moment (day, kind);

-- The parties that a moment is about: they take part or speak, or a sentence of it names them.
create table moment_party (
  document plain_text not null,
  kind     plain_text not null,
  n        bigint     not null,
  party    plain_text not null,
  primary key (document, kind, n, party),
  foreign key (document, kind, n) references moment on delete cascade
);
create index moment_party_party on moment_party (party);

-- What the documents say.

-- +goose Up

create table document (
  document       plain_text primary key,
  ref            plain_text not null,
  outlet         plain_text not null,
  title          plain_text not null,
  lang           plain_text not null,
  published      plain_text not null, -- "2024-02-22", "2024-02"; empty when unknown
  published_from plain_text not null, -- first and last day that it may mean
  published_to   plain_text not null,
  story          plain_text not null,
  copy_of        plain_text not null,
  relevant       boolean    not null,
  example        boolean    not null,
  sketch         plain_text not null, -- 16 hex digits a number
  doc            text       not null  -- cordon.Document without its sketch
);
create index document_ref on document (ref);
create index document_published on document (published_from);

create table mention (
  document plain_text not null references document on delete cascade,
  n        bigint     not null,
  party    plain_text not null,
  entity   plain_text not null,
  kind     plain_text not null,
  doc      text       not null, -- cordon.Mention
  primary key (document, n)
);
create index mention_party on mention (party);

create table statement (
  document  plain_text not null references document on delete cascade,
  n         bigint     not null,
  party     plain_text not null,
  speaker   plain_text not null,
  kind      plain_text not null,
  said_from plain_text not null,
  said_to   plain_text not null,
  doc       text       not null, -- cordon.Statement
  primary key (document, n)
);
create index statement_party on statement (party);

create table event (
  document  plain_text not null references document on delete cascade,
  n         bigint     not null,
  event     plain_text not null,
  type      plain_text not null,
  status    plain_text not null,
  when_from plain_text not null,
  when_to   plain_text not null,
  doc       text       not null, -- cordon.Event
  primary key (document, n)
);
create index event_when on event (when_from);

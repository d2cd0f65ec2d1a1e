-- Who is behind the entries, and why we think so.

-- +goose Up

create table member (
  entry plain_text primary key,
  party plain_text not null,
  n     bigint     not null -- place within the party
);
create index member_party on member (party, n, entry);

-- Party IDs that were merged away, and where their entry is now.
create table redirect (
  former plain_text primary key,
  party  plain_text not null
);
create index redirect_party on redirect (party);

create table judgement (
  a      plain_text not null, -- the lesser of the two IDs
  b      plain_text not null,
  author plain_text not null,
  at     bigint     not null, -- microseconds
  doc    text       not null, -- cordon.Judgement
  primary key (a, b, author)
);

-- What was asked, what came of it, and who did what.

-- +goose Up

create table alert (
  alert    plain_text primary key,
  kind     plain_text not null,
  raised   bigint     not null, -- microseconds
  party    plain_text not null,
  entry    plain_text not null,
  document plain_text not null,
  doc      text       not null -- cordon.Alert
);
create index alert_raised on alert (raised);

create table screening (
  screening plain_text primary key,
  at        bigint     not null, -- microseconds
  author    plain_text not null,
  doc       text       not null -- cordon.Screening
);

create table audit (
  seq    bigint primary key,
  at     bigint     not null, -- microseconds
  actor  plain_text not null,
  action plain_text not null,
  object plain_text not null,
  digest plain_text not null,
  prev   plain_text not null
);

-- What the official lists say. plain_text is text compared byte by byte.

-- +goose Up

create table snapshot (
  snapshot  plain_text primary key,
  list      plain_text not null,
  seq       bigint     not null, -- 1, 2, 3 … within the list
  fetched   bigint     not null, -- microseconds
  published plain_text not null, -- first day of the published date; the day fetched when it has none
  starter   boolean    not null,
  entries   bigint     not null,
  digests   plain_text not null, -- sorted, joined by spaces
  doc       text       not null, -- cordon.Snapshot
  unique (list, seq)
);
create index snapshot_digests on snapshot (list, digests);
create index snapshot_fetched on snapshot (fetched);

-- Rows are added, and until is closed; nothing else ever changes.
create table entry_version (
  entry       plain_text not null,
  n           bigint     not null, -- 1, 2, 3 … within the entry
  list        plain_text not null,
  fingerprint plain_text not null,
  kind        plain_text not null,
  name        plain_text not null,
  starter     boolean    not null,
  since       plain_text not null references snapshot,
  since_day   plain_text not null, -- of the snapshot's publication
  since_known bigint     not null, -- of the snapshot's fetching, microseconds
  until       plain_text references snapshot, -- null while current
  until_day   plain_text,
  until_known bigint,
  doc         text       not null, -- cordon.Entry
  primary key (entry, n)
);
create unique index entry_version_current on entry_version (entry) where until is null;
create index entry_version_list on entry_version (list, entry, n);

create table entry_change (
  snapshot plain_text not null references snapshot,
  entry    plain_text not null,
  kind     plain_text not null,
  name     plain_text not null,
  fields   text       not null, -- []cordon.FieldChange
  primary key (snapshot, entry)
);
create index entry_change_entry on entry_change (entry);

-- The best known dates of a designation, as versions like those of entries.
create table listing (
  entry       plain_text not null,
  programme   plain_text not null,
  n           bigint     not null,
  list        plain_text not null,
  authority   plain_text not null,
  listed      plain_text not null, -- as published: "2014", "~1951-02"; empty when unknown
  date_kind   plain_text not null,
  delisted    plain_text not null,
  from_day    plain_text not null, -- in force from this day …
  until_day   plain_text not null, -- … up to, not including, this one; empty while in force
  measures    text       not null, -- []cordon.Measure
  snapshot    plain_text not null references snapshot, -- where listed comes from
  since_known bigint     not null,
  until_known bigint, -- null for what we know now
  primary key (entry, programme, n)
);
create unique index listing_now on listing (entry, programme) where until_known is null;
create index listing_list on listing (list) where until_known is null;

create table counter (
  name  plain_text primary key,
  value bigint not null
);
insert into counter (name, value) values ('generation', 0), ('audit', 0);

-- What the safety checks held back of list updates.

create table pending_update (
  list    plain_text not null,
  digests plain_text not null, -- of the publication's files: sorted, joined by spaces
  at      bigint     not null, -- when it was held back, microseconds
  state   plain_text not null, -- 'pending', 'accepted', 'confirmed', 'superseded'
  doc     text       not null, -- cordon.PendingUpdate
  primary key (list, digests)
);
create index pending_update_state on pending_update (state, at);

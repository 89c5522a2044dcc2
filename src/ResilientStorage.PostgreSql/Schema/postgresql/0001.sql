-- ResilientStorage ledger on PostgreSQL (13 or newer), schema version 1.
-- To make it by hand (PostgreSqlLedgerOptions.Schema = Verify), as the role that is to own the tables:
--   PGOPTIONS='-c search_path=resilientstorage' psql -1 -v ON_ERROR_STOP=1 -c 'CREATE SCHEMA resilientstorage' -f 0001.sql DATABASE
-- The role of the applications then needs, and needs no more than:
--   GRANT USAGE ON SCHEMA resilientstorage TO app;
--   GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA resilientstorage TO app;
-- Times are microseconds since 1970 UTC. Ids of versions are texts of 36 characters. Texts compare by their UTF-8 bytes (COLLATE "C").
-- The numbers of states and kinds are those of the enumerations in ResilientStorage.Abstractions.

CREATE TABLE rs_meta (
    id                 bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    schema_version     bigint NOT NULL,
    min_reader_version bigint NOT NULL,              -- code that knows this version or a later one may go on working
    ledger_id          text COLLATE "C",             -- taken from the first process that opens the ledger
    generation         bigint NOT NULL
);

CREATE TABLE rs_stores (
    instance           text COLLATE "C" NOT NULL,
    name               text COLLATE "C" NOT NULL,
    position           bigint NOT NULL,              -- the order in which they were recorded
    role               bigint NOT NULL,
    state              bigint NOT NULL,
    kind               text COLLATE "C" NOT NULL,
    endpoint           text COLLATE "C" NOT NULL,
    bucket             text COLLATE "C" NOT NULL,
    prefix             text COLLATE "C" NOT NULL,
    marker_id          text COLLATE "C",
    repairs_stopped_at bigint,
    storm_began_at     bigint,                       -- the storm guard's window, and what it has counted
    storm_count        bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (instance, name)
);

CREATE TABLE rs_resources (
    resource_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    instance           text COLLATE "C" NOT NULL,
    key                text COLLATE "C" NOT NULL,
    forget             bigint NOT NULL DEFAULT 0     -- 1: the key becomes its hash once nothing of the resource is left
);
CREATE UNIQUE INDEX rs_resources_key ON rs_resources (instance, key);

CREATE TABLE rs_versions (
    version_id         text COLLATE "C" NOT NULL PRIMARY KEY,
    instance           text COLLATE "C" NOT NULL,
    resource_id        bigint NOT NULL REFERENCES rs_resources (resource_id),
    state              bigint NOT NULL,
    epoch              bigint NOT NULL,
    begun_at           bigint NOT NULL,
    created_at         bigint,                       -- the commit; null for a version that never was
    ended_at           bigint,
    end_kind           bigint NOT NULL DEFAULT 0,
    purged             bigint NOT NULL DEFAULT 0,    -- 1: its erasure was asked for
    lease_until        bigint,                       -- of the upload, while Pending
    commit_epoch       bigint,                       -- the epoch that the commit carried, so that a repeated one is known
    object_key         text COLLATE "C" NOT NULL,
    content_type       text COLLATE "C" NOT NULL,
    metadata           text COLLATE "C",             -- a JSON object; null for none
    cache_control      text COLLATE "C",
    access             bigint NOT NULL,
    idempotency_key    text COLLATE "C",
    if_exists          bigint NOT NULL,              -- what the intent asked for, checked again by the commit
    if_version         text COLLATE "C",
    publish_at         text COLLATE "C",             -- null leaves the alias, an empty text ends it
    length             bigint,
    sha256             text COLLATE "C",
    block_size         bigint,
    blocks             bytea                         -- CRC32C per block, four little-endian bytes each: the first 64 KiB of them
);
CREATE UNIQUE INDEX rs_versions_live ON rs_versions (resource_id) WHERE state = 1;
CREATE INDEX rs_versions_resource ON rs_versions (resource_id, state);
CREATE UNIQUE INDEX rs_versions_idempotency ON rs_versions (instance, idempotency_key) WHERE idempotency_key IS NOT NULL AND state < 3;
CREATE INDEX rs_versions_lease ON rs_versions (instance, lease_until) WHERE state = 0;
CREATE INDEX rs_versions_state ON rs_versions (instance, state, version_id) WHERE state IN (1, 2, 3);

CREATE TABLE rs_block_chunks (
    version_id         text COLLATE "C" NOT NULL REFERENCES rs_versions (version_id),
    chunk              bigint NOT NULL,              -- from 1: chunk 0 is rs_versions.blocks
    blocks             bytea NOT NULL,
    PRIMARY KEY (version_id, chunk)
);

CREATE TABLE rs_replicas (
    version_id          text COLLATE "C" NOT NULL REFERENCES rs_versions (version_id),
    store               text COLLATE "C" NOT NULL,
    instance            text COLLATE "C" NOT NULL,
    object_key          text COLLATE "C" NOT NULL,
    state               bigint NOT NULL,
    epoch               bigint NOT NULL,
    previous_state      bigint,                      -- what it was before it became Repairing
    etag                text COLLATE "C",
    provider_version_id text COLLATE "C",
    reason              text COLLATE "C",
    repair_lease_until  bigint,                      -- of the repair that is writing it; it outlives the item of work
    late_write_at       bigint,                      -- the last moment at which a write of unknown outcome may have been under way
    PRIMARY KEY (version_id, store)
);
CREATE INDEX rs_replicas_object ON rs_replicas (instance, store, object_key, version_id) WHERE state < 6;
CREATE INDEX rs_replicas_trouble ON rs_replicas (instance, version_id) WHERE state IN (0, 2, 3, 4);

CREATE TABLE rs_aliases (
    instance           text COLLATE "C" NOT NULL,
    alias_key          text COLLATE "C" NOT NULL,
    resource_id        bigint NOT NULL REFERENCES rs_resources (resource_id),
    wanted             bigint NOT NULL,              -- 0: ended, the row goes when its object has gone
    PRIMARY KEY (instance, alias_key)
);
CREATE UNIQUE INDEX rs_aliases_wanted ON rs_aliases (resource_id) WHERE wanted = 1;
CREATE INDEX rs_aliases_resource ON rs_aliases (resource_id);

CREATE TABLE rs_work (
    work_id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    instance           text COLLATE "C" NOT NULL,
    kind               bigint NOT NULL,
    subject            text COLLATE "C" NOT NULL,    -- the version's id; for an alias its fixed key
    store              text COLLATE "C" NOT NULL,    -- empty for an alias: it lies in the main store
    epoch              bigint NOT NULL DEFAULT 0,
    due_at             bigint NOT NULL,
    attempts           bigint NOT NULL DEFAULT 0,
    dead               bigint NOT NULL DEFAULT 0,
    lease_until        bigint,
    claimed_at         bigint,                       -- when the latest claim began
    waits_late         bigint NOT NULL DEFAULT 0,    -- 1: done once, and due again only for writes that may land late
    may_write_late     bigint NOT NULL DEFAULT 0,    -- of an alias: 1 while a write of an earlier try may still land
    compare_again_at   bigint,                       -- of an alias: until then no comparison is the last one
    reason             text COLLATE "C",
    failed_at          bigint,
    told_at            bigint,
    unreachable_at     bigint
);
CREATE UNIQUE INDEX rs_work_subject ON rs_work (instance, kind, subject, store);
CREATE INDEX rs_work_due ON rs_work (instance, kind, due_at);
CREATE INDEX rs_work_dead ON rs_work (instance, work_id) WHERE dead = 1;

CREATE TABLE rs_history (
    history_id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version_id         text COLLATE "C" NOT NULL REFERENCES rs_versions (version_id),
    at                 bigint NOT NULL,
    event              bigint NOT NULL,
    store              text COLLATE "C",
    reason             text COLLATE "C"
);
CREATE INDEX rs_history_version ON rs_history (version_id);

-- Checksums do not compress: they are kept as they are.
ALTER TABLE rs_versions ALTER COLUMN blocks SET STORAGE EXTERNAL;
ALTER TABLE rs_block_chunks ALTER COLUMN blocks SET STORAGE EXTERNAL;

CREATE TABLE rs_invalidation_intents (
    intent_id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    instance           text COLLATE "C" NOT NULL,
    subject            text COLLATE "C" NOT NULL,             -- what it is about: a bucket and key, or a path and distribution
    bucket             text COLLATE "C",
    object_key         text COLLATE "C",
    path               text COLLATE "C",
    distribution_id    text COLLATE "C",
    is_removal         bigint NOT NULL,
    is_backfill        bigint NOT NULL,
    occurred_at        bigint,
    created_at         bigint NOT NULL,
    revision           bigint NOT NULL           -- raised by each change: a batch settles the one that it was planned from
);
CREATE UNIQUE INDEX rs_invalidation_intents_subject ON rs_invalidation_intents (instance, subject);
CREATE INDEX rs_invalidation_intents_order ON rs_invalidation_intents (instance, is_backfill, intent_id);

CREATE TABLE rs_invalidation_batches (
    batch_id           text COLLATE "C" NOT NULL PRIMARY KEY,
    instance           text COLLATE "C" NOT NULL,
    distribution_id    text COLLATE "C" NOT NULL,
    caller_reference   text COLLATE "C" NOT NULL,
    paths              text COLLATE "C" NOT NULL,             -- encoded, one a line
    path_count         bigint NOT NULL,
    wildcard_count     bigint NOT NULL,
    single_paths       bigint NOT NULL,
    is_backfill        bigint NOT NULL,
    state              bigint NOT NULL,
    attempts           bigint NOT NULL,
    created_at         bigint NOT NULL,
    due_at             bigint NOT NULL,
    accepted_at        bigint,
    invalidation_id    text COLLATE "C",
    reason             text COLLATE "C",
    report_key         text COLLATE "C"
);
CREATE INDEX rs_invalidation_batches_state ON rs_invalidation_batches (instance, state, due_at);
CREATE INDEX rs_invalidation_batches_accepted ON rs_invalidation_batches (instance, accepted_at) WHERE accepted_at IS NOT NULL;

CREATE TABLE rs_invalidation_leases (
    instance           text COLLATE "C" NOT NULL PRIMARY KEY,
    owner              text COLLATE "C" NOT NULL,
    token              bigint NOT NULL,          -- raised with each new owner
    until              bigint NOT NULL
);

INSERT INTO rs_meta (id, schema_version, min_reader_version, generation) VALUES (1, 1, 1, 1);

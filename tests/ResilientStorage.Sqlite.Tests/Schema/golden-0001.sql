PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE rs_meta (
    id                 INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    schema_version     INTEGER NOT NULL,
    min_reader_version INTEGER NOT NULL,          -- code that knows this version or a later one may go on working
    ledger_id          TEXT,                      -- taken from the first process that opens the ledger
    generation         INTEGER NOT NULL
);
INSERT INTO rs_meta VALUES(1,1,1,'11111111-2222-3333-4444-555555555555',1);
CREATE TABLE rs_stores (
    instance           TEXT NOT NULL,
    name               TEXT NOT NULL,
    position           INTEGER NOT NULL,          -- the order in which they were recorded
    role               INTEGER NOT NULL,
    state              INTEGER NOT NULL,
    kind               TEXT NOT NULL,
    endpoint           TEXT NOT NULL,
    bucket             TEXT NOT NULL,
    prefix             TEXT NOT NULL,
    marker_id          TEXT,
    repairs_stopped_at INTEGER,
    storm_began_at     INTEGER,                   -- the storm guard's window, and what it has counted
    storm_count        INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (instance, name)
) WITHOUT ROWID;
INSERT INTO rs_stores VALUES('photos','backup',1,1,1,'memory','','bucket-backup','',NULL,NULL,NULL,0);
INSERT INTO rs_stores VALUES('photos','main',0,0,1,'memory','','bucket-main','','99999999-2222-3333-4444-555555555555',NULL,1767323045000000,1);
CREATE TABLE rs_resources (
    resource_id        INTEGER PRIMARY KEY AUTOINCREMENT,
    instance           TEXT NOT NULL,
    key                TEXT NOT NULL,
    forget             INTEGER NOT NULL DEFAULT 0 -- 1: the key becomes its hash once nothing of the resource is left
);
INSERT INTO rs_resources VALUES(1,'photos','avatars/42.webp',0);
INSERT INTO rs_resources VALUES(3,'photos','docs/a.pdf',0);
INSERT INTO rs_resources VALUES(4,'photos','docs/b.pdf',0);
CREATE TABLE rs_versions (
    version_id         TEXT NOT NULL PRIMARY KEY,
    instance           TEXT NOT NULL,
    resource_id        INTEGER NOT NULL REFERENCES rs_resources (resource_id),
    state              INTEGER NOT NULL,
    epoch              INTEGER NOT NULL,
    begun_at           INTEGER NOT NULL,
    created_at         INTEGER,                   -- the commit; null for a version that never was
    ended_at           INTEGER,
    end_kind           INTEGER NOT NULL DEFAULT 0,
    purged             INTEGER NOT NULL DEFAULT 0, -- 1: its erasure was asked for
    lease_until        INTEGER,                   -- of the upload, while Pending
    commit_epoch       INTEGER,                   -- the epoch that the commit carried, so that a repeated one is known
    object_key         TEXT NOT NULL,
    content_type       TEXT NOT NULL,
    metadata           TEXT,                      -- a JSON object; null for none
    cache_control      TEXT,
    access             INTEGER NOT NULL,
    idempotency_key    TEXT,
    if_exists          INTEGER NOT NULL,          -- what the intent asked for, checked again by the commit
    if_version         TEXT,
    publish_at         TEXT,                      -- null leaves the alias, an empty text ends it
    length             INTEGER,
    sha256             TEXT,
    block_size         INTEGER,
    blocks             BLOB                       -- CRC32C per block, four little-endian bytes each: the first 64 KiB of them
);
INSERT INTO rs_versions VALUES('00000001-0000-7000-8000-000000000000','photos',1,2,3,1767323045000000,1767323045000000,1767323045000000,2,0,NULL,1,'avatars/42.webp.00000001-0000-7000-8000-000000000000','application/octet-stream',NULL,NULL,0,NULL,1,NULL,NULL,1000,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',512,X'0000000003000000');
INSERT INTO rs_versions VALUES('00000002-0000-7000-8000-000000000000','photos',1,1,2,1767323045000000,1767323045000000,NULL,0,0,NULL,1,'avatars/42.webp.00000002-0000-7000-8000-000000000000','image/webp','{"title":"gr\u00F6\u00DFer"}','public, max-age=31536000, immutable',0,'k1',1,NULL,'public/42.webp',1000,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',512,X'000000000300000006000000');
INSERT INTO rs_versions VALUES('00000003-0000-7000-8000-000000000000','photos',3,3,2,1767323045000000,NULL,1767323045000000,3,0,NULL,NULL,'docs/a.pdf.00000003-0000-7000-8000-000000000000','application/octet-stream',NULL,NULL,0,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO rs_versions VALUES('00000004-0000-7000-8000-000000000000','photos',4,0,1,1767323045000000,NULL,NULL,0,0,1767323105000000,NULL,'docs/b.pdf.00000004-0000-7000-8000-000000000000','application/octet-stream',NULL,NULL,0,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE rs_block_chunks (
    version_id         TEXT NOT NULL REFERENCES rs_versions (version_id),
    chunk              INTEGER NOT NULL,          -- from 1: chunk 0 is rs_versions.blocks
    blocks             BLOB NOT NULL,
    PRIMARY KEY (version_id, chunk)
);
CREATE TABLE rs_replicas (
    version_id          TEXT NOT NULL REFERENCES rs_versions (version_id),
    store               TEXT NOT NULL,
    instance            TEXT NOT NULL,
    object_key          TEXT NOT NULL,
    state               INTEGER NOT NULL,
    epoch               INTEGER NOT NULL,
    previous_state      INTEGER,                  -- what it was before it became Repairing
    etag                TEXT,
    provider_version_id TEXT,
    reason              TEXT,
    repair_lease_until  INTEGER,                  -- of the repair that is writing it; it outlives the item of work
    late_write_at       INTEGER,                  -- the last moment at which a write of unknown outcome may have been under way
    PRIMARY KEY (version_id, store)
) WITHOUT ROWID;
INSERT INTO rs_replicas VALUES('00000001-0000-7000-8000-000000000000','backup','photos','avatars/42.webp.00000001-0000-7000-8000-000000000000',1,2,NULL,'etag-backup',NULL,NULL,NULL,NULL);
INSERT INTO rs_replicas VALUES('00000001-0000-7000-8000-000000000000','main','photos','avatars/42.webp.00000001-0000-7000-8000-000000000000',1,2,NULL,'etag-main',NULL,NULL,NULL,NULL);
INSERT INTO rs_replicas VALUES('00000002-0000-7000-8000-000000000000','backup','photos','avatars/42.webp.00000002-0000-7000-8000-000000000000',1,2,NULL,'etag-backup',NULL,NULL,NULL,NULL);
INSERT INTO rs_replicas VALUES('00000002-0000-7000-8000-000000000000','main','photos','avatars/42.webp.00000002-0000-7000-8000-000000000000',2,3,NULL,'etag-main',NULL,'404',NULL,NULL);
INSERT INTO rs_replicas VALUES('00000003-0000-7000-8000-000000000000','backup','photos','docs/a.pdf.00000003-0000-7000-8000-000000000000',0,1,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO rs_replicas VALUES('00000003-0000-7000-8000-000000000000','main','photos','docs/a.pdf.00000003-0000-7000-8000-000000000000',0,1,NULL,NULL,NULL,NULL,NULL,1767323045000000);
INSERT INTO rs_replicas VALUES('00000004-0000-7000-8000-000000000000','backup','photos','docs/b.pdf.00000004-0000-7000-8000-000000000000',0,1,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO rs_replicas VALUES('00000004-0000-7000-8000-000000000000','main','photos','docs/b.pdf.00000004-0000-7000-8000-000000000000',0,1,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE rs_aliases (
    instance           TEXT NOT NULL,
    alias_key          TEXT NOT NULL,
    resource_id        INTEGER NOT NULL REFERENCES rs_resources (resource_id),
    wanted             INTEGER NOT NULL,          -- 0: ended, the row goes when its object has gone
    PRIMARY KEY (instance, alias_key)
) WITHOUT ROWID;
INSERT INTO rs_aliases VALUES('photos','public/42.webp',1,1);
CREATE TABLE rs_work (
    work_id            INTEGER PRIMARY KEY AUTOINCREMENT,
    instance           TEXT NOT NULL,
    kind               INTEGER NOT NULL,
    subject            TEXT NOT NULL,             -- the version's id; for an alias its fixed key
    store              TEXT NOT NULL,             -- empty for an alias: it lies in the main store
    epoch              INTEGER NOT NULL DEFAULT 0,
    due_at             INTEGER NOT NULL,
    attempts           INTEGER NOT NULL DEFAULT 0,
    dead               INTEGER NOT NULL DEFAULT 0,
    lease_until        INTEGER,
    claimed_at         INTEGER,                   -- when the latest claim began
    waits_late         INTEGER NOT NULL DEFAULT 0, -- 1: done once, and due again only for writes that may land late
    may_write_late     INTEGER NOT NULL DEFAULT 0, -- of an alias: 1 while a write of an earlier try may still land
    compare_again_at   INTEGER,                   -- of an alias: until then no comparison is the last one
    reason             TEXT,
    failed_at          INTEGER,
    told_at            INTEGER,
    unreachable_at     INTEGER
);
INSERT INTO rs_work VALUES(1,'photos',0,'00000001-0000-7000-8000-000000000000','backup',0,1767409445000000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO rs_work VALUES(2,'photos',0,'00000001-0000-7000-8000-000000000000','main',0,1767409445000000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO rs_work VALUES(3,'photos',2,'public/42.webp','',0,1767323045000000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO rs_work VALUES(4,'photos',0,'00000003-0000-7000-8000-000000000000','backup',0,1767323045000000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO rs_work VALUES(5,'photos',0,'00000003-0000-7000-8000-000000000000','main',0,1767323045000000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO rs_work VALUES(6,'photos',1,'00000002-0000-7000-8000-000000000000','main',0,1767323045000000,0,0,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE rs_history (
    history_id         INTEGER PRIMARY KEY AUTOINCREMENT,
    version_id         TEXT NOT NULL REFERENCES rs_versions (version_id),
    at                 INTEGER NOT NULL,
    event              INTEGER NOT NULL,
    store              TEXT,
    reason             TEXT
);
INSERT INTO rs_history VALUES(1,'00000001-0000-7000-8000-000000000000',1767323045000000,0,NULL,NULL);
INSERT INTO rs_history VALUES(2,'00000001-0000-7000-8000-000000000000',1767323045000000,1,NULL,NULL);
INSERT INTO rs_history VALUES(3,'00000002-0000-7000-8000-000000000000',1767323045000000,0,NULL,NULL);
INSERT INTO rs_history VALUES(4,'00000001-0000-7000-8000-000000000000',1767323045000000,4,NULL,NULL);
INSERT INTO rs_history VALUES(5,'00000002-0000-7000-8000-000000000000',1767323045000000,1,NULL,NULL);
INSERT INTO rs_history VALUES(6,'00000003-0000-7000-8000-000000000000',1767323045000000,0,NULL,NULL);
INSERT INTO rs_history VALUES(7,'00000003-0000-7000-8000-000000000000',1767323045000000,2,NULL,'main: timeout');
INSERT INTO rs_history VALUES(8,'00000004-0000-7000-8000-000000000000',1767323045000000,0,NULL,NULL);
INSERT INTO rs_history VALUES(9,'00000002-0000-7000-8000-000000000000',1767323045000000,9,'main','404');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('rs_resources',4);
INSERT INTO sqlite_sequence VALUES('rs_history',9);
INSERT INTO sqlite_sequence VALUES('rs_work',6);
CREATE UNIQUE INDEX rs_resources_key ON rs_resources (instance, key);
CREATE UNIQUE INDEX rs_versions_live ON rs_versions (resource_id) WHERE state = 1;
CREATE INDEX rs_versions_resource ON rs_versions (resource_id, state);
CREATE UNIQUE INDEX rs_versions_idempotency ON rs_versions (instance, idempotency_key) WHERE idempotency_key IS NOT NULL AND state < 3;
CREATE INDEX rs_versions_lease ON rs_versions (instance, lease_until) WHERE state = 0;
CREATE INDEX rs_versions_state ON rs_versions (instance, state, version_id) WHERE state IN (1, 2, 3);
CREATE INDEX rs_replicas_object ON rs_replicas (instance, store, object_key, version_id) WHERE state < 6;
CREATE INDEX rs_replicas_trouble ON rs_replicas (instance, version_id) WHERE state IN (0, 2, 3, 4);
CREATE UNIQUE INDEX rs_aliases_wanted ON rs_aliases (resource_id) WHERE wanted = 1;
CREATE INDEX rs_aliases_resource ON rs_aliases (resource_id);
CREATE UNIQUE INDEX rs_work_subject ON rs_work (instance, kind, subject, store);
CREATE INDEX rs_work_due ON rs_work (instance, kind, due_at);
CREATE INDEX rs_work_dead ON rs_work (instance, work_id) WHERE dead = 1;
CREATE INDEX rs_history_version ON rs_history (version_id);
CREATE TABLE rs_invalidation_intents (
    intent_id          INTEGER PRIMARY KEY AUTOINCREMENT,
    instance           TEXT NOT NULL,
    subject            TEXT NOT NULL,             -- what it is about: a bucket and key, or a path and distribution
    bucket             TEXT,
    object_key         TEXT,
    path               TEXT,
    distribution_id    TEXT,
    is_removal         INTEGER NOT NULL,
    is_backfill        INTEGER NOT NULL,
    occurred_at        INTEGER,
    created_at         INTEGER NOT NULL,
    revision           INTEGER NOT NULL           -- raised by each change: a batch settles the one that it was planned from
);
CREATE UNIQUE INDEX rs_invalidation_intents_subject ON rs_invalidation_intents (instance, subject);
CREATE INDEX rs_invalidation_intents_order ON rs_invalidation_intents (instance, is_backfill, intent_id);

CREATE TABLE rs_invalidation_batches (
    batch_id           TEXT NOT NULL PRIMARY KEY,
    instance           TEXT NOT NULL,
    distribution_id    TEXT NOT NULL,
    caller_reference   TEXT NOT NULL,
    paths              TEXT NOT NULL,             -- encoded, one a line
    path_count         INTEGER NOT NULL,
    wildcard_count     INTEGER NOT NULL,
    single_paths       INTEGER NOT NULL,
    is_backfill        INTEGER NOT NULL,
    state              INTEGER NOT NULL,
    attempts           INTEGER NOT NULL,
    created_at         INTEGER NOT NULL,
    due_at             INTEGER NOT NULL,
    accepted_at        INTEGER,
    invalidation_id    TEXT,
    reason             TEXT,
    report_key         TEXT
);
CREATE INDEX rs_invalidation_batches_state ON rs_invalidation_batches (instance, state, due_at);
CREATE INDEX rs_invalidation_batches_accepted ON rs_invalidation_batches (instance, accepted_at) WHERE accepted_at IS NOT NULL;

CREATE TABLE rs_invalidation_leases (
    instance           TEXT NOT NULL PRIMARY KEY,
    owner              TEXT NOT NULL,
    token              INTEGER NOT NULL,          -- raised with each new owner
    until              INTEGER NOT NULL
);
COMMIT;

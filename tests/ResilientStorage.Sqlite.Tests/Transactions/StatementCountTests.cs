using Microsoft.Data.Sqlite;
using ResilientStorage.Ledger;
using ResilientStorage.Relational;
using ResilientStorage.Relational.Schema;

namespace ResilientStorage.Sqlite.Tests;

/// <summary>The design's price list: two transactions per upload, one query per read.</summary>
public sealed class StatementCountTests : LedgerFileTests
{
    private readonly CountingDataSource _source;
    private readonly SqlResourceLedger _ledger;

    public StatementCountTests()
    {
        var dialect = new SqliteDialect(Db.Clock, Db.Path, TimeSpan.FromSeconds(5));
        _source = Db.Track(new CountingDataSource(SqliteLedger.ConnectionString(Db.Options()).ConnectionString + ";Pooling=False", dialect));
        _ledger = Db.Track(new SqlResourceLedger(_source.Database(), new LedgerSchema(SqliteSchema.Scripts, SchemaMode.Create)));
    }

    public override Task InitializeAsync() => _ledger.OpenAsync(LedgerFile.Opening);

    [Fact]
    public async Task BeginUploadAsync_NewKey_IsOneTransactionOfSevenStatements()
    {
        _source.Clear();

        await _ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)));

        Assert.Equal(1, _source.Commits);
        Assert.Equal(7, _source.Commands.Count);
    }

    [Fact]
    public async Task CommitUploadAsync_NewKey_IsOneTransactionOfNineStatements()
    {
        await _ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1)));
        _source.Clear();

        await _ledger.CommitUploadAsync(Sample.Commit(Sample.Id(1)));

        Assert.Equal(1, _source.Commits);
        Assert.Equal(9, _source.Commands.Count);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task FindAsync_AnyLookup_IsOneStatementWithoutTransaction(bool byKey, bool byVersion)
    {
        var id = await Sample.UploadAsync(_ledger, "a", 1);
        _source.Clear();

        var found = await _ledger.FindAsync(new ResourceLookup { Key = byKey ? "a" : null, VersionId = byVersion ? id : null });

        Assert.Equal(2, found!.Replicas.Count);
        Assert.Equal(2, found.Blocks.Values.Length);
        Assert.Equal(0, _source.Commits);
        Assert.Single(_source.Commands);
    }

    [Fact]
    public async Task ListAsync_OnePage_IsOneStatement()
    {
        await Sample.UploadAsync(_ledger, "a", 1);
        _source.Clear();

        Assert.Single(await _ledger.ListAsync(new ResourceQuery()).ToListAsync());

        Assert.Single(_source.Commands);
    }

    [Fact]
    public async Task ListAsync_FoldersOfManyKeys_ReadsAPageAFolderAtMost()
    {
        Db.Execute("""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
            INSERT INTO rs_resources (instance, key) SELECT 'photos', printf('f%d/%05d', i % 2, i) FROM n;
            INSERT INTO rs_versions (version_id, instance, resource_id, state, epoch, begun_at, created_at, object_key, content_type, access, if_exists)
            SELECT printf('%08x-0000-7000-8000-000000000000', resource_id), 'photos', resource_id, 1, 2, 0, 0, key, 'x', 0, 0 FROM rs_resources
            """);
        _source.Clear();

        var entries = await _ledger.ListAsync(new ResourceQuery { Delimiter = "/" }).ToListAsync();

        Assert.Equal(["f0/", "f1/"], entries.Select(static entry => entry.Key));
        Assert.InRange(_source.Commands.Count, 1, 3);
    }

    [Fact]
    public async Task EveryCall_OnManyRows_ReadsNoTableFromEndToEnd()
    {
        await Sample.UploadAsync(_ledger, "a", 1);
        _source.Clear();
        foreach (var (_, run) in EveryCall.All.Where(static call => call.Name is not ("Open" or "Status" or "Sweep")))
        {
            await run(_ledger, CancellationToken.None);
        }

        using var connection = Db.Connect();
        var scans = _source.Commands.SelectMany(command => Plan(connection, (SqliteCommand)command)
            .Where(static step => step.StartsWith("SCAN ", StringComparison.Ordinal) && step.Contains(" rs_", StringComparison.Ordinal) && !step.Contains("rs_stores", StringComparison.Ordinal))
            .Select(step => $"{step}: {command.CommandText}"));

        Assert.Empty(scans);
    }

    [Theory]
    [InlineData(WorkKind.Remove)]
    [InlineData(WorkKind.Repair)]
    public async Task ClaimAsync_MuchIsDue_ReadsTheFirstInOrderAndThenOnlyWhatBelongsToThem(WorkKind kind)
    {
        var id = await Sample.UploadAsync(_ledger, "a", 1);
        await _ledger.ReportAsync([new ReplicaFinding { VersionId = id, Store = "main", ReplicaEpoch = 2, Kind = ReplicaFindingKind.Missing, Reason = "404" }]);
        await Sample.UploadAsync(_ledger, "b", 2);
        await _ledger.DeleteAsync(Sample.Deletion("b"));
        _source.Clear();

        Assert.NotEmpty(await _ledger.ClaimAsync(Sample.Claim(kind)));

        using var connection = Db.Connect();
        var plans = _source.Commands.Where(static command => command.CommandText.Contains("ORDER BY w.due_at", StringComparison.Ordinal))
            .Select(command => Plan(connection, (SqliteCommand)command)).ToList();
        Assert.All(plans.SkipLast(1), static plan =>
        {
            Assert.Contains("rs_work_due", plan[0], StringComparison.Ordinal);
            Assert.DoesNotContain(plan, static step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        });
        Assert.Contains(plans[^1], static step => step.Contains("rs_versions_resource", StringComparison.Ordinal));
        Assert.Contains(plans[^1], static step => step.Contains("rs_work_subject", StringComparison.Ordinal));
    }

    private static List<string> Plan(SqliteConnection connection, SqliteCommand asked)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + asked.CommandText;
        foreach (SqliteParameter parameter in asked.Parameters)
        {
            command.Parameters.AddWithValue(parameter.ParameterName, parameter.Value);
        }

        using var rows = command.ExecuteReader();
        var steps = new List<string>();
        while (rows.Read())
        {
            steps.Add(rows.GetString(3));
        }

        return steps;
    }
}

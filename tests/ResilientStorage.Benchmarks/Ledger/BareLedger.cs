using Npgsql;
using NpgsqlTypes;
using ResilientStorage.Benchmarks.Running;
using ResilientStorage.Configuration;
using ResilientStorage.Ledger;
using ResilientStorage.PostgreSql.Uploads;
using ResilientStorage.Randomness;
using ResilientStorage.Relational.Reads;
using ResilientStorage.Stores;

namespace ResilientStorage.Benchmarks.Ledger;

/// <summary>The ledger's statements on Npgsql itself: nothing is mapped, retried or settled.</summary>
internal sealed class BareLedger(TestServers servers, string schema) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(servers.Database(schema).ConnectionString);
    private readonly IdFactory _ids = new(TimeProvider.System, new CryptographicRandomSource());

    public NewVersion Describe(string key)
    {
        var version = _ids.NewVersionId();
        return new NewVersion { Key = key, VersionId = version, ObjectKey = $"{key}.{version}", Lease = TimeSpan.FromSeconds(60) };
    }

    /// <summary>What an upload of one block commits.</summary>
    public static UploadCommit DescribeCommit(VersionId version, int length)
    {
        var stored = new StoredObject { Length = length, ETag = "d41d8cd98f00b204e9800998ecf8427e" };
        return new UploadCommit
        {
            VersionId = version,
            Epoch = 1,
            Length = length,
            Sha256 = new string('0', 64),
            BlockSize = 1 << 20,
            BlockChecksums = new uint[] { 1 },
            Replicas = [new CommittedReplica("main", stored), new CommittedReplica("backup", stored)],
            SupersededRemovalDelay = TimeSpan.FromHours(24),
        };
    }

    public Task BeginAsync(NewVersion version) => RunAsync(version.VersionId, batch => BeginBatch.Fill(batch, version));

    public Task CommitAsync(UploadCommit commit) => RunAsync(commit.VersionId, batch => CommitBatch.Fill(batch, commit));

    /// <summary>One read.</summary>
    /// <returns>How many rows it found.</returns>
    public async Task<int> FindAsync(string key)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Snapshots.FindLive, connection);
        command.Parameters.Add(new NpgsqlParameter("instance", NpgsqlDbType.Text) { Value = InstanceName.Default });
        command.Parameters.Add(new NpgsqlParameter("key", NpgsqlDbType.Text) { Value = key });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        while (await reader.ReadAsync())
        {
            rows++;
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task RunAsync(VersionId version, Action<BatchStatements> fill)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        fill(new BatchStatements(batch, InstanceName.Default, version));
        await using var reader = await batch.ExecuteReaderAsync();
        var answered = false;
        do
        {
            while (await reader.ReadAsync())
            {
                answered |= reader.GetName(0) == BatchStatements.Answer;
            }
        }
        while (await reader.NextResultAsync());

        if (!answered)
        {
            throw new BenchmarkException("The ledger's statements did nothing: they no longer fit its tables.");
        }
    }
}

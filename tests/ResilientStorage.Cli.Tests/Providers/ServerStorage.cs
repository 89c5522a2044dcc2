using Amazon.S3;
using Amazon.S3.Model;
using Npgsql;
using ResilientStorage.Cli.Processes;

namespace ResilientStorage.Cli.Providers;

/// <summary>A storage on real servers: a bucket on each of two Ceph clusters, and a ledger on PostgreSQL; emptied and dropped afterwards.</summary>
internal sealed class ServerStorage : IAsyncDisposable
{
    /// <summary>What has to be set, as tests/servers/up.sh prints it.</summary>
    public static readonly string[] Variables =
    [
        "RESILIENTSTORAGE_TEST_S3_MAIN", "RESILIENTSTORAGE_TEST_S3_BACKUP", "RESILIENTSTORAGE_TEST_S3_ACCESS_KEY", "RESILIENTSTORAGE_TEST_S3_SECRET_KEY", "RESILIENTSTORAGE_TEST_POSTGRESQL",
    ];

    private readonly string _bucket = $"cli-{Guid.NewGuid():n}";
    private readonly string _schema = $"cli_{Guid.NewGuid():n}";
    private readonly AmazonS3Client[] _clients = [ClientOf(Variables[0]), ClientOf(Variables[1])];

    private ServerStorage()
    {
    }

    public static async Task<ServerStorage> CreateAsync()
    {
        var storage = new ServerStorage();
        foreach (var client in storage._clients)
        {
            await client.PutBucketAsync(new PutBucketRequest { BucketName = storage._bucket });
        }

        return storage;
    }

    /// <summary>Writes a configuration with the same names of stores as <see cref="Workspace.Configure"/>.</summary>
    public string Configure(Workspace workspace, string settings = "") => workspace.Write("storage.json", $$"""
        {
          "ResilientStorage": {
            {{settings}}
            "Main": { "Name": "first", {{Store(Variables[0])}} },
            "Backups": [ { "Name": "second", {{Store(Variables[1])}} } ],
            "Ledger": { "Provider": "PostgreSql", "ConnectionString": "{{Value(Variables[4])}}", "SchemaName": "{{_schema}}" }
          }
        }
        """);

    /// <summary>What really lies in the buckets, but for the library's own markers.</summary>
    public async Task<IReadOnlyList<string>> ObjectsAsync()
    {
        var keys = new List<string>();
        foreach (var client in _clients)
        {
            var page = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket });
            keys.AddRange((page.S3Objects ?? []).Select(static item => item.Key).Where(static key => !key.StartsWith(".resilient-storage/", StringComparison.Ordinal)));
        }

        return keys;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            foreach (var item in (await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket })).S3Objects ?? [])
            {
                await client.DeleteObjectAsync(_bucket, item.Key);
            }

            await client.DeleteBucketAsync(_bucket);
            client.Dispose();
        }

        await using var source = NpgsqlDataSource.Create(Value(Variables[4]));
        await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
        await command.ExecuteNonQueryAsync();
    }

    private static AmazonS3Client ClientOf(string variable) => new(Value(Variables[2]), Value(Variables[3]), new AmazonS3Config
    {
        ServiceURL = Value(variable),
        ForcePathStyle = true,
        AuthenticationRegion = "us-east-1",
        RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = Amazon.Runtime.ResponseChecksumValidation.WHEN_REQUIRED,
    });

    private static string Value(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{variable} is not set: start the servers with tests/servers/up.sh and set what it prints.");

    private string Store(string variable) =>
        $"\"Provider\": \"S3\", \"Bucket\": \"{_bucket}\", \"ServiceUrl\": \"{Value(variable)}\", \"ForcePathStyle\": true, \"AccessKey\": \"{Value(Variables[2])}\", \"SecretKey\": \"{Value(Variables[3])}\"";
}

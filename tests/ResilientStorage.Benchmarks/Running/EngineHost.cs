using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ResilientStorage.Configuration;
using ResilientStorage.Ledger;

namespace ResilientStorage.Benchmarks.Running;

/// <summary>The library as an app would use it: two buckets, and a PostgreSQL ledger in a schema of its own that is dropped in the end.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly TestServers _servers;
    private readonly string _schema = TestServers.NewName();
    private readonly ServiceProvider _services;

    public EngineHost(TestServers servers, StoreAddresses addresses, string bucket, Action<ResilientStorageOptions>? configure = null)
    {
        _servers = servers;
        _services = new ServiceCollection()
            .AddResilientStorage(storage => storage
                .Main("main", store => store.UseS3(s3 => Set(s3, addresses.Main, bucket)))
                .Backup("backup", store => store.UseS3(s3 => Set(s3, addresses.Backup, bucket)))
                .Ledger(ledger => ledger.UsePostgreSql(options => (options.ConnectionString, options.SchemaName) = (servers.PostgreSql, _schema)))
                .Configure(options => configure?.Invoke(options)))
            .BuildServiceProvider();
    }

    public IResilientStorage Storage => _services.GetRequiredService<IResilientStorage>();

    public IResourceLedger Ledger => _services.GetRequiredService<IResourceLedger>();

    /// <summary>The ledger's schema, for those who speak to it directly.</summary>
    public string Schema => _schema;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await DropSchemaAsync(_servers, _schema);
    }

    public static async Task DropSchemaAsync(TestServers servers, string schema)
    {
        await using var source = NpgsqlDataSource.Create(servers.PostgreSql);
        await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS \"{schema}\" CASCADE");
        await command.ExecuteNonQueryAsync();
    }

    private void Set(S3StoreOptions options, string url, string bucket) =>
        (options.ServiceUrl, options.Bucket, options.ForcePathStyle, options.AccessKey, options.SecretKey) = (url, bucket, true, _servers.AccessKey, _servers.SecretKey);
}

using Amazon.Runtime;
using Amazon.S3;
using Npgsql;

namespace ResilientStorage.Benchmarks.Running;

/// <summary>Two Ceph clusters and a PostgreSQL server, as tests/servers/up.sh has printed them.</summary>
internal sealed record TestServers(string Main, string Backup, string AccessKey, string SecretKey, string PostgreSql)
{
    private const string Prefix = "RESILIENTSTORAGE_TEST_";

    private static readonly string[] Names = ["S3_MAIN", "S3_BACKUP", "S3_ACCESS_KEY", "S3_SECRET_KEY", "POSTGRESQL"];

    public static TestServers Demand()
    {
        var values = Names.Select(static name => Environment.GetEnvironmentVariable(Prefix + name)).ToList();
        var missing = Names.Where((_, index) => string.IsNullOrEmpty(values[index])).Select(static name => Prefix + name).ToList();
        return missing.Count == 0
            ? new TestServers(values[0]!, values[1]!, values[2]!, values[3]!, values[4]!)
            : throw new BenchmarkException($"""
                These variables are not set: {string.Join(", ", missing)}.
                The benchmarks need two Ceph clusters and PostgreSQL. On Debian, as root:

                  set -a; eval "$(tests/servers/up.sh)"; set +a
                  dotnet run -c Release --project tests/ResilientStorage.Benchmarks
                  tests/servers/down.sh
                """);
    }

    /// <summary>A client with the profile that every store understands, or with the SDK's chunked encoding.</summary>
    public AmazonS3Client Client(string url, bool chunked = false) => new(
        new BasicAWSCredentials(AccessKey, SecretKey),
        new AmazonS3Config
        {
            ServiceURL = url,
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = chunked ? 1 : 0,
        });

    public NpgsqlConnectionStringBuilder Database(string schema) => new(PostgreSql) { SearchPath = schema, MaxAutoPrepare = 200, NoResetOnClose = true, Enlist = false };

    /// <summary>A name that no other run has.</summary>
    public static string NewName() => $"bench{Guid.NewGuid():n}";
}

using System.Diagnostics;
using System.Globalization;

using ResilientStorage.Simulation.Ledgers;
using ResilientStorage.Simulation.Scenarios;

using Xunit.Abstractions;

namespace ResilientStorage.Simulation;

public sealed class RandomSeedTests(ITestOutputHelper output)
{
    private const int FixedSeeds = 500;
    private const int SqliteSeeds = 50;
    private const int StagedSeeds = 150;
    private const int CdnSeeds = 200;
    private const int PublishingSeeds = 100;
    private const int CdnSqliteSeeds = 10;
    private static readonly ClusterOptions InMemory = new() { OpenDatabase = static clock => new InMemoryDatabase(clock), BuildEngine = EngineFactory.Build };
    private static readonly ClusterOptions WithCdn = InMemory with { Cdn = true, Clients = static drawn => drawn with { Damage = true } };

    /// <summary>What lies at fixed keys is written again and again, also from verified bytes where its source was damaged: uploads in parts that nodes die in.</summary>
    private static readonly ClusterOptions Publishing = WithCdn with { Clients = static drawn => drawn with { Operations = 40, Aliases = true, Damage = true } };

    // A commit to a real file costs a thousand times what one in memory does, so these runs are shorter.
    private static readonly ClusterOptions OnSqlite = InMemory with
    {
        OpenDatabase = static clock => new SqliteDatabase(clock),
        Clients = static drawn => drawn with { Operations = Math.Min(drawn.Operations, 8) },
        LoseStores = false,
    };

    [Fact]
    public void FixedSeeds_OnTheLedgerInMemory_KeepEveryInvariant() => RunSeeds(1, FixedSeeds, InMemory);

    [Fact]
    public void FixedSeeds_OnSqlite_KeepEveryInvariant() => RunSeeds(1, SqliteSeeds, OnSqlite);

    [Fact]
    public void FixedSeeds_UploadsStagedAndCommittedLater_KeepEveryInvariant() => RunSeeds(1, StagedSeeds, InMemory with { Clients = static drawn => drawn with { Staged = 0.5 } });

    [Fact]
    public void FixedSeeds_WithACdn_KeepEveryInvariant() => RunSeeds(1, CdnSeeds, WithCdn);

    [Fact]
    public void FixedSeeds_PublishedAtFixedKeysWithACdn_KeepEveryInvariant() => RunSeeds(1, PublishingSeeds, Publishing);

    [Fact]
    public void FixedSeeds_OnSqliteWithACdn_KeepEveryInvariant() => RunSeeds(1, CdnSqliteSeeds, OnSqlite with { Cdn = true });

    [Fact]
    public void Seed_RunTwice_LeavesTheSameTrace() => Assert.Equal(SeedRunner.Run(7, InMemory), SeedRunner.Run(7, InMemory));

    [SimSkippableFact("RESILIENTSTORAGE_SIM_SEED")]
    public void GivenSeed_OnTheLedgerInMemory_KeepsEveryInvariant() => Assert.Null(SeedRunner.RunVerbosely(Variable("RESILIENTSTORAGE_SIM_SEED"), InMemory, output.WriteLine));

    [SimSkippableFact("RESILIENTSTORAGE_SIM_CDN_SEED")]
    public void GivenSeed_WithACdn_KeepsEveryInvariant() => Assert.Null(SeedRunner.RunVerbosely(Variable("RESILIENTSTORAGE_SIM_CDN_SEED"), WithCdn, output.WriteLine));

    [SimSkippableFact("RESILIENTSTORAGE_SIM_SEEDS")]
    public void MoreSeeds_OnTheLedgerInMemory_KeepEveryInvariant() => RunSeeds(FixedSeeds + 1, Variable("RESILIENTSTORAGE_SIM_SEEDS"), InMemory);

    [SimSkippableFact("RESILIENTSTORAGE_SIM_CDN_SEEDS")]
    public void MoreSeeds_WithACdn_KeepEveryInvariant()
    {
        RunSeeds(CdnSeeds + 1, Variable("RESILIENTSTORAGE_SIM_CDN_SEEDS"), WithCdn);
        RunSeeds(PublishingSeeds + 1, Variable("RESILIENTSTORAGE_SIM_CDN_SEEDS"), Publishing);
    }

    private void RunSeeds(ulong first, ulong count, ClusterOptions options)
    {
        var watch = Stopwatch.StartNew();
        for (var seed = first; seed < first + count; seed++)
        {
            SeedRunner.Run(seed, options);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} seeds from {first} on in {watch.Elapsed.TotalSeconds:0.0} s: {count / watch.Elapsed.TotalSeconds:0} seeds a second"));
    }

    private static ulong Variable(string name) => ulong.Parse(Environment.GetEnvironmentVariable(name)!, CultureInfo.InvariantCulture);
}

using Npgsql;

namespace ResilientStorage.PostgreSql.Tests;

public sealed class ClockTests : LedgerDatabaseTests
{
    [ServerFact]
    public async Task EveryTime_NoSetting_IsTheServersClock()
    {
        var ledger = await Db.OpenAsync();

        var before = await Db.AskAsync<DateTime>("SELECT clock_timestamp()");
        await Sample.UploadAsync(ledger, "a", 1);
        var after = await Db.AskAsync<DateTime>("SELECT clock_timestamp()");

        var version = Assert.Single(await ledger.ListVersionsAsync(new() { Key = "a" }).ToListAsync());
        Assert.InRange(version.BegunAt.UtcDateTime, before, after);
        Assert.InRange(version.CreatedAt!.Value.UtcDateTime, version.BegunAt.UtcDateTime, after);
    }

    [ServerFact]
    public async Task EveryTime_SessionsWithAnOffset_IsMovedByIt()
    {
        Db.ConnectionString = new NpgsqlConnectionStringBuilder(Db.ConnectionString) { Options = $"-c {PostgreSqlClock.OffsetSetting}=-3600000000" }.ConnectionString;
        var ledger = await Db.OpenAsync();

        await Sample.UploadAsync(ledger, "a", 1);
        await ledger.DeleteAsync(Sample.Deletion("a"));

        var now = await Db.AskAsync<DateTime>("SELECT clock_timestamp()");
        var version = Assert.Single(await ledger.ListVersionsAsync(new() { Key = "a" }).ToListAsync());
        Assert.All(
            [version.BegunAt, version.CreatedAt!.Value, version.EndedAt!.Value],
            time => Assert.InRange(now - time.UtcDateTime, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61)));
    }
}

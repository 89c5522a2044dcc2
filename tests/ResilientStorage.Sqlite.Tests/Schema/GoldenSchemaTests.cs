using Microsoft.Data.Sqlite;

namespace ResilientStorage.Sqlite.Tests;

/// <summary>A ledger as schema version 1 wrote it, kept as a dump: every later version must be able to take it over.</summary>
public sealed class GoldenSchemaTests : LedgerFileTests
{
    public override Task InitializeAsync()
    {
        using var stream = typeof(GoldenSchemaTests).Assembly.GetManifestResourceStream("golden-0001.sql")!;
        using var reader = new StreamReader(stream);
        Db.Execute(reader.ReadToEnd());
        return Task.CompletedTask;
    }

    [Fact]
    public async Task OpenAsync_FileOfVersion1_FindsWhatItHolds()
    {
        var ledger = await Db.OpenAsync();

        var live = await ledger.FindAsync(new() { Key = "avatars/42.webp" });
        var versions = await ledger.ListVersionsAsync(new() { Key = "avatars/42.webp" }).ToListAsync();

        Assert.Equal(Sample.Id(2), live!.Resource.VersionId);
        Assert.Equal("public/42.webp", live.Resource.PublishedAt);
        Assert.Equal("größer", live.Resource.Metadata["title"]);
        Assert.Equal([0u, 3u, 6u], live.Blocks.Values.ToArray());
        Assert.Equal([VersionState.Live, VersionState.Deleted], versions.Select(static version => version.State));
    }

    [Fact]
    public async Task ClaimAsync_FileOfVersion1_HandsItsWorkOut()
    {
        var ledger = await Db.OpenAsync();
        Db.Clock.Now += TimeSpan.FromDays(30);

        Assert.Equal(4, (await ledger.ClaimAsync(Sample.Claim(Ledger.WorkKind.Remove))).Count);
        Assert.Single(await ledger.ClaimAsync(Sample.Claim(Ledger.WorkKind.Repair)));
        Assert.Single(await ledger.ClaimAsync(Sample.Claim(Ledger.WorkKind.Alias)));
    }

    [Fact]
    public async Task Script1_AfterItsRelease_MakesTheSameTables()
    {
        await using var fresh = new LedgerFile();
        fresh.Execute(SqliteSchema.Scripts[0].Text);

        Assert.Equal(Tables(Db), Tables(fresh));
    }

    private static List<string> Tables(LedgerFile file)
    {
        using var connection = file.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name || ': ' || sql FROM sqlite_master WHERE sql IS NOT NULL AND name LIKE 'rs_%' ORDER BY name";
        using SqliteDataReader rows = command.ExecuteReader();
        var tables = new List<string>();
        while (rows.Read())
        {
            tables.Add(rows.GetString(0));
        }

        return tables;
    }
}

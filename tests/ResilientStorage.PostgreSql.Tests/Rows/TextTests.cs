using Npgsql;
using ResilientStorage.Ledger;

namespace ResilientStorage.PostgreSql.Tests;

public sealed class TextTests : LedgerDatabaseTests
{
    // U+FF5E is before U+1F600 in UTF-8, and after it in UTF-16; languages sort a before B.
    private static readonly string[] ByBytes = ["B", "a", "\uFF5E", "\U0001F600"];

    [ServerFact]
    public async Task Lists_DatabaseThatSortsByLanguage_ComeInByteOrder()
    {
        var name = Db.SchemaName;
        await Db.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'");
        Db.Track(new DatabaseEnd(Db, name));
        Db.ConnectionString = new NpgsqlConnectionStringBuilder(Db.ConnectionString) { Database = name }.ConnectionString;
        var ledger = await Db.OpenAsync();
        for (var number = 0; number < ByBytes.Length; number++)
        {
            await Sample.UploadAsync(ledger, ByBytes[^(number + 1)], number + 1);
        }

        var keys = (await ledger.ListAsync(new ResourceQuery()).ToListAsync()).ConvertAll(static resource => resource.Key);
        var after = (await ledger.ListAsync(new ResourceQuery { StartAfter = "\uFF5E" }).ToListAsync()).ConvertAll(static resource => resource.Key);
        var objects = (await ledger.ScanAsync(new StoreScan("main")).ToListAsync()).ConvertAll(static item => item.ResourceKey);

        Assert.Equal("a", await Db.AskAsync<string>("SELECT MIN(x) FROM (VALUES ('B'), ('a')) AS t (x)"));
        Assert.Equal(ByBytes, keys);
        Assert.Equal(["\U0001F600"], after);
        Assert.Equal(ByBytes, objects);
    }

    [ServerFact]
    public async Task EveryKey_AsLongAsTheyGet_IsKept()
    {
        // Not compressible: an index entry may take 2,704 bytes, after compression.
        var text = string.Concat(Enumerable.Range(0, 900).Select(static i => (char)('!' + (i * i * 31 % 94))));
        var (key, objectKey, alias) = (text, text + new string('x', 124), "p" + text[1..]);
        var ledger = await Db.OpenAsync();
        var intent = Sample.Intent(key, Sample.Id(1)) with { ObjectKey = objectKey, PublishAt = PublishAt.Key(alias), IdempotencyKey = text[..255] };

        await ledger.BeginUploadAsync(intent);
        var resource = await ledger.CommitUploadAsync(Sample.Commit(Sample.Id(1)));

        Assert.Equal((key, objectKey, alias), (resource.Key, resource.ObjectKey, resource.PublishedAt));
        Assert.Equal([alias, objectKey], (await ledger.ScanAsync(new StoreScan("main")).ToListAsync()).Select(static item => item.ObjectKey).Order(Utf8ByteOrderComparer.Instance).Reverse());
    }

    [ServerFact]
    public async Task Texts_AnyCharacterAndEmpty_ComeBackAsTheyWere()
    {
        var ledger = await Db.OpenAsync();
        var metadata = new Dictionary<string, string> { ["title"] = "größer \U0001F600 '\"\\%_", ["empty"] = "" };

        await ledger.BeginUploadAsync(Sample.Intent("a'b\"c\\d%e_f", Sample.Id(1)) with { Metadata = metadata });
        await ledger.CommitUploadAsync(Sample.Commit(Sample.Id(1)));

        Assert.Equal(metadata, (await ledger.FindAsync(new() { Key = "a'b\"c\\d%e_f" }))!.Resource.Metadata);
    }

    private sealed class DatabaseEnd(LedgerDatabase database, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var connection = await database.ConnectAsync(TestServer.ConnectionString);
            await LedgerDatabase.RunAsync(connection, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResilientStorage.Configuration;
using ResilientStorage.Relational;

namespace ResilientStorage.Sqlite.Tests;

public sealed class SqliteLedgerOptionsTests
{
    public static TheoryData<string?, string?, double, int, string> Wrong => new()
    {
        { null, null, 5, 0, "not both" },
        { "a.db", "Data Source=a.db", 5, 0, "not both" },
        { " ", null, 5, 0, "needs a place" },
        { ":memory:", null, 5, 0, "UseInMemory" },
        { "file:x?mode=memory", null, 5, 0, "UseInMemory" },
        { null, "Data Source=:memory:", 5, 0, "UseInMemory" },
        { null, "Cache=Private", 5, 0, "no path" },
        { null, "Data Source=a.db;Mode=Memory", 5, 0, "Mode=Memory" },
        { null, "Data Source=a.db;Mode=ReadOnly", 5, 0, "Mode=ReadOnly" },
        { null, "Data Source=a.db;Cache=Shared", 5, 0, "Cache=Shared" },
        { null, "Host=a;Password=secret", 5, 0, "no connection string" },
        { "a.db", null, -1, 0, "BusyTimeout" },
        { "a.db", null, 601, 0, "BusyTimeout" },
        { "a.db", null, 5, 7, "Schema" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void UseSqlite_WrongOptions_SaysWhichAndWhatToDo(string? dataSource, string? connectionString, double busySeconds, int schema, string said)
    {
        var builder = Builder().UseSqlite(options =>
        {
            options.DataSource = dataSource;
            options.ConnectionString = connectionString;
            options.BusyTimeout = TimeSpan.FromSeconds(busySeconds);
            options.Schema = (SchemaMode)schema;
        });
        using var provider = builder.Services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => builder.Factory!(provider));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseSqlite_Path_MakesALedgerWithTheHostsClock()
    {
        await using var file = new LedgerFile();
        var builder = Builder().UseSqlite(file.Path);
        await using var provider = builder.Services.AddSingleton<TimeProvider>(file.Clock).BuildServiceProvider();
        var ledger = file.Track((SqlResourceLedger)builder.Factory!(provider));
        await ledger.OpenAsync(LedgerFile.Opening);

        await Sample.UploadAsync(ledger, "a", 1);

        Assert.Equal(file.Clock.Now, (await ledger.FindAsync(new() { Key = "a" }))!.Resource.CreatedAt);
    }

    [Fact]
    public async Task UseSqlite_ConnectionString_KeepsItsOtherSettings()
    {
        await using var file = new LedgerFile();
        var builder = Builder().UseSqlite(options => options.ConnectionString = $"Data Source={file.Path};Pooling=False");
        var ledger = file.Track((SqlResourceLedger)builder.Factory!(builder.Services.BuildServiceProvider()));

        await ledger.OpenAsync(LedgerFile.Opening);

        Assert.True(File.Exists(file.Path));
    }

    private static LedgerBuilder Builder() => new ResilientStorageBuilder(new ServiceCollection(), "photos").LedgerBuilder;
}

using Npgsql;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>What a wrong configuration is answered with, by a real server.</summary>
public sealed class ServerErrorTests : LedgerDatabaseTests
{
    private const string Secret = "not-the-password";

    [ServerFact]
    public async Task OpenAsync_WrongPassword_IsConfigurationWithoutTheSecret() =>
        await AssertRefusedAsync(text => text.Password = Secret, LedgerErrorKind.Configuration, "user name, password");

    [ServerFact]
    public async Task OpenAsync_NoSuchDatabase_IsConfiguration() =>
        await AssertRefusedAsync(static text => text.Database = "nowhere", LedgerErrorKind.Configuration, "no such database");

    [ServerFact]
    public async Task OpenAsync_NobodyListens_IsUnavailable() =>
        await AssertRefusedAsync(static text => text.Port = 1, LedgerErrorKind.Unavailable, "cannot be reached");

    [ServerFact]
    public async Task OpenAsync_ServerWithoutTls_IsUnavailable() =>
        await AssertRefusedAsync(static text => text.SslMode = SslMode.Require, LedgerErrorKind.Unavailable, "SSL");

    [ServerFact]
    public async Task AnyCall_WaitsLongerThanTheCommandTimeout_IsUnavailableAndChangesNothing()
    {
        var options = Db.Options();
        options.CommandTimeout = TimeSpan.FromSeconds(1);
        var ledger = PostgreSqlLedger.Create(options, TimeProvider.System);
        Db.Track((IAsyncDisposable)ledger);
        await ledger.OpenAsync(LedgerDatabase.Opening);
        await Sample.UploadAsync(ledger, "a", 1);
        await using var holder = await Db.ConnectAsync();
        await LedgerDatabase.RunAsync(holder, "BEGIN");
        await LedgerDatabase.RunAsync(holder, "SELECT 1 FROM rs_resources FOR UPDATE");

        var error = await Assert.ThrowsAsync<LedgerException>(() => ledger.DeleteAsync(Sample.Deletion("a")));

        Assert.Equal(LedgerErrorKind.Unavailable, error.Kind);
        Assert.Contains("CommandTimeout", error.Message, StringComparison.Ordinal);
        await LedgerDatabase.RunAsync(holder, "COMMIT");
        Assert.NotNull(await ledger.FindAsync(new() { Key = "a" }));
    }

    [ServerFact]
    public async Task AnyCall_TablesGone_IsConfiguration()
    {
        var ledger = await Db.OpenAsync();
        await Db.ExecuteAsync("DROP TABLE rs_history");

        var error = await Assert.ThrowsAsync<LedgerException>(() => ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(1))));

        Assert.Equal(LedgerErrorKind.Configuration, error.Kind);
        Assert.Contains("schema scripts", error.Message, StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(Action<NpgsqlConnectionStringBuilder> change, LedgerErrorKind kind, string said)
    {
        var text = new NpgsqlConnectionStringBuilder(TestServer.ConnectionString);
        var password = text.Password!;
        change(text);
        var options = Db.Options();
        options.ConnectionString = text.ConnectionString;
        var ledger = PostgreSqlLedger.Create(options, TimeProvider.System);
        Db.Track((IAsyncDisposable)ledger);

        var error = await Assert.ThrowsAsync<LedgerException>(() => ledger.OpenAsync(LedgerDatabase.Opening));

        Assert.Equal(kind, error.Kind);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text.Database}' on {text.Host}:{text.Port}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
    }
}

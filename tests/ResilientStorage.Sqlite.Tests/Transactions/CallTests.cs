namespace ResilientStorage.Sqlite.Tests;

public sealed class CallTests : LedgerFileTests
{
    [Fact]
    public async Task EveryCall_Uncontended_IsDoneWhenItReturns()
    {
        var ledger = await EveryCall.PrepareAsync(Db);

        foreach (var (name, run) in EveryCall.All)
        {
            var call = run(ledger, CancellationToken.None);

            Assert.True(call.IsCompletedSuccessfully, $"{name}: {call.Status} {call.Exception}");
        }
    }

    [Fact]
    public async Task EveryCall_CancelledBeforehand_DoesNothing()
    {
        var ledger = await EveryCall.PrepareAsync(Db);
        var before = Dump();

        foreach (var (name, run) in EveryCall.All)
        {
            var error = await Record.ExceptionAsync(() => run(ledger, new CancellationToken(canceled: true)));

            Assert.True(error is OperationCanceledException, $"{name}: {error}");
        }

        Assert.Equal(before, Dump());
    }

    [Fact]
    public async Task EveryCall_Done_ChangesSomethingInTheTables()
    {
        var ledger = await EveryCall.PrepareAsync(Db);
        string[] idle = ["Open", "Discard", "Sweep"];

        foreach (var (name, run) in EveryCall.Writes)
        {
            var before = Dump();
            await run(ledger, CancellationToken.None);

            Assert.Equal(idle.Contains(name), before == Dump());
            Db.Clock.Now += TimeSpan.FromSeconds(1);
        }
    }

    // The other tests of this class mean something only while each call finds work to do.
    private string Dump()
    {
        string[] tables = ["rs_meta", "rs_stores", "rs_resources", "rs_versions", "rs_replicas", "rs_aliases", "rs_work", "rs_history"];
        using var connection = Db.Connect();
        var rows = new List<string>();
        foreach (var table in tables)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(table + " " + string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
            }
        }

        return string.Join('\n', rows);
    }
}

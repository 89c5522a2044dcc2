using Npgsql;
using ResilientStorage.Ledger;

namespace ResilientStorage.PostgreSql.Tests;

/// <summary>Waiting for others, on real connections.</summary>
public sealed class LockTests : LedgerDatabaseTests
{
    private const int Rounds = 100;

    [ServerFact]
    public async Task DeleteAsync_VictimOfADeadlock_IsRunAgain()
    {
        Db.NameSessions();
        var ledger = await Db.OpenAsync();
        for (var number = 1; number <= 3; number++)
        {
            await Sample.UploadAsync(ledger, $"k{number}", number);
        }

        // The ledger takes k1 and waits at the gate k2. Another holds k3 and waits for k1. When the gate opens, the ledger is the last to wait, and the one to find the circle.
        await using var gate = await LockAsync("k2");
        await using var other = await LockAsync("k3");
        var deleting = ledger.DeleteAsync(Sample.Deletion("k1", "k2", "k3"));
        await Db.WaitForWaitersAsync();
        await LedgerDatabase.RunAsync(other, "SET deadlock_timeout = '1h'");
        var taking = LedgerDatabase.RunAsync(other, Lock("k1"));
        await Db.WaitForWaitersAsync(2);
        await LedgerDatabase.RunAsync(gate, "COMMIT");
        await taking;
        await LedgerDatabase.RunAsync(other, "COMMIT");

        Assert.All((await deleting).Results, static result => Assert.Null(result.Error));
    }

    [ServerFact]
    public async Task AnyCall_WaitsForALock_TellsTheTimeAfterIt()
    {
        Db.NameSessions();
        var ledger = await Db.OpenAsync();
        await Sample.UploadAsync(ledger, "a", 1);

        var begun = await AfterTheLockAsync(() => ledger.BeginUploadAsync(Sample.Intent("a", Sample.Id(2))));
        var committed = await AfterTheLockAsync(() => ledger.CommitUploadAsync(Sample.Commit(Sample.Id(2))));
        var deleted = await AfterTheLockAsync(() => ledger.DeleteAsync(Sample.Deletion("a")));

        var versions = await ledger.ListVersionsAsync(new() { Key = "a" }).ToListAsync();
        Assert.True(versions[0].BegunAt >= begun, "begun");
        Assert.True(versions[0].CreatedAt >= committed, "committed");
        Assert.True(versions[0].EndedAt >= deleted, "deleted");
    }

    [ServerFact]
    public async Task TwoUploads_OfOneIdempotencyKeyToTwoKeys_OneIsRefused()
    {
        var (first, second) = (await Db.OpenAsync(), await Db.OpenAsync());
        for (var round = 1; round <= Rounds; round++)
        {
            var intents = new[] { Sample.Intent("a", Sample.Id(round)), Sample.Intent("b", Sample.Id(-round)) };
            var outcomes = await Task.WhenAll(
                IsRefusedAsync(first.BeginUploadAsync(intents[0] with { IdempotencyKey = $"once {round}" })),
                IsRefusedAsync(second.BeginUploadAsync(intents[1] with { IdempotencyKey = $"once {round}" })));

            Assert.Single(outcomes, true);
        }
    }

    [ServerFact]
    public async Task TwoCommits_OfOneAliasForTwoResources_OneIsRefused()
    {
        var (first, second) = (await Db.OpenAsync(), await Db.OpenAsync());
        for (var round = 1; round <= Rounds; round++)
        {
            var alias = PublishAt.Key($"public/{round}");
            await first.BeginUploadAsync(Sample.Intent("a", Sample.Id(round)) with { PublishAt = alias });
            await first.BeginUploadAsync(Sample.Intent("b", Sample.Id(-round)) with { PublishAt = alias });
            var outcomes = await Task.WhenAll(
                IsRefusedAsync(first.CommitUploadAsync(Sample.Commit(Sample.Id(round)))),
                IsRefusedAsync(second.CommitUploadAsync(Sample.Commit(Sample.Id(-round)))));

            Assert.Single(outcomes, true);
            Assert.Equal(1, await Db.AskAsync<long>($"SELECT COUNT(*) FROM rs_aliases WHERE alias_key = 'public/{round}' AND wanted = 1"));
        }
    }

    [ServerFact]
    public async Task CommitAgainstTheAliasWorker_NeverLosesTheWork()
    {
        var (first, second) = (await Db.OpenAsync(), await Db.OpenAsync());
        var number = 1;
        await first.BeginUploadAsync(Sample.Intent("a", Sample.Id(number)) with { PublishAt = PublishAt.Key("public/a") });
        await first.CommitUploadAsync(Sample.Commit(Sample.Id(number)));
        for (var round = 0; round < Rounds; round++)
        {
            await first.BeginUploadAsync(Sample.Intent("a", Sample.Id(++number)));
            var work = await second.ClaimAsync(Sample.Claim(WorkKind.Alias));
            await Task.WhenAll(
                first.CommitUploadAsync(Sample.Commit(Sample.Id(number))),
                second.CompleteAsync([.. work.Select(static item => new LedgerWorkResult { WorkId = item.WorkId, Epoch = item.Epoch, Outcome = WorkOutcome.Done, AliasVersion = item.VersionId })]));

            // What was written is the version before: the alias has to be written again.
            Assert.Single(await first.ListWorkAsync(new WorkQuery { Kind = WorkKind.Alias, DueOnly = true }).ToListAsync());
        }
    }

    [ServerFact]
    public async Task ForgottenKey_UsedAgainWhileItIsForgotten_IsFoundByItsName()
    {
        var (first, second) = (await Db.OpenAsync(), await Db.OpenAsync());
        for (var round = 1; round <= Rounds; round++)
        {
            var key = $"secret {round}";
            await Sample.UploadAsync(first, key, round);
            await first.BeginPurgeAsync(new ResourcePurge { Key = key, ForgetKey = true });
            var work = await first.ClaimAsync(Sample.Claim(WorkKind.Remove));
            await Task.WhenAll(
                second.CompleteAsync([.. work.Select(static item => new LedgerWorkResult { WorkId = item.WorkId, Epoch = item.Epoch, Outcome = WorkOutcome.Done })]),
                Sample.UploadAsync(first, key, -round));

            Assert.Equal(Sample.Id(-round), (await first.FindAsync(new() { Key = key }))!.Resource.VersionId);
        }
    }

    private static async Task<bool> IsRefusedAsync(Task call)
    {
        try
        {
            await call;
            return false;
        }
        catch (ResourceAlreadyExistsException)
        {
            return true;
        }
    }

    private static string Lock(string key) => $"SELECT 1 FROM rs_resources WHERE key = '{key}' FOR UPDATE";

    private async Task<NpgsqlConnection> LockAsync(string key)
    {
        var connection = await Db.ConnectAsync();
        await LedgerDatabase.RunAsync(connection, "BEGIN");
        await LedgerDatabase.RunAsync(connection, Lock(key));
        return connection;
    }

    /// <summary>Runs a call that has to wait, and answers the server's time at the end of the wait.</summary>
    private async Task<DateTimeOffset> AfterTheLockAsync(Func<Task> call)
    {
        await using var holder = await LockAsync("a");
        var waiting = call();
        await Db.WaitForWaitersAsync();
        var time = await LedgerDatabase.AskAsync<DateTime>(holder, "SELECT clock_timestamp()");
        await LedgerDatabase.RunAsync(holder, "COMMIT");
        await waiting;
        return new DateTimeOffset(time);
    }
}

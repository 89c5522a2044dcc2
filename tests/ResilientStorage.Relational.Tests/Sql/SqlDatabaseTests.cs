using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Tests;

public sealed class SqlDatabaseTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly FakeDatabase _source = new();
    private readonly SqlDatabase _database;

    public SqlDatabaseTests() => _database = new SqlDatabase(_source, new FakeDatabase.Dialect());

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task WriteAsync_BodySucceeds_IsOneCommittedTransactionAtTheDialectsLevel()
    {
        var now = await _database.WriteAsync("photos", static session => Task.FromResult(session.Now), CancellationToken.None);

        Assert.Equal(42, now);
        Assert.Equal(["begin RepeatableRead", "commit", "close"], _source.Log);
    }

    [Fact]
    public async Task WriteAsync_BodyThrows_RollsBack()
    {
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _database.WriteAsync<int>("photos", static _ => throw new ResourceNotFoundException("a"), CancellationToken.None));

        Assert.Equal(["begin RepeatableRead", "rollback", "close"], _source.Log);
    }

    [Fact]
    public async Task WriteAsync_BodyAbandons_RollsBackAndAnswers()
    {
        var answer = await _database.WriteAsync(
            "photos",
            static session =>
            {
                session.Abandon();
                return Task.FromResult("refused");
            },
            CancellationToken.None);

        Assert.Equal("refused", answer);
        Assert.Equal(["begin RepeatableRead", "rollback", "close"], _source.Log);
    }

    [Fact]
    public async Task WriteAsync_DatabaseGaveTheTransactionUp_RunsItAgainFromTheStart()
    {
        var runs = 0;

        await _database.WriteAsync("photos", _ => ++runs < 3 ? throw new FakeDatabase.Error(isRetryable: true) : Task.FromResult(0), CancellationToken.None);

        Assert.Equal(3, runs);
        Assert.Equal(2, _source.Log.Count(static line => line == "rollback"));
        Assert.Equal(1, _source.Log.Count(static line => line == "commit"));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task WriteAsync_DatabaseGoesOnFailing_IsMappedAfterItsTries(bool isRetryable, int tries)
    {
        var runs = 0;

        var error = await Assert.ThrowsAsync<LedgerException>(() => _database.WriteAsync<int>(
            "photos",
            _ =>
            {
                runs++;
                throw new FakeDatabase.Error(isRetryable);
            },
            CancellationToken.None));

        Assert.Equal("mapped", error.Message);
        Assert.Equal(tries, runs);
    }

    [Fact]
    public async Task WriteAsync_CancelledInTheMiddle_IsCommittedAllTheSame()
    {
        using var source = new CancellationTokenSource();

        await _database.WriteAsync(
            "photos",
            _ =>
            {
                source.Cancel();
                return Task.FromResult(0);
            },
            source.Token);

        Assert.Contains("commit", _source.Log);
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileAnotherWrites_NeverBegins()
    {
        var first = new TaskCompletionSource<int>();
        using var source = new CancellationTokenSource();
        var writing = _database.WriteAsync("photos", _ => first.Task, CancellationToken.None);

        var waiting = _database.WriteAsync("photos", static _ => Task.FromResult(0), source.Token);
        Assert.False(waiting.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        first.SetResult(1);
        await writing;

        Assert.Single(_source.Log, "begin RepeatableRead");
    }

    [Fact]
    public async Task WriteAsync_AfterAFailure_LetsTheNextWriterIn()
    {
        await Assert.ThrowsAsync<LedgerException>(() => _database.WriteAsync<int>("photos", static _ => throw new FakeDatabase.Error(isRetryable: false), CancellationToken.None));

        Assert.Equal(1, await _database.WriteAsync("photos", static _ => Task.FromResult(1), CancellationToken.None));
    }

    [Fact]
    public async Task ReadAsync_OneQuery_NeedsNoTransaction()
    {
        await _database.ReadAsync("photos", static _ => Task.FromResult(0), CancellationToken.None);

        Assert.Equal(["close"], _source.Log);
    }

    [Fact]
    public async Task ReadSnapshotAsync_SeveralQueries_ShareOneTransaction()
    {
        await _database.ReadSnapshotAsync("photos", static _ => Task.FromResult(0), CancellationToken.None);

        Assert.Equal("begin Snapshot", _source.Log[0]);
    }

    [Theory]
    [InlineData(typeof(FormatException))]
    [InlineData(typeof(InvalidCastException))]
    [InlineData(typeof(OverflowException))]
    public async Task ReadAsync_ValueThatCannotBeRead_IsCorrupt(Type thrown)
    {
        var cause = (Exception)Activator.CreateInstance(thrown)!;

        var error = await Assert.ThrowsAsync<LedgerException>(() => _database.ReadAsync<int>("photos", _ => throw cause, CancellationToken.None));

        Assert.Equal(LedgerErrorKind.Corrupt, error.Kind);
        Assert.Same(cause, error.InnerException);
    }
}

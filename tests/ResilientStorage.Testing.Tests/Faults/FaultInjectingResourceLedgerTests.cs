using System.Reflection;
using ResilientStorage.Ledger;

namespace ResilientStorage.Testing.Tests.Faults;

public class FaultInjectingResourceLedgerTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly LedgerProbe _probe;
    private readonly LedgerFaultPlan _faults;
    private readonly FaultInjectingResourceLedger _ledger;

    public FaultInjectingResourceLedgerTests()
    {
        (var inner, _probe) = LedgerProbe.Create();
        _faults = new LedgerFaultPlan(_clock);
        _ledger = new FaultInjectingResourceLedger(inner, _faults);
    }

    public static TheoryData<string> Methods { get; } = [.. typeof(IResourceLedger).GetMethods().Select(static method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task EveryMethod_WithoutRules_ReachesTheLedgerInsideAndIsRecorded(string method)
    {
        using var source = new CancellationTokenSource();

        await CallAsync(method, source.Token);

        var (seen, arguments) = Assert.Single(_probe.Seen);
        Assert.Equal(method, seen);
        Assert.Equal(source.Token, arguments[^1]);
        Assert.Equal(method, Assert.Single(_faults.Calls).Operation + "Async");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Fail_EveryMethod_FailsBeforeTheLedgerInside(string method)
    {
        _faults.On().Fail(LedgerErrorKind.Conflict);

        var error = await Assert.ThrowsAsync<LedgerException>(() => CallAsync(method));

        Assert.Equal(LedgerErrorKind.Conflict, error.Kind);
        Assert.Empty(Done());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task LoseAnswer_EveryMethod_FailsAfterTheLedgerInside(string method)
    {
        _faults.On().LoseAnswer();

        var error = await Assert.ThrowsAsync<LedgerException>(() => CallAsync(method));

        Assert.Equal(LedgerErrorKind.Unavailable, error.Kind);
        Assert.Equal([method], Done());
    }

    [Fact]
    public async Task Fail_NthCallOfOneMethod_FailsThatOneOnly()
    {
        _faults.On(LedgerOperation.Renew).Call(2).Fail();

        await CallAsync("RenewAsync");
        await CallAsync("GetStatusAsync");
        await Assert.ThrowsAsync<LedgerException>(() => CallAsync("RenewAsync"));
        await CallAsync("RenewAsync");

        Assert.Equal(["RenewAsync", "GetStatusAsync", "RenewAsync"], Done());
        Assert.Equal([new(LedgerOperation.Renew, 1), new(LedgerOperation.GetStatus, 1), new(LedgerOperation.Renew, 2), new(LedgerOperation.Renew, 3)], _faults.Calls);
    }

    [Fact]
    public async Task Hang_Call_EndsOnlyWhenCancelled()
    {
        _faults.On(LedgerOperation.CommitUpload).Hang();
        using var source = new CancellationTokenSource();

        var call = CallAsync("CommitUploadAsync", source.Token);
        _clock.Advance(TimeSpan.FromDays(365));
        Assert.False(call.IsCompleted);
        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Empty(Done());
    }

    [Fact]
    public async Task Delay_Call_WaitsOnThePlansClock()
    {
        _faults.On(LedgerOperation.Find).Delay(TimeSpan.FromSeconds(2));

        var call = CallAsync("FindAsync");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await call;
        Assert.Equal(["FindAsync"], Done());
    }

    [Fact]
    public async Task Outage_UntilHealed_EveryCallFails()
    {
        _faults.Outage = true;
        await Assert.ThrowsAsync<LedgerException>(() => CallAsync("FindAsync"));

        _faults.Heal();
        await CallAsync("FindAsync");

        Assert.Equal(["FindAsync"], Done());
    }

    private List<string> Done() => [.. _probe.Seen.Select(static seen => seen.Method)];

    private Task CallAsync(string name, CancellationToken cancellationToken = default)
    {
        var method = typeof(IResourceLedger).GetMethod(name)!;
        var arguments = method.GetParameters().Select(parameter => parameter.ParameterType == typeof(CancellationToken) ? cancellationToken : (object?)null).ToArray();
        var answer = method.Invoke(_ledger, arguments)!;
        return answer as Task ?? (Task)GetType()
            .GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(method.ReturnType.GetGenericArguments())
            .Invoke(null, [answer])!;
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> rows)
    {
        await foreach (var row in rows)
        {
            Assert.Fail($"{row} came from a ledger without rows.");
        }
    }
}

namespace ResilientStorage.Conformance;

/// <summary>Runs two calls at once, each on a thread of its own, behind a barrier and a head start of some hundred microseconds at most for either.</summary>
internal sealed class Race(int seed)
{
    private const int LongestSpin = 20_000;

    private readonly Random _random = new(seed);

    public async Task<(TFirst First, TSecond Second)> RunAsync<TFirst, TSecond>(Func<Task<TFirst>> first, Func<Task<TSecond>> second)
    {
        using var start = new Barrier(2);
        var left = OnThreadAsync(first, start, _random.Next(LongestSpin));
        var right = OnThreadAsync(second, start, _random.Next(LongestSpin));
        await Task.WhenAll(left, right);
        return (await left, await right);
    }

    // Not the pool's: a barrier and a database that blocks hold its few threads, and it adds others at two a second.
    private static Task<T> OnThreadAsync<T>(Func<Task<T>> call, Barrier start, int spin) =>
        Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                Thread.SpinWait(spin);
                return call();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
}

using ResilientStorage.Alerts;
using ResilientStorage.Configuration;
using ResilientStorage.Resilience;

namespace ResilientStorage.Outages;

/// <summary>The real engine with its defaults, one file in it, and a main store and a backup that can be troubled.</summary>
internal sealed class Outage : IAsyncDisposable
{
    public static readonly byte[] Photo = TestContent.Bytes(100_000);

    private Outage(Action<ResilientStorageOptions>? configure)
    {
        TroubledStore? main = null;
        TroubledStore? backup = null;
        Test = new TestStorage(
            options =>
            {
                options.DeletedRetention = options.SupersededRetention = options.ReaderGrace = TimeSpan.Zero;
                configure?.Invoke(options);
            },
            change: setup => setup with
            {
                StoreObserver = Observer,
                Stores =
                [
                    setup.Stores[0] with { Driver = main = new TroubledStore(setup.Stores[0].Driver) },
                    setup.Stores[1] with { Driver = backup = new TroubledStore(setup.Stores[1].Driver) },
                ],
            });
        (Main, Backup) = (main!, backup!);
    }

    public TestStorage Test { get; }

    public RecordingObserver Observer { get; } = new();

    public TroubledStore Main { get; }

    public TroubledStore Backup { get; }

    public static async Task<Outage> BeginAsync(Action<ResilientStorageOptions>? configure = null)
    {
        var outage = new Outage(configure);
        var upload = outage.Test.Storage.UploadAsync("photo.jpg", Photo);
        outage.Test.Clock.Finish(upload);
        await upload;

        // The successes of the upload are long past.
        outage.Test.Clock.Advance(TimeSpan.FromMinutes(5));
        outage.Main.Calls.Clear();
        outage.Backup.Calls.Clear();
        outage.Observer.Attempts.Clear();
        return outage;
    }

    /// <summary>Reads the file, checks every byte, and says how long it took.</summary>
    public TimeSpan Read()
    {
        var read = Test.Storage.ReadAllBytesAsync("photo.jpg");
        var took = Test.Clock.Finish(read);
        Assert.Equal(Photo, read.GetAwaiter().GetResult());
        return took;
    }

    public TimeSpan[] Read(int times) => [.. Enumerable.Range(0, times).Select(_ => Read())];

    /// <summary>Lets something fail, and says how and after how long.</summary>
    public (TException Error, TimeSpan Took) Fails<TException>(Task task)
        where TException : Exception
    {
        var took = Test.Clock.Finish(task);
        return (Assert.IsType<TException>(task.Exception?.InnerException), took);
    }

    /// <summary>The kinds and stores of all alerts so far, and how many each stands for: time passes until those that were gathered are sent.</summary>
    public IReadOnlyList<(AlertKind Kind, string? Store, int Count)> Alerts()
    {
        Test.RunBackground();
        Test.Clock.Advance(new AlertsOptions().CoalesceWindow);
        return [.. Test.Alerts.Alerts.Select(static alert => (alert.Kind, alert.Store, alert.Count))];
    }

    public ValueTask DisposeAsync() => Test.DisposeAsync();
}

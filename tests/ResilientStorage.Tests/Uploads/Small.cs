using ResilientStorage.Configuration;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Uploads;

/// <summary>Engines with parts of 64 KiB, four in flight, so that every border is reached with little content; all on the test's thread.</summary>
internal static class Small
{
    public const int Part = 64 * 1024;
    public const int Block = Part / 8;
    public const int InFlight = 4;
    public const int Window = Part * InFlight;

    public static TestStorage Storage(
        Action<ResilientStorageOptions>? configure = null,
        InMemoryLedgerDatabase? database = null,
        InMemoryObjectStore? main = null,
        InMemoryObjectStore? backup = null,
        ManualTimeProvider? clock = null,
        string instance = "default",
        Func<IObjectStore, IObjectStore>? wrapMain = null)
    {
        // A test runner's context sends continuations to other threads: what a step of the clock sets off would not be done when it returns.
        SynchronizationContext.SetSynchronizationContext(null);
        return new TestStorage(
            options =>
            {
                Parts(options);
                configure?.Invoke(options);
            },
            database,
            main,
            backup,
            clock,
            instance,
            wrapMain);
    }

    /// <summary>Nothing is kept after a delete or a replace: removals are due at once.</summary>
    public static void NoRetention(ResilientStorageOptions options) =>
        options.DeletedRetention = options.SupersededRetention = options.ReaderGrace = TimeSpan.Zero;

    public static void Parts(ResilientStorageOptions options)
    {
        options.PartSize = Part;
        options.PartsInFlight = InFlight;
    }
}

using Microsoft.Extensions.Options;

namespace ResilientStorage.Configuration;

internal sealed class ResilientStorageOptionsValidator : IValidateOptions<ResilientStorageOptions>
{
    private const int MaxPartSize = 1 << 30;

    // A timer takes no more than 49 days, and Polly's timeout 10 ms to 24 hours.
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(24);

    public ValidateOptionsResult Validate(string? name, ResilientStorageOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(Enum.IsDefined(options.ObjectKeyLayout), nameof(options.ObjectKeyLayout), options.ObjectKeyLayout, "Versioned or Opaque");
        Check(Enum.IsDefined(options.ReadRepair), nameof(options.ReadRepair), options.ReadRepair, "Background, BeforeResponse or Off");
        Check(options.DeletedRetention >= TimeSpan.Zero, nameof(options.DeletedRetention), options.DeletedRetention, "zero or more");
        Check(options.SupersededRetention >= TimeSpan.Zero, nameof(options.SupersededRetention), options.SupersededRetention, "zero or more");
        Check(options.ReaderGrace >= TimeSpan.Zero, nameof(options.ReaderGrace), options.ReaderGrace, "zero or more");
        Check(options.LateWriteGrace >= TimeSpan.Zero, nameof(options.LateWriteGrace), options.LateWriteGrace, "zero or more");
        Check(options.Lease >= TimeSpan.FromSeconds(3) && options.Lease <= LongestTimer, nameof(options.Lease), options.Lease, "3 seconds to 24 hours");
        Check(options.PartSize is > 0 and <= MaxPartSize && options.PartSize % 8 == 0, nameof(options.PartSize), options.PartSize, "a multiple of 8 bytes, at most 1 GiB");
        Check(options.PartsInFlight is >= 1 and <= 64, nameof(options.PartsInFlight), options.PartsInFlight, "1 to 64");
        Check(options.StoreRetries is >= 0 and <= 20, nameof(options.StoreRetries), options.StoreRetries, "0 to 20");
        Check(options.StoreRetryDelay >= TimeSpan.Zero && options.StoreRetryDelay <= LongestTimer, nameof(options.StoreRetryDelay), options.StoreRetryDelay, "zero to 24 hours");
        Check(options.StoreAttemptTimeout >= ShortestTimeout && options.StoreAttemptTimeout <= LongestTimer, nameof(options.StoreAttemptTimeout), options.StoreAttemptTimeout, "10 milliseconds to 24 hours");
        Check(options.RemovalRetries is >= 0 and <= 100, nameof(options.RemovalRetries), options.RemovalRetries, "0 to 100");
        Check(options.WorkRetryDelay >= TimeSpan.Zero, nameof(options.WorkRetryDelay), options.WorkRetryDelay, "zero or more");
        Check(options.MaxWorkRetryDelay >= options.WorkRetryDelay, nameof(options.MaxWorkRetryDelay), options.MaxWorkRetryDelay, $"at least WorkRetryDelay ({options.WorkRetryDelay})");
        Check(options.PollInterval > TimeSpan.Zero && options.PollInterval <= LongestTimer, nameof(options.PollInterval), options.PollInterval, "above zero, at most 24 hours");
        Check(options.SweepInterval > TimeSpan.Zero, nameof(options.SweepInterval), options.SweepInterval, "above zero");
        Check(options.RemovalGroupTimeout > TimeSpan.Zero, nameof(options.RemovalGroupTimeout), options.RemovalGroupTimeout, "above zero");
        Check(options.QueueTimeout > TimeSpan.Zero && options.QueueTimeout <= LongestTimer, nameof(options.QueueTimeout), options.QueueTimeout, "above zero, at most 24 hours");
        Check(options.TellAgainAfter > TimeSpan.Zero, nameof(options.TellAgainAfter), options.TellAgainAfter, "above zero");
        Check(options.RemoveUnheardAfter > TimeSpan.Zero, nameof(options.RemoveUnheardAfter), options.RemoveUnheardAfter, "above zero");
        Check(options.MissingStormFloor >= 0, nameof(options.MissingStormFloor), options.MissingStormFloor, "zero or more");
        Check(options.MissingStormWindow > TimeSpan.Zero, nameof(options.MissingStormWindow), options.MissingStormWindow, "above zero");
        return result.Build();

        void Check(bool holds, string property, object value, string rule)
        {
            if (!holds)
            {
                result.AddError($"{value} is not possible: it has to be {rule}.", property);
            }
        }
    }
}

namespace ResilientStorage.Emulators;

/// <summary>The rate of the account's calls: a bucket that fills evenly and holds a burst.</summary>
internal sealed class CallBucket(CloudFrontEmulatorOptions options)
{
    private double _spent;
    private DateTimeOffset _at = options.Time.GetUtcNow();

    public void Take()
    {
        var now = options.Time.GetUtcNow();
        if (options.CallsPerSecond is not { } rate)
        {
            return;
        }

        _spent = Math.Max(0, _spent - ((now - _at).TotalSeconds * rate));
        _at = now;

        // What a rounding error lacks of a whole call is not refused.
        if (_spent + 1 > options.CallBurst + 1e-9)
        {
            throw ServiceError.Throttled();
        }

        _spent++;
    }
}

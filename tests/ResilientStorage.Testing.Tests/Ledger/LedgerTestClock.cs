namespace ResilientStorage.Testing.Tests;

internal sealed class LedgerTestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(56);

    public override DateTimeOffset GetUtcNow() => Now;
}

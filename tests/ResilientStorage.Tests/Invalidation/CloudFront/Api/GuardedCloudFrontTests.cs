using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Testing;

namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

public sealed class GuardedCloudFrontTests
{
    private static readonly CloudFrontInvalidationRequest Request = new() { DistributionId = "E1", CallerReference = "r", Paths = ["/a"] };

    private readonly ManualTimeProvider _clock = new();
    private readonly FakeCloudFront _inner;
    private readonly GuardedCloudFront _guarded;

    public GuardedCloudFrontTests()
    {
        _inner = new FakeCloudFront(_clock);
        _guarded = new GuardedCloudFront(_inner, _clock);
    }

    [Fact]
    public async Task Call_ThatThrowsWhatTheContractDoesNotAllow_IsAnErrorOfTheService()
    {
        _inner.Refuse = static _ => throw new InvalidOperationException("a client of somebody else");

        var error = await Assert.ThrowsAsync<CloudFrontException>(() => _guarded.CreateInvalidationAsync(Request));

        Assert.Equal(CloudFrontErrorKind.Unknown, error.Kind);
        Assert.Contains("CreateInvalidation of E1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_RefusedAsTheContractSays_StaysAsItIs()
    {
        _inner.Refuse = static _ => CloudFrontErrorKind.TooManyInProgress;

        Assert.Equal(CloudFrontErrorKind.TooManyInProgress, (await Assert.ThrowsAsync<CloudFrontException>(() => _guarded.CreateInvalidationAsync(Request))).Kind);
    }

    [Fact]
    public async Task Call_ThatNeverEnds_IsGivenUpAfterTwoMinutes()
    {
        _inner.Held = new TaskCompletionSource().Task;
        var calling = _guarded.CreateInvalidationAsync(Request);
        _clock.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
        Assert.False(calling.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(CloudFrontErrorKind.Unavailable, (await Assert.ThrowsAsync<CloudFrontException>(() => calling)).Kind);
    }

    [Fact]
    public async Task Call_CallerCancels_IsTheCallersCancellation()
    {
        _inner.Held = new TaskCompletionSource().Task;
        using var cancelled = new CancellationTokenSource();
        var calling = _guarded.CreateInvalidationAsync(Request, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
    }
}

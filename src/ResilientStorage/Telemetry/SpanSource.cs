using System.Diagnostics;
using ResilientStorage.Resilience;

namespace ResilientStorage.Telemetry;

/// <summary>Begins spans, timed by the injected clock. Their parent is whatever span the caller is in.</summary>
internal sealed class SpanSource(ActivitySource source, string instance, TimeProvider time)
{
    public bool IsHeard => source.HasListeners();

    /// <summary>What a message carries, so that who handles it can link to the span that sent it; null when nobody listens.</summary>
    public string? CurrentTraceParent => IsHeard && Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    public Span Start(string name, string? store = null)
    {
        if (!IsHeard)
        {
            return default;
        }

        return Begin(source.CreateActivity(name, ActivityKind.Internal, parentContext: default, TagsOf(store)));
    }

    /// <summary>Does something inside a span, which knows what it failed with.</summary>
    public async Task<TResult> RunAsync<TState, TResult>(string name, string? store, Func<TState, Span, CancellationToken, Task<TResult>> run, TState state, CancellationToken cancellationToken)
    {
        using var span = Start(name, store);
        try
        {
            return await run(state, span, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            span.Fail(e, cancellationToken);
            throw;
        }
    }

    /// <summary>Begins the span of a message. It belongs to the trace of nobody: the sender's has ended, which a link does not mind.</summary>
    public Span StartConsumer(string name, string? traceParent)
    {
        if (!IsHeard)
        {
            return default;
        }

        // Given no parent, the source would take the current one. Inside an async method the caller's is restored when that returns.
        Activity.Current = null;
        ActivityLink[] links = ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var sender) ? [new ActivityLink(sender)] : [];
        return Begin(source.CreateActivity(name, ActivityKind.Consumer, parentContext: default, TagsOf(store: null), links));
    }

    /// <summary>Makes the span of a request that has just ended.</summary>
    public void Record(in StoreAttempt attempt)
    {
        var tags = TagsOf(attempt.Call.Store);
        tags.Add(ResilientStorageTelemetry.Attributes.Operation, attempt.Call.Operation);
        tags.Add(ResilientStorageTelemetry.Attributes.Work, TagValues.Of(attempt.Work.Priority));
        if (source.CreateActivity(ResilientStorageTelemetry.Spans.StoreRequest, ActivityKind.Client, parentContext: default, tags) is not { } activity)
        {
            return;
        }

        activity.SetStartTime(time.GetUtcNow().UtcDateTime - attempt.Duration);
        using var span = new Span(activity.Start(), time);
        if (attempt.Error is { } error)
        {
            activity.SetTag(ResilientStorageTelemetry.Attributes.HttpResponseStatusCode, error.StatusCode);
            span.Fail(error, CancellationToken.None);
        }
        else if (attempt.WasCancelled)
        {
            span.SetOutcome(TagValues.Cancelled);
        }
    }

    private Span Begin(Activity? activity) =>
        activity is null ? default : new Span(activity.SetStartTime(time.GetUtcNow().UtcDateTime).Start(), time);

    private ActivityTagsCollection TagsOf(string? store)
    {
        var tags = new ActivityTagsCollection { { ResilientStorageTelemetry.Attributes.Instance, instance } };
        if (store is not null)
        {
            tags.Add(ResilientStorageTelemetry.Attributes.Store, store);
        }

        return tags;
    }
}

using System.Globalization;

namespace ResilientStorage.Resilience;

/// <summary>Gives every error of a driver its store, operation and key.</summary>
internal static class StoreErrors
{
    public static StorageException Describe(Exception error, StoreCall call)
    {
        if (error is not StorageException storage)
        {
            // A driver that throws anything else has not said whether the call took effect.
            return Make(StorageErrorKind.Unknown, $"{error.GetType().Name}: {error.Message}", call, error, isTransient: error is IOException or TimeoutException or HttpRequestException);
        }

        return storage.Store.Length > 0
            ? storage
            : Copy(storage, MessageFor(storage.Message, storage.RequestId, call), call, storage.IsTransient);
    }

    /// <summary>One try was not answered.</summary>
    public static StorageException TimedOut(StoreRun run, Exception inner) =>
        Make(
            StorageErrorKind.Timeout,
            string.Create(CultureInfo.InvariantCulture, $"no answer within {run.Profile.Options.AttemptTimeout:c}. If the store is slow by nature, raise Resilience.{run.Profile.Name}.AttemptTimeout."),
            run.Call,
            inner);

    /// <summary>The error of the last try, where there are to be no more.</summary>
    public static StorageException Exhausted(StoreRun run, StorageException last)
    {
        if (run.Profile.Options.Retries == 0)
        {
            // The host has turned retries off, so it may have its own.
            return last;
        }

        var why = run.Sent > run.Profile.Options.Retries ? ""
            : !run.LacksTimeToPause ? " It kept failing and is left alone for a while (Resilience.Breaker)."
            : last.RetryAfter is null ? string.Create(CultureInfo.InvariantCulture, $" The next try would come after {run.Pause:c} (Resilience.{run.Profile.Name}.RetryDelay), and Resilience.{run.Profile.Name}.TotalTimeout has less left.")
            : string.Create(CultureInfo.InvariantCulture, $" It asks to wait {run.Pause:c}, longer than Resilience.{run.Profile.Name}.TotalTimeout has left.");
        return Copy(last, $"{last.Message} (tried {Times(run.Sent)}){why}", run.Call, isTransient: false);
    }

    /// <summary>The time for all tries is over.</summary>
    public static StorageException OutOfTime(StoreRun run, StorageException? last)
    {
        var cause = run.Sent == 0 ? "no permit was free: Resilience.OperationsPerSecond, or the limit that the driver names, is used up"
            : last is not null ? $"the last failed with {last.Kind}"
            : run.Waited > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"the last had waited {run.Waited:c} for its permit and was not answered in the time that was left")
            : "the last was not answered in the time that was left";
        return new StorageException(
            StorageErrorKind.Timeout,
            MessageFor(string.Create(CultureInfo.InvariantCulture, $"no success within {run.Profile.Options.TotalTimeout:c}; tried {Times(run.Sent)}, {cause}. If the store is slow by nature, raise Resilience.{run.Profile.Name}.TotalTimeout."), requestId: null, run.Call),
            last)
        {
            Store = run.Call.Store,
            Operation = run.Call.Operation,
            Key = run.Call.Key,
            IsTransient = false,
            WasNotSent = run.Sent == 0,
        };
    }

    /// <summary>The breaker refused the call: nothing was sent.</summary>
    public static StorageException LeftAlone(StoreCall call, StoreBreaker breaker, TimeProvider time)
    {
        var left = breaker.LeftAloneUntil - time.GetUtcNow();
        var until = left > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"is left alone until {breaker.LeftAloneUntil:u}")
            : "is left alone while another call probes whether it is back";

        // The other call's message would name another resource here.
        var why = breaker.LastCause is { } cause ? $" (lately {cause.Operation}: {cause.Kind})" : "";
        return new StorageException(StorageErrorKind.Unavailable, MessageFor($"the store kept failing{why} and {until}; nothing was sent. Resilience.Breaker says when that happens.", requestId: null, call))
        {
            Store = call.Store,
            Operation = call.Operation,
            Key = call.Key,
            IsTransient = false,
            WasNotSent = true,
            RetryAfter = left > TimeSpan.Zero ? left : null,
        };
    }

    public static StorageException Make(StorageErrorKind kind, string problem, StoreCall call, Exception? inner = null, bool? isTransient = null)
    {
        var made = new StorageException(kind, MessageFor(problem, requestId: null, call), inner) { Store = call.Store, Operation = call.Operation, Key = call.Key };
        return isTransient is null || isTransient == made.IsTransient ? made : Copy(made, made.Message, call, isTransient.Value);
    }

    private static StorageException Copy(StorageException error, string message, StoreCall call, bool isTransient) => new(error.Kind, message, error.InnerException ?? error)
    {
        IsTransient = isTransient,
        WasNotSent = error.WasNotSent,
        Store = error.Store.Length > 0 ? error.Store : call.Store,
        Operation = call.Operation,
        Key = call.Key,
        RequestId = error.RequestId,
        StatusCode = error.StatusCode,
        RetryAfter = error.RetryAfter,
    };

    private static string Times(int count) => count switch
    {
        1 => "once",
        2 => "twice",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} times"),
    };

    private static string MessageFor(string problem, string? requestId, StoreCall call)
    {
        var key = call.Key is null ? "" : $" of '{call.Key}'";
        var request = requestId is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (request {requestId})");
        return $"Store '{call.Store}', {call.Operation}{key}: {problem}{request}";
    }
}

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
            : new StorageException(storage.Kind, MessageFor(storage.Message, storage.RequestId, call), storage.InnerException ?? storage)
            {
                IsTransient = storage.IsTransient,
                Store = call.Store,
                Operation = call.Operation,
                Key = call.Key,
                RequestId = storage.RequestId,
                StatusCode = storage.StatusCode,
                RetryAfter = storage.RetryAfter,
            };
    }

    public static StorageException TimedOut(StoreCall call, Exception inner) =>
        Make(StorageErrorKind.Timeout, "no answer in time. If the store is slow by nature, raise Resilience.Foreground.AttemptTimeout.", call, inner, isTransient: true);

    public static StorageException Make(StorageErrorKind kind, string problem, StoreCall call, Exception? inner = null, bool? isTransient = null)
    {
        var made = new StorageException(kind, MessageFor(problem, requestId: null, call), inner) { Store = call.Store, Operation = call.Operation, Key = call.Key };
        return isTransient is null || isTransient == made.IsTransient
            ? made
            : new StorageException(kind, made.Message, inner) { Store = call.Store, Operation = call.Operation, Key = call.Key, IsTransient = isTransient.Value };
    }

    private static string MessageFor(string problem, string? requestId, StoreCall call)
    {
        var key = call.Key is null ? "" : $" of '{call.Key}'";
        var request = requestId is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (request {requestId})");
        return $"Store '{call.Store}', {call.Operation}{key}: {problem}{request}";
    }
}

using ResilientStorage.Resilience;
using ResilientStorage.Stores;

namespace ResilientStorage.Uploads;

/// <summary>
/// Sends one pass over a source to all stores at once: the same buffer to each. A part is released when every store has it; memory is bounded by
/// the parts in flight, whatever the number of stores.
/// </summary>
internal sealed class FanOut(IReadOnlyList<UploadTarget> targets, PartPlan plan, TimeProvider time)
{
    /// <summary>How long stores that were told to stop may take before their buffers are left to the garbage collector.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Sends everything and verifies it in every store.</summary>
    /// <param name="objectKey">The key of the object, the same in every store.</param>
    /// <param name="reader">The content.</param>
    /// <param name="describe">Makes headers and metadata; the digest is null while it is not known yet.</param>
    /// <param name="checkBeforeFinish">Throws when the whole content is not what it should be; nothing becomes visible in that case.</param>
    /// <param name="progress">Told with the bytes that every store has acknowledged.</param>
    /// <param name="cancellationToken">Cancels the sending.</param>
    public async Task<Digest> SendAsync(string objectKey, PartReader reader, Func<Digest?, PutObjectOptions> describe, Action<Digest> checkBeforeFinish, Action<long>? progress, CancellationToken cancellationToken)
    {
        var first = new List<Part>(plan.PartsInFlight);
        try
        {
            while (first.Count < plan.PartsInFlight && await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } part)
            {
                first.Add(part);
            }

            if (!await reader.HasMoreAsync(cancellationToken).ConfigureAwait(false))
            {
                var digest = reader.Digest.Finish();
                checkBeforeFinish(digest);
                await PutAsync(objectKey, first, describe(digest), cancellationToken).ConfigureAwait(false);
                progress?.Invoke(digest.Length);
                return digest;
            }

            ThrowIfTooLong(plan.SinglePutLimit + 1);
            var parts = first.ToList();
            first.Clear();
            return await SendPartsAsync(objectKey, parts, reader, describe, checkBeforeFinish, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            first.ForEach(static part => part.Dispose());
        }
    }

    private async Task PutAsync(string objectKey, List<Part> parts, PutObjectOptions options, CancellationToken cancellationToken)
    {
        var content = PartSequence.Of(parts);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var calls = targets.Select(target => StopOthersOnErrorAsync(target.PutAsync(objectKey, content, options, stop.Token), stop)).ToList();
        if (!await SettleAsync(calls, stop.Token).ConfigureAwait(false))
        {
            parts.ForEach(static part => part.Abandon());
        }

        await ThrowFirstErrorAsync(calls, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Digest> SendPartsAsync(string objectKey, List<Part> ready, PartReader reader, Func<Digest?, PutObjectOptions> describe, Action<Digest> checkBeforeFinish, Action<long>? progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var window = new PartWindow(targets, progress, stop);
        try
        {
            await AllAsync(target => target.BeginAsync(objectKey, plan.PartSize, describe(null), stop.Token), stop, cancellationToken).ConfigureAwait(false);
            foreach (var part in ready.ToList())
            {
                ready.Remove(part);
                window.Start(part);
            }

            while (true)
            {
                await window.WaitBelowAsync(plan.PartsInFlight).ConfigureAwait(false);
                if (await reader.ReadAsync(stop.Token).ConfigureAwait(false) is not { } part)
                {
                    break;
                }

                window.Start(part);
                ThrowIfTooLong(reader.BytesRead);
            }

            await window.WaitBelowAsync(1).ConfigureAwait(false);
            var digest = reader.Digest.Finish();
            checkBeforeFinish(digest);
            await AllAsync(target => target.CompleteAsync(digest.Length, stop.Token), stop, cancellationToken).ConfigureAwait(false);
            return digest;
        }
        catch (Exception e)
        {
            stop.Cancel();
            ready.ForEach(static part => part.Dispose());
            await window.DrainAsync(DrainTimeout, time).ConfigureAwait(false);

            // A read that was stopped because a store failed, whatever the source makes of that, is not the cause: the store's error says more.
            if (e is not (StorageException or SourceException) && !cancellationToken.IsCancellationRequested && window.FirstError is { } cause)
            {
                cause.Throw();
            }

            throw;
        }
    }

    private void ThrowIfTooLong(long length)
    {
        foreach (var target in targets)
        {
            if (plan.FindLimit(target.Store, length) is { } problem)
            {
                throw StoreErrors.Make(StorageErrorKind.InvalidRequest, problem, new StoreCall(target.Store.Name, "PutObject", Key: null));
            }
        }
    }

    private async Task AllAsync(Func<UploadTarget, Task> call, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var calls = targets.Select(target => StopOthersOnErrorAsync(call(target), stop)).ToList();
        await SettleAsync(calls, stop.Token).ConfigureAwait(false);
        await ThrowFirstErrorAsync(calls, cancellationToken).ConfigureAwait(false);
    }

    private static async Task StopOthersOnErrorAsync(Task call, CancellationTokenSource stop)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (Exception)
        {
            stop.Cancel();
            throw;
        }
    }

    /// <summary>Waits for all calls to end, one for each target, and for a bounded time once they were told to stop.</summary>
    /// <returns>False when a call that was told to stop has not ended: what it writes may still land.</returns>
    private async Task<bool> SettleAsync(List<Task> calls, CancellationToken stopped)
    {
        var all = Task.WhenAll(calls);
        var told = new TaskCompletionSource();
        using (stopped.UnsafeRegister(static told => ((TaskCompletionSource)told!).TrySetResult(), told))
        {
            await Task.WhenAny(all, told.Task).ConfigureAwait(false);
        }

        if (all.IsCompleted || await Drain.WaitAsync(all, DrainTimeout, time).ConfigureAwait(false))
        {
            return true;
        }

        for (var i = 0; i < calls.Count; i++)
        {
            targets[i].Outcome.IsUnknown |= !calls[i].IsCompleted;
        }

        return false;
    }

    /// <summary>Prefers the error that made the others stop.</summary>
    private static async Task ThrowFirstErrorAsync(List<Task> calls, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var cause = calls.Find(static call => call.IsFaulted) ?? calls.Find(static call => call.IsCanceled);
        if (cause is not null)
        {
            await cause.ConfigureAwait(false);
        }
    }
}

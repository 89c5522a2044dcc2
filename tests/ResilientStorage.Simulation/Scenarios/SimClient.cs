using ResilientStorage.Invalidation;
using ResilientStorage.Maintenance;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Model;
using ResilientStorage.Simulation.Stores;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>
/// Asks the engine of one node, and tells the model what was asked and answered. A method returns when its answer has been judged;
/// it never returns once the node is dead.
/// </summary>
internal sealed class SimClient(SimLoop loop, SimModel model, SimNode node, IResilientStorage storage, IStorageMaintenance maintenance, IReadOnlyList<SimStore> stores)
{
    private readonly AnswerRules _rules = new(loop, model);

    /// <summary>After the faults have stopped, an error that blames a store or the ledger is a violation.</summary>
    public bool ExpectSuccess { get; set; }

    public SimNode Node => node;

    /// <summary>What tells the CDN; null where there is none.</summary>
    public IInvalidationBatcher? Batcher { get; init; }

    /// <param name="content">What to upload.</param>
    /// <param name="options">How.</param>
    /// <param name="source">The stream; null for one that is there at once.</param>
    /// <param name="stagedFor">How long it stays staged before its commit; null for an upload in one go.</param>
    /// <param name="token">Cancels it.</param>
    public async Task<Resource?> UploadAsync(SimContent content, UploadOptions options, Stream? source = null, TimeSpan? stagedFor = null, CancellationToken token = default)
    {
        var op = model.Invoke(node, OpKind.Upload, content.Key, content, options);
        try
        {
            source ??= new MemoryStream(content.Bytes, writable: false);
            var resource = stagedFor is { } pause
                ? await CommitLaterAsync(content.Key, source, op.Upload, pause, token).ConfigureAwait(false)
                : await storage.UploadAsync(content.Key, source, op.Upload, token).ConfigureAwait(false);
            if (node.IsAlive)
            {
                _rules.Uploaded(op, resource);
                model.End(op, OpOutcome.Ok, resource.VersionId.ToString());
            }

            return resource;
        }
        catch (UploadFailedException e) when (e.OutcomeUnknown)
        {
            End(op, OpOutcome.Unknown, e);
        }
        catch (Exception e) when (e is ResourceAlreadyExistsException or ResourceNotFoundException or IOException or OperationCanceledException)
        {
            Fail(op, e);
        }
        catch (Exception e) when (e is UploadFailedException or LedgerException)
        {
            Fail(op, e);
            Blame(op, e);
        }
        catch (Exception e)
        {
            _rules.Unexpected(op, e);
        }

        return null;
    }

    /// <summary>Stages an upload and gives it up.</summary>
    public async Task AbandonAsync(SimContent content, UploadOptions options, TimeSpan stagedFor)
    {
        var op = model.Invoke(node, OpKind.Upload, content.Key, content, options);
        try
        {
            var staged = await storage.StageAsync(content.Key, new MemoryStream(content.Bytes, writable: false), op.Upload).ConfigureAwait(false);
            await node.DelayAsync(stagedFor).ConfigureAwait(false);
            await staged.DisposeAsync().ConfigureAwait(false);
            Fail(op, new OperationCanceledException("given up"));
        }
        catch (Exception e) when (e is ResourceAlreadyExistsException or ResourceNotFoundException)
        {
            Fail(op, e);
        }
        catch (Exception e) when (e is UploadFailedException or LedgerException)
        {
            Fail(op, e);
            Blame(op, e);
        }
        catch (Exception e)
        {
            _rules.Unexpected(op, e);
        }
    }

    public async Task<byte[]?> ReadAsync(string key, ReadOptions? options = null, CancellationToken token = default)
    {
        var op = model.Invoke(node, OpKind.Read, key);
        try
        {
            await using var download = await storage.OpenReadAsync(key, options, token).ConfigureAwait(false);
            var opened = model.Moment;
            using var copy = new MemoryStream();
            await download.Content.CopyToAsync(copy, 5000, token).ConfigureAwait(false);
            if (node.IsAlive)
            {
                _rules.Read(op, download.Resource, options?.VersionId, options?.Range, copy.ToArray(), opened);
                model.End(op, OpOutcome.Ok, download.Resource.VersionId.ToString());
            }

            return copy.ToArray();
        }
        catch (ResourceNotFoundException e)
        {
            if (node.IsAlive)
            {
                _rules.NotFound(op, options?.VersionId);
                End(op, OpOutcome.Ok, e);
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OperationCanceledException)
        {
            End(op, OpOutcome.Failed, e);
        }
        catch (ResourceLostException e)
        {
            // The simulation never damages the last good copy.
            loop.Violate("I1", $"{op} was told that every copy is lost: {e}");
        }
        catch (Exception e) when (e is ResourceUnavailableException or LedgerException)
        {
            End(op, OpOutcome.Failed, e);
            Blame(op, e);
        }
        catch (Exception e)
        {
            _rules.Unexpected(op, e);
        }

        return null;
    }

    public async Task FindAsync(string key)
    {
        var op = model.Invoke(node, OpKind.Find, key);
        try
        {
            var resource = await storage.FindAsync(key).ConfigureAwait(false);
            if (node.IsAlive)
            {
                _rules.Found(op, resource);
                model.End(op, OpOutcome.Ok, resource?.VersionId.ToString() ?? "nothing");
            }
        }
        catch (LedgerException e)
        {
            End(op, OpOutcome.Failed, e);
            Blame(op, e);
        }
        catch (Exception e)
        {
            _rules.Unexpected(op, e);
        }
    }

    public async Task DeleteAsync(string key, DeleteOptions? options = null, CancellationToken token = default)
    {
        var op = model.Invoke(node, OpKind.Delete, key);
        try
        {
            await storage.DeleteAsync(key, options, token).ConfigureAwait(false);
            if (node.IsAlive)
            {
                _rules.Deleted(op);
                model.End(op, OpOutcome.Ok, "deleted");
            }
        }
        catch (ResourceNotFoundException e)
        {
            if (node.IsAlive && options?.IfVersion is null)
            {
                _rules.NotFound(op, null);
            }

            End(op, OpOutcome.Failed, e);
        }
        catch (Exception e) when (e is LedgerException or OperationCanceledException)
        {
            End(op, OpOutcome.Unknown, e);
            Blame(op, e);
        }
        catch (Exception e)
        {
            _rules.Unexpected(op, e);
        }
    }

    public async Task DeleteManyAsync(IReadOnlyCollection<string> keys)
    {
        var ops = keys.Select(key => model.Invoke(node, OpKind.Delete, key)).ToArray();
        try
        {
            var report = await storage.DeleteManyAsync(keys).ConfigureAwait(false);
            for (var i = 0; i < ops.Length && node.IsAlive; i++)
            {
                switch (report.Results[i].Error)
                {
                    case null:
                        _rules.Deleted(ops[i]);
                        model.End(ops[i], OpOutcome.Ok, "deleted");
                        break;
                    case ResourceNotFoundException e:
                        _rules.NotFound(ops[i], null);
                        End(ops[i], OpOutcome.Failed, e);
                        break;
                    case var e:
                        End(ops[i], OpOutcome.Unknown, e);
                        Blame(ops[i], e);
                        break;
                }
            }
        }
        catch (LedgerException e)
        {
            Array.ForEach(ops, op => End(op, OpOutcome.Unknown, e));
            Blame(ops[0], e);
        }
        catch (Exception e)
        {
            _rules.Unexpected(ops[0], e);
        }
    }

    public async Task<Resource?> RestoreAsync(string key, RestoreOptions? options = null)
    {
        var op = model.Invoke(node, OpKind.Restore, key);
        try
        {
            var resource = await storage.RestoreAsync(key, options).ConfigureAwait(false);
            if (node.IsAlive)
            {
                _rules.Restored(op, resource);
                model.End(op, OpOutcome.Ok, resource.VersionId.ToString());
            }

            return resource;
        }
        catch (Exception e) when (e is ResourceNotFoundException or ResourceAlreadyExistsException or ResourceUnavailableException)
        {
            End(op, OpOutcome.Failed, e);
        }
        catch (LedgerException e)
        {
            End(op, OpOutcome.Unknown, e);
            Blame(op, e);
        }
        catch (Exception e)
        {
            _rules.Unexpected(op, e);
        }

        return null;
    }

    public async Task PurgeAsync(string key, PurgeOptions? options = null)
    {
        var op = model.Invoke(node, OpKind.Purge, key);
        var before = model.Intents.Values.Where(v => v.Key == key).Select(static v => v.ObjectKey).ToHashSet(StringComparer.Ordinal);
        try
        {
            var report = await storage.PurgeAsync(key, options).ConfigureAwait(false);
            if (node.IsAlive)
            {
                foreach (var store in report.Stores.Where(static s => s.Outcome == PurgeOutcome.Confirmed))
                {
                    if (stores.Single(s => s.Name == store.Store).List().FirstOrDefault(o => before.Contains(o.ObjectKey)) is { } left)
                    {
                        loop.Violate("purge", $"{op} was told Confirmed for {store.Store}, where {left.ObjectKey} still lies.");
                    }
                }

                model.End(op, OpOutcome.Ok, string.Join(' ', report.Stores.Select(static s => $"{s.Store}={s.Outcome}")));
            }
        }
        catch (ResourceNotFoundException e)
        {
            End(op, OpOutcome.Failed, e);
        }
        catch (Exception e) when (e is LedgerException or ResourceUnavailableException or StorageException)
        {
            End(op, OpOutcome.Unknown, e);
            Blame(op, e);
        }
        catch (Exception e)
        {
            _rules.Unexpected(op, e);
        }
    }

    /// <summary>A person's or a host's call of the maintenance.</summary>
    public async Task MaintainAsync(string what, Func<IStorageMaintenance, Task> call)
    {
        var op = model.Invoke(node, OpKind.Maintain, what);
        try
        {
            await call(maintenance).ConfigureAwait(false);
            if (node.IsAlive)
            {
                model.End(op, OpOutcome.Ok, "done");
            }
        }
        catch (Exception e) when (e is ResilientStorageException)
        {
            End(op, OpOutcome.Unknown, e);
            Blame(op, e);
        }
        catch (Exception e)
        {
            _rules.Unexpected(op, e);
        }
    }

    private async Task<Resource> CommitLaterAsync(string key, Stream source, UploadOptions? options, TimeSpan stagedFor, CancellationToken token)
    {
        var staged = await storage.StageAsync(key, source, options, token).ConfigureAwait(false);
        await using var _ = staged.ConfigureAwait(false);
        await node.DelayAsync(stagedFor, token).ConfigureAwait(false);
        return await staged.CommitAsync(cancellationToken: token).ConfigureAwait(false);
    }

    private void Fail(ClientOp op, Exception e)
    {
        if (node.IsAlive)
        {
            _rules.UploadFailed(op);
            End(op, OpOutcome.Failed, e);
        }
    }

    private void End(ClientOp op, OpOutcome outcome, Exception e)
    {
        if (node.IsAlive)
        {
            model.End(op, outcome, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private void Blame(ClientOp op, Exception e)
    {
        if (ExpectSuccess && node.IsAlive)
        {
            loop.Violate("liveness", $"{op} failed after the faults had stopped: {e}");
        }
    }
}

using ResilientStorage.Sessions;
using ResilientStorage.Work;

namespace ResilientStorage.Maintenance;

/// <summary>Asks every store of this node for its owner marker, all at once: the smallest question whose answer proves that it is there and the right one.</summary>
internal sealed class StoreCheck(WorkContext context)
{
    public async Task<IReadOnlyList<StoreReachability>> RunAsync(CancellationToken cancellationToken)
    {
        var opened = await context.Session.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await Task.WhenAll(opened.StoreNames.Select(name => CheckAsync(opened, name, cancellationToken))).ConfigureAwait(false);
    }

    private static async Task<StoreReachability> CheckAsync(OpenedLedger opened, string name, CancellationToken cancellationToken)
    {
        StorageException? error = null;
        try
        {
            await opened.FindOwnership(name)!.CheckAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e)
        {
            error = e;
        }

        return new StoreReachability { Store = name, Error = error };
    }
}

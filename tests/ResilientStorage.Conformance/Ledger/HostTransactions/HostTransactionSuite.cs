using System.Data.Common;

namespace ResilientStorage.Conformance;

/// <summary>A host with one storage and one connection, on the ledger's database.</summary>
public abstract class HostTransactionSuite<TFixture> : IAsyncLifetime
    where TFixture : ResourceLedgerFixture, IHostDatabase, new()
{
    protected static readonly byte[] Old = [1, 2, 3];
    protected static readonly byte[] New = [4, 5, 6, 7];
    protected static readonly UploadOptions Replace = new() { IfExists = IfExists.Replace };

    protected TFixture Fixture { get; } = new();

    private protected HostNode Node { get; private set; } = null!;

    protected IResilientStorage Storage => Node.Storage;

    protected DbConnection Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Fixture.InitializeAsync();
        Node = new HostNode(Fixture.CreateLedger);
        await Node.Storage.FindAsync("opens the ledger");
        Host = await Fixture.OpenHostAsync();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Node.DisposeAsync();
        try
        {
            await Fixture.CheckAsync();
        }
        finally
        {
            await Fixture.DisposeAsync();
        }
    }

    protected Task<StagedUpload> StageAsync(string key, UploadOptions? options = null) => Node.StageAsync(key, New, options);

    protected Task UploadAsync(string key) => Storage.UploadAsync(key, Old.AsMemory());

    protected async Task<VersionState> StateAsync(Resource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        await foreach (var version in Storage.ListVersionsAsync(resource.Key))
        {
            if (version.VersionId == resource.VersionId)
            {
                return version.State;
            }
        }

        throw new InvalidOperationException($"The ledger has no version {resource.VersionId}.");
    }
}

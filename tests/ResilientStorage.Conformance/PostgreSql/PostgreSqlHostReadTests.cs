using ResilientStorage.Conformance.Meta;
using ResilientStorage.Stores;

namespace ResilientStorage.Conformance;

/// <summary>Reads of a version that a transaction of the host holds.</summary>
[NeedsServer(PostgreSqlServer.Variable)]
public sealed class PostgreSqlHostReadTests : HostTransactionSuite<PostgreSqlLedgerFixture>
{
    // A read that waited would do so until the ledger's command timeout, three times as long.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task OpenRead_MainsCopyIsMissingAndTheHostHoldsTheVersion_ReadsTheBackupAtOnce()
    {
        await UploadAsync("a");
        var objectKey = (await Storage.FindAsync("a"))!.ObjectKey;
        await Node.Main.DeleteAsync([new ObjectToDelete(objectKey)]);
        await using (var transaction = await Host.BeginTransactionAsync())
        {
            await Storage.DeleteManyAsync(["a"], transaction);
            Assert.Equal(Old, await Storage.ReadAllBytesAsync("a").WaitAsync(AtOnce));
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, (await Node.Maintenance.GetStatusAsync()).Ledger.UnderReplicated);
        Assert.Equal(Old, await Storage.ReadAllBytesAsync("a"));
        Assert.Equal(1, (await Node.Maintenance.GetStatusAsync()).Ledger.UnderReplicated);
    }
}

using System.Globalization;

namespace ResilientStorage.Process.Kills;

/// <summary>Kills a process in the middle of one upload, which is not left to chance.</summary>
public sealed class KilledUploadTests
{
    private const string Key = "photos/42.webp";
    private static readonly byte[] Former = Content.Bytes(1);

    // By Content.LengthOf: one PUT of all parts in flight at the most, and an upload in parts.
    private const int SinglePut = 4;
    private const int InParts = 1_000_001;

    [Theory]
    [InlineData(SinglePut, 0)]
    [InlineData(InParts, 1)]
    public async Task Kill_InMidUploadOfAKnownKey_KeepsTheFormerVersionAndNoResidue(int content, int unfinished)
    {
        using var folder = new TemporaryFolder();
        await using (var before = StorageFolder.Open(folder.Path, TimeProvider.System))
        {
            await before.Storage().UploadAsync(Key, Former.AsMemory());
        }

        await KillInMidUploadAsync(folder.Path, content);

        await using var aftermath = new Aftermath(folder.Path);
        Assert.Equal(unfinished, (await aftermath.UnfinishedUploadsAsync(StorageFolder.Main)).Count);
        Assert.Equal(unfinished, (await aftermath.UnfinishedUploadsAsync(StorageFolder.Backup)).Count);
        Assert.Equal(Former, await aftermath.ReadAsync(Key));
        Assert.Equal(1, (await aftermath.Maintenance.GetStatusAsync()).Ledger.Pending);

        Assert.Equal(1, await aftermath.RecoverAsync());
        Assert.Equal(Former, await aftermath.ReadAsync(Key));
        await aftermath.AssertNothingIsForgottenAsync();
    }

    [Theory]
    [InlineData(SinglePut)]
    [InlineData(InParts)]
    public async Task Kill_InMidUploadOfANewKey_LeavesNothingReadableAndTheKeyFree(int content)
    {
        using var folder = new TemporaryFolder();
        await KillInMidUploadAsync(folder.Path, content);

        await using var aftermath = new Aftermath(folder.Path);
        Assert.Null(await aftermath.ReadAsync(Key));
        Assert.Equal(1, await aftermath.RecoverAsync());
        Assert.Null(await aftermath.ReadAsync(Key));
        await aftermath.AssertNothingIsForgottenAsync();

        await aftermath.Storage.UploadAsync(Key, Former.AsMemory());
        Assert.Equal(Former, await aftermath.ReadAsync(Key));
    }

    private static async Task KillInMidUploadAsync(string folder, int content)
    {
        using var child = Child.Start("stall", folder, Key, content.ToString(CultureInfo.InvariantCulture));
        await child.ReadUntilAsync(static lines => lines is [.., Journal.Stalled]);
        await child.KillAsync();
    }
}

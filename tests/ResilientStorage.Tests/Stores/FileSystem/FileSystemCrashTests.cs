using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Tests.Stores.FileSystem;

/// <summary>What a crash, a rotten disk or a person leaves behind.</summary>
public sealed class FileSystemCrashTests : FileSystemStoreTest
{
    private static readonly TimeSpan Old = TimeSpan.FromHours(25);

    [Fact]
    public async Task PutAsync_Succeeded_LeavesTwoFilesAndNoLeftovers()
    {
        await PutAsync("a/object.txt");
        await PutAsync("a/object.txt", "newer");

        Assert.EndsWith(".txt", OnlyFile(Objects), StringComparison.Ordinal);
        Assert.EndsWith("object.txt~meta", OnlyFile(Metadata), StringComparison.Ordinal);
        Assert.Empty(Files(Temporary));
        Assert.Equal("newer", await File.ReadAllTextAsync(OnlyFile(Objects)));
    }

    [Fact]
    public async Task PutAsync_ManyWritersOfOneKey_LeaveTheBytesOfOne()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(writer => Task.Run(() => PutAsync("object", $"writer {writer}"))));

        Assert.Equal(await File.ReadAllTextAsync(OnlyFile(Objects)), await ReadAsync("object"));
        Assert.Empty(Files(Temporary));
    }

    [Fact]
    public async Task PutAsync_OnUnix_IsReadableByItsUserOnly()
    {
        await PutAsync("a/object");

        var modes = Directory.GetFileSystemEntries(Root, "*", SearchOption.AllDirectories)
            .Select(static path => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));

        Assert.All(modes, static others => Assert.Equal(UnixFileMode.None, others));
    }

    [Fact]
    public async Task DeleteAsync_LastObjectOfFolders_PrunesThem()
    {
        await PutAsync("a/b/c");
        await PutAsync("a/d");

        await DeleteAsync("a/b/c");

        Assert.False(Directory.Exists(Path.Join(Objects, "a", "b")));
        Assert.False(Directory.Exists(Path.Join(Metadata, "a", "b")));
        Assert.True(Directory.Exists(Path.Join(Objects, "a")));
        Assert.Empty(Files(Temporary));
        Assert.Equal("content", await ReadAsync("a/d"));
    }

    [Fact]
    public async Task ListAsync_BytesWithoutRecord_AreNoObject()
    {
        // The crash between the two renames of a write.
        await PutAsync("object");
        File.Move(OnlyFile(Metadata), Path.Join(Temporary, "0123456789abcdef.pending"));

        Assert.Empty(await ListAsync());
        Assert.Null(await Store.FindAsync("object"));
        await FailsAsync(StorageErrorKind.NotFound, () => Store.OpenReadAsync("object", null));
    }

    [Fact]
    public async Task PutAsync_AfterACrashBetweenTheRenames_CollectsOldBytes()
    {
        await PutAsync("object");
        File.Move(OnlyFile(Metadata), Path.Join(Temporary, "0123456789abcdef.pending"));
        Age(Old);

        await NewStore().PutAsync("other", new ReadOnlySequence<byte>([1]), new PutObjectOptions());

        Assert.Contains("other~", OnlyFile(Objects), StringComparison.Ordinal);
        Assert.Empty(Files(Temporary));
    }

    [Fact]
    public async Task PutAsync_WhileAnotherProcessWrites_LeavesItsYoungFiles()
    {
        await PutAsync("object");
        File.Move(OnlyFile(Metadata), Path.Join(Temporary, "0123456789abcdef.pending"));
        await File.WriteAllTextAsync(Path.Join(Temporary, "fedcba9876543210.content"), "half");
        Age(TimeSpan.FromHours(23));

        await NewStore().PutAsync("other", new ReadOnlySequence<byte>([1]), new PutObjectOptions());

        Assert.Equal(2, Files(Objects).Length);
        Assert.Equal(2, Files(Temporary).Length);
    }

    [Fact]
    public async Task PutAsync_ADayAfterACrashThatWasTooYoungAtFirst_CollectsItsFiles()
    {
        await PutAsync("first");
        var draft = Path.Join(Temporary, "0123456789abcdef.content");
        await File.WriteAllTextAsync(draft, "half");
        Age(TimeSpan.FromMinutes(1));
        await PutAsync("second");
        Assert.True(File.Exists(draft));

        Clock.Advance(TimeSpan.FromDays(1));
        await PutAsync("third");

        Assert.False(File.Exists(draft));
        Assert.Equal("content", await ReadAsync("first"));
    }

    [Fact]
    public async Task PutAsync_NoteOfTheCurrentWrite_KeepsItsBytes()
    {
        // The crash after a write was published and before its notes were removed.
        await PutAsync("object");
        File.Copy(OnlyFile(Metadata), Path.Join(Temporary, "0123456789abcdef.replaced"));
        Age(Old);

        await NewStore().PutAsync("other", new ReadOnlySequence<byte>([1]), new PutObjectOptions());

        Assert.Equal("content", await ReadAsync("object"));
        Assert.Empty(Files(Temporary));
    }

    [Fact]
    public async Task DeleteAsync_RepeatedAfterACrashInTheMiddle_RemovesTheBytesAtOnce()
    {
        await PutAsync("object");
        File.Move(OnlyFile(Metadata), Path.Join(Temporary, "0123456789abcdef.removed"));

        Assert.True((await DeleteAsync("object")).IsDeleted);

        Assert.Empty(Files(Objects));
        Assert.Empty(Files(Temporary));
    }

    [Fact]
    public async Task ListAsync_HalfWrittenContent_IsInvisibleAndCollectedWhenOld()
    {
        await PutAsync("object");
        await File.WriteAllTextAsync(Path.Join(Temporary, "0123456789abcdef.content"), "half");
        Assert.Equal("object", Assert.Single(await ListAsync()).ObjectKey);
        Age(Old);

        await NewStore().DeleteAsync([new ObjectToDelete("none")]);

        Assert.Empty(Files(Temporary));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(60)]
    public async Task FindAsync_TornRecord_IsAnIntegrityErrorAndAPutHealsIt(int length)
    {
        await PutAsync("object");
        using (var record = File.OpenWrite(OnlyFile(Metadata)))
        {
            record.SetLength(length);
        }

        await FailsAsync(StorageErrorKind.Integrity, () => Store.FindAsync("object"));
        await FailsAsync(StorageErrorKind.Integrity, () => Store.OpenReadAsync("object", null));
        var entry = Assert.Single(await ListAsync());
        Assert.Equal(("object", 0L, null), (entry.ObjectKey, entry.Length, entry.ETag));

        await PutAsync("object", "healed");

        Assert.Equal("healed", await ReadAsync("object"));
    }

    [Fact]
    public async Task FindAsync_OneBitOfTheRecordFlipped_IsAnIntegrityError()
    {
        await PutAsync("object");
        var bytes = await File.ReadAllBytesAsync(OnlyFile(Metadata));
        for (var index = 0; index < bytes.Length; index += 7)
        {
            bytes[index] ^= 1;
            await File.WriteAllBytesAsync(OnlyFile(Metadata), bytes);
            await FailsAsync(StorageErrorKind.Integrity, () => Store.FindAsync("object"));
            bytes[index] ^= 1;
        }
    }

    [Fact]
    public async Task FindAsync_RecordOfAnotherKey_IsAnIntegrityError()
    {
        await PutAsync("object");
        File.Copy(OnlyFile(Metadata), Path.Join(Metadata, "other~meta"));

        await FailsAsync(StorageErrorKind.Integrity, () => Store.FindAsync("other"));
    }

    [Fact]
    public async Task DeleteAsync_TornRecord_RemovesTheBytesOfThatKeyOnly()
    {
        await PutAsync("object");
        await File.WriteAllTextAsync(OnlyFile(Metadata), "torn");
        await PutAsync("object-2");

        Assert.True((await DeleteAsync("object")).IsDeleted);

        Assert.Contains("object-2~", OnlyFile(Objects), StringComparison.Ordinal);
        Assert.Equal("object-2", Assert.Single(await ListAsync()).ObjectKey);
    }

    [Fact]
    public async Task FindAsync_BytesLost_IsNullAndNotListed()
    {
        await PutAsync("object");
        File.Delete(OnlyFile(Objects));

        Assert.Null(await Store.FindAsync("object"));
        Assert.Empty(await ListAsync());
        await FailsAsync(StorageErrorKind.NotFound, () => Store.OpenReadAsync("object", null));
        await PutAsync("object", "again");
        Assert.Equal("again", await ReadAsync("object"));
    }

    [Fact]
    public async Task FindAsync_BytesCutOff_TellsTheLengthThatIsThere()
    {
        await PutAsync("object", "0123456789");
        using (var file = File.OpenWrite(OnlyFile(Objects)))
        {
            file.SetLength(4);
        }

        Assert.Equal(4, (await Store.FindAsync("object"))!.Length);
        Assert.Equal(4, Assert.Single(await ListAsync()).Length);
        Assert.Equal("0123", await ReadAsync("object"));
        await FailsAsync(StorageErrorKind.Integrity, () => Store.CopyAsync("object", "copy", new PutObjectOptions()));
    }

    [Fact]
    public async Task ListAsync_FilesOfPeopleAndSystems_AreNoObjects()
    {
        await PutAsync("a/object");
        await File.WriteAllTextAsync(Path.Join(Metadata, "a", ".DS_Store"), "");
        await File.WriteAllTextAsync(Path.Join(Metadata, "Thumbs.db"), "");
        await File.WriteAllTextAsync(Path.Join(Metadata, "readme"), "");
        Directory.CreateDirectory(Path.Join(Metadata, "lost+found"));

        Assert.Equal("a/object", Assert.Single(await ListAsync()).ObjectKey);
    }

    [Fact]
    public async Task PutAsync_LastModified_IsTheStoresClock()
    {
        await PutAsync("object");

        Assert.Equal(Clock.GetUtcNow(), (await Store.FindAsync("object"))!.LastModified);
    }
}

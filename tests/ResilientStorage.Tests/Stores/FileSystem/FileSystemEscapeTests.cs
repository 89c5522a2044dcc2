using System.Buffers;
using ResilientStorage.Stores;
using ResilientStorage.Stores.FileSystem;

namespace ResilientStorage.Tests.Stores.FileSystem;

/// <summary>No key and no link leads out of the store's folder, and what stands in the wrong place is an error, never an absence.</summary>
public sealed class FileSystemEscapeTests : FileSystemStoreTest
{
    [Theory]
    [InlineData("../outside")]
    [InlineData("../../../../../../tmp/outside")]
    [InlineData("/etc/outside")]
    [InlineData("a/../../../outside")]
    [InlineData("..\\outside")]
    [InlineData("C:\\outside")]
    public async Task PutAsync_KeyThatClimbs_StaysInside(string key)
    {
        await PutAsync(key);

        Assert.Equal("content", await ReadAsync(key));
        Assert.Equal([Root], Directory.GetFileSystemEntries(Outside));
        Assert.StartsWith(Objects, OnlyFile(Objects), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("objects")]
    [InlineData("metadata")]
    public async Task PutAsync_FolderOnTheWayIsALink_IsDeniedAndWritesNothingThere(string tree)
    {
        var elsewhere = Directory.CreateDirectory(Path.Join(Outside, "elsewhere")).FullName;
        await PutAsync("folder/first");
        await DeleteAsync("folder/first");
        Directory.CreateSymbolicLink(Path.Join(Root, tree, "folder"), elsewhere);

        var error = await FailsAsync(StorageErrorKind.AccessDenied, () => PutAsync("folder/object"));

        Assert.Contains("is a link", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
        Assert.Empty(Files(Temporary));
    }

    [Fact]
    public async Task PutAsync_TreeIsALink_IsDenied()
    {
        var elsewhere = Directory.CreateDirectory(Path.Join(Outside, "elsewhere")).FullName;
        Directory.CreateDirectory(Root);
        Directory.CreateSymbolicLink(Objects, elsewhere);

        await FailsAsync(StorageErrorKind.AccessDenied, () => PutAsync("object"));

        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Theory]
    [InlineData("objects")]
    [InlineData("metadata")]
    public async Task OpenReadAsync_FolderOnTheWayIsALink_IsDenied(string tree)
    {
        await PutAsync("folder/object");
        Directory.Move(Path.Join(Root, tree, "folder"), Path.Join(Outside, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Join(Root, tree, "folder"), Path.Join(Outside, "elsewhere"));

        await FailsAsync(StorageErrorKind.AccessDenied, () => Store.OpenReadAsync("folder/object", null));
        await FailsAsync(StorageErrorKind.AccessDenied, () => Store.FindAsync("folder/object"));
        await FailsAsync(StorageErrorKind.AccessDenied, ListAsync);
    }

    [Fact]
    public async Task OpenReadAsync_ObjectFileIsALink_IsDenied()
    {
        var secret = Path.Join(Outside, "secret");
        await File.WriteAllTextAsync(secret, "content");
        await PutAsync("object");
        var file = OnlyFile(Objects);
        File.Delete(file);
        File.CreateSymbolicLink(file, secret);

        await FailsAsync(StorageErrorKind.AccessDenied, () => Store.OpenReadAsync("object", null));
        await FailsAsync(StorageErrorKind.AccessDenied, () => Store.FindAsync("object"));
    }

    [Fact]
    public async Task DeleteAsync_ObjectFileIsALink_LeavesItsTarget()
    {
        var secret = Path.Join(Outside, "secret");
        await File.WriteAllTextAsync(secret, "content");
        await PutAsync("object");
        var file = OnlyFile(Objects);
        File.Delete(file);
        File.CreateSymbolicLink(file, secret);

        Assert.True((await DeleteAsync("object")).IsDeleted);

        Assert.Equal("content", await File.ReadAllTextAsync(secret));
        Assert.Empty(Files(Objects));
    }

    [Fact]
    public async Task DeleteAsync_FolderOnTheWayIsALink_AnswersDeniedForThatKeyOnly()
    {
        await PutAsync("folder/object");
        await PutAsync("other");
        Directory.Move(Path.Join(Metadata, "folder"), Path.Join(Outside, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Join(Metadata, "folder"), Path.Join(Outside, "elsewhere"));

        var answers = await Store.DeleteAsync([new("folder/object"), new("other")]);

        Assert.Equal(StorageErrorKind.AccessDenied, answers[0].Error!.Kind);
        Assert.True(answers[1].IsDeleted);
        Assert.Single(Files(Path.Join(Outside, "elsewhere")));
    }

    [Fact]
    public async Task PutAsync_RootIsALinkToAFolder_IsTheOwnersChoice()
    {
        var elsewhere = Directory.CreateDirectory(Path.Join(Outside, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(Root, elsewhere);

        await PutAsync("object");

        Assert.Equal("content", await ReadAsync("object"));
    }

    [Fact]
    public async Task AnyCall_RootIsAFile_SaysSo()
    {
        await File.WriteAllTextAsync(Root, "not a folder");

        var error = await FailsAsync(StorageErrorKind.InvalidRequest, () => PutAsync("object"));
        Assert.Contains("A file stands in the place", error.Message, StringComparison.Ordinal);
        Assert.Contains(Root, error.Message, StringComparison.Ordinal);
        await FailsAsync(StorageErrorKind.InvalidRequest, () => Store.FindAsync("object"));
        await FailsAsync(StorageErrorKind.InvalidRequest, () => Store.OpenReadAsync("object", null));
        await FailsAsync(StorageErrorKind.InvalidRequest, ListAsync);
        Assert.Equal(StorageErrorKind.InvalidRequest, (await DeleteAsync("object")).Error!.Kind);
    }

    [Fact]
    public async Task AnyCall_FileInThePlaceOfAFolder_IsNoAbsence()
    {
        await PutAsync("other");
        await File.WriteAllTextAsync(Path.Join(Metadata, "folder"), "not a folder");

        await FailsAsync(StorageErrorKind.InvalidRequest, () => PutAsync("folder/object"));
        await FailsAsync(StorageErrorKind.InvalidRequest, () => Store.FindAsync("folder/object"));
        Assert.Empty(Files(Temporary));
    }

    [Fact]
    public async Task PutAsync_FolderInThePlaceOfTheRecord_FailsWholeAndLeavesNothing()
    {
        await PutAsync("other");
        Directory.CreateDirectory(Path.Join(Metadata, "object~meta", "x"));

        await FailsAsync(StorageErrorKind.InvalidRequest, () => PutAsync("object"));

        Assert.Single(Files(Objects));
        Assert.Empty(Files(Temporary));
    }

    [SystemFolderFact]
    public async Task PutAsync_FolderNotWritable_IsDeniedAndNamesTheFolder()
    {
        var root = Path.Join(SystemFolderFactAttribute.Folder, "resilient-storage");
        var store = new FileSystemObjectStore(root, Clock);

        var error = await FailsAsync(StorageErrorKind.AccessDenied, () => store.PutAsync("object", ReadOnlySequence<byte>.Empty, new PutObjectOptions()));

        Assert.Contains(root, error.Message, StringComparison.Ordinal);
        Assert.False(error.MayHaveTakenEffect);
    }

    [Fact]
    public async Task AnyCall_RootMissing_IsEmpty()
    {
        Assert.Null(await Store.FindAsync("object"));
        Assert.Empty(await ListAsync());
        Assert.True((await DeleteAsync("object")).IsDeleted);
        await FailsAsync(StorageErrorKind.NotFound, () => Store.OpenReadAsync("object", null));
        Assert.False(Directory.Exists(Root));
    }
}

using ResilientStorage.Stores.FileSystem;

namespace ResilientStorage.Tests.Stores.FileSystem;

public class FileSystemErrorMapperTests
{
    public static TheoryData<Exception, StorageErrorKind, bool, string> Errors { get; } = new()
    {
        { new IOException("x", 28), StorageErrorKind.QuotaExceeded, false, "make room" },
        { new IOException("x", 122), StorageErrorKind.QuotaExceeded, false, "quota" },
        { new IOException("x", 69), StorageErrorKind.QuotaExceeded, false, "quota" },
        { new IOException("x", unchecked((int)0x80070070)), StorageErrorKind.QuotaExceeded, false, "make room" },
        { new IOException("x", unchecked((int)0x80070027)), StorageErrorKind.QuotaExceeded, false, "make room" },
        { new IOException("x", unchecked((int)0x8007050F)), StorageErrorKind.QuotaExceeded, false, "quota" },
        { new IOException("x", 30), StorageErrorKind.AccessDenied, false, "mount it writable" },
        { new IOException("x", unchecked((int)0x80070013)), StorageErrorKind.AccessDenied, false, "mount it writable" },
        { new IOException("x", 27), StorageErrorKind.InvalidRequest, false, "file sizes" },
        { new IOException("x", 24), StorageErrorKind.Throttled, true, "open files" },
        { new IOException("the disk burns", 5), StorageErrorKind.Unavailable, true, "the disk burns" },
        { new UnauthorizedAccessException(), StorageErrorKind.AccessDenied, false, "give its user the right" },
        { new PathTooLongException(), StorageErrorKind.InvalidRequest, false, "shorter" },
        { new FileNotFoundException(), StorageErrorKind.Unavailable, true, "mounted" },
        { new DirectoryNotFoundException(), StorageErrorKind.Unavailable, true, "mounted" },
        { new FileSystemStoreException(StorageErrorKind.Integrity, "torn"), StorageErrorKind.Integrity, false, "torn" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Map_Error_NamesKindAndNextStep(Exception error, StorageErrorKind kind, bool isTransient, string says)
    {
        var mapped = FileSystemErrorMapper.Map(error, "PutObject", "key", "/data/main");

        Assert.Equal(kind, mapped!.Kind);
        Assert.Equal(isTransient, mapped.IsTransient);
        Assert.Contains(says, mapped.Message, StringComparison.Ordinal);
        Assert.Equal("PutObject", mapped.Operation);
        Assert.Equal("key", mapped.Key);
        Assert.Equal("", mapped.Store);
    }

    [Fact]
    public void Map_NoErrorOfTheFileSystem_IsNull()
    {
        Assert.Null(FileSystemErrorMapper.Map(new OperationCanceledException(), "PutObject", "key", "/data/main"));
        Assert.Null(FileSystemErrorMapper.Map(new ArgumentNullException(), "PutObject", "key", "/data/main"));
        Assert.Null(FileSystemErrorMapper.Map(new InvalidOperationException(), "PutObject", "key", "/data/main"));
    }

    [Fact]
    public void Map_FileSystemError_NamesTheFolderAndKeepsTheCause()
    {
        var cause = new UnauthorizedAccessException();

        var mapped = FileSystemErrorMapper.Map(cause, "PutObject", "key", "/data/main");

        Assert.Contains("/data/main", mapped!.Message, StringComparison.Ordinal);
        Assert.Same(cause, mapped.InnerException);
    }
}

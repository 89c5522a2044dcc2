namespace ResilientStorage.Abstractions.Tests.Errors;

public sealed class StorageExceptionTests
{
    [Theory]
    [InlineData(StorageErrorKind.Unknown, true, true)]
    [InlineData(StorageErrorKind.NotFound, false, false)]
    [InlineData(StorageErrorKind.AlreadyExists, false, false)]
    [InlineData(StorageErrorKind.PreconditionFailed, false, false)]
    [InlineData(StorageErrorKind.AccessDenied, false, false)]
    [InlineData(StorageErrorKind.Throttled, true, false)]
    [InlineData(StorageErrorKind.Unavailable, true, true)]
    [InlineData(StorageErrorKind.Timeout, true, true)]
    [InlineData(StorageErrorKind.Integrity, false, false)]
    [InlineData(StorageErrorKind.InvalidRequest, false, false)]
    [InlineData(StorageErrorKind.QuotaExceeded, false, false)]
    public void Constructor_Kind_SetsTheDefaults(StorageErrorKind kind, bool isTransient, bool mayHaveTakenEffect)
    {
        var error = new StorageException(kind, "It failed.");

        Assert.Equal(kind, error.Kind);
        Assert.Equal(isTransient, error.IsTransient);
        Assert.Equal(mayHaveTakenEffect, error.MayHaveTakenEffect);
        Assert.Equal("It failed.", error.Message);
        Assert.Equal("", error.Store);
        Assert.Equal("", error.Operation);
        Assert.Null(error.Key);
        Assert.Null(error.RequestId);
        Assert.Null(error.StatusCode);
        Assert.Null(error.RetryAfter);
    }

    [Fact]
    public void Constructor_EveryKind_IsInTheTableAbove()
    {
        Assert.Equal(11, Enum.GetValues<StorageErrorKind>().Length);
    }

    [Fact]
    public void IsTransient_SetByTheDriver_Wins()
    {
        Assert.False(new StorageException(StorageErrorKind.Throttled, "Full.") { IsTransient = false }.IsTransient);
    }

    [Theory]
    [InlineData(LedgerErrorKind.Unavailable, true)]
    [InlineData(LedgerErrorKind.Configuration, false)]
    [InlineData(LedgerErrorKind.Conflict, false)]
    [InlineData(LedgerErrorKind.Corrupt, false)]
    public void LedgerException_Kind_SetsIsTransient(LedgerErrorKind kind, bool isTransient)
    {
        Assert.Equal(isTransient, new LedgerException(kind, "It failed.").IsTransient);
    }

    [Fact]
    public void ResourceUnavailableException_Causes_AreKeptAndTheFirstIsInner()
    {
        StorageException[] causes = [new(StorageErrorKind.Timeout, "main"), new(StorageErrorKind.AccessDenied, "backup")];

        var error = new ResourceUnavailableException("a.txt", "No store delivered.", causes);

        Assert.Same(causes[0], error.InnerException);
        Assert.Equal(causes, error.Causes);
        Assert.Equal("a.txt", error.Key);
    }

    [Fact]
    public void ResourceLostException_WithoutCauses_HasNone()
    {
        var error = new ResourceLostException("a.txt", "No store has it.");

        Assert.Empty(error.Causes);
        Assert.Null(error.InnerException);
        Assert.IsAssignableFrom<ResourceUnavailableException>(error);
    }

    [Fact]
    public void Messages_WithoutOwnText_NameTheKeyAndTheNextStep()
    {
        Assert.Equal("There is no resource 'a.txt': it was never uploaded, or it is deleted.", new ResourceNotFoundException("a.txt").Message);
        Assert.Equal("The resource 'a.txt' exists already. To make a new version of it, upload with IfExists = Replace.", new ResourceAlreadyExistsException("a.txt").Message);
    }
}

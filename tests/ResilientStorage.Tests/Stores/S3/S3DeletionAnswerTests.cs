namespace ResilientStorage.Tests.Stores.S3;

/// <summary>Removals that a provider confirms in part, refuses, or does not confirm.</summary>
public sealed class S3DeletionAnswerTests
{
    private const string NoVersions = "<VersioningConfiguration/>";

    [Fact]
    public async Task DeleteAsync_OneKeyNotMentioned_OnlyThatIsAnError()
    {
        await using var stub = Stub(static _ => S3StubAnswer.Of(200, "<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>"));
        using var store = S3StubStores.Store(stub.Url);

        var answers = await store.DeleteAsync("a", "b");

        Assert.True(answers[0].IsDeleted);
        Assert.Equal((StorageErrorKind.Unavailable, "b"), (answers[1].Error!.Kind, answers[1].Error!.Key));
    }

    [Fact]
    public async Task DeleteAsync_OneKeyDenied_OnlyThatIsDenied()
    {
        await using var stub = Stub(static _ => S3StubAnswer.Of(200, "<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key><Code>AccessDenied</Code></Error></DeleteResult>"));
        using var store = S3StubStores.Store(stub.Url);

        var answers = await store.DeleteAsync("a", "b");

        Assert.True(answers[0].IsDeleted);
        Assert.Equal((StorageErrorKind.AccessDenied, "tx-1"), (answers[1].Error!.Kind, answers[1].Error!.RequestId));
    }

    [Fact]
    public async Task DeleteAsync_PageOfAProxy_ConfirmsNothing()
    {
        await using var stub = Stub(static _ => S3StubAnswer.Page());
        using var store = S3StubStores.Store(stub.Url);

        var answers = await store.DeleteAsync("a", "b");

        Assert.Equal([StorageErrorKind.Unavailable, StorageErrorKind.Unavailable], answers.Select(static answer => answer.Error!.Kind));
    }

    [Theory]
    [InlineData(501, "NotImplemented")]
    [InlineData(405, "MethodNotAllowed")]
    [InlineData(400, "MissingContentMD5")]
    public async Task DeleteAsync_BatchesRefused_DeletesOneByOneFromThenOn(int status, string code)
    {
        await using var stub = Stub(request => request.Method == "POST" ? S3StubAnswer.Error(status, code) : S3StubAnswer.Of(204));
        using var store = S3StubStores.Store(stub.Url);

        var first = await store.DeleteAsync("a", "b");
        var second = await store.DeleteAsync("c");

        Assert.All(first.Concat(second), static answer => Assert.True(answer.IsDeleted));
        Assert.Equal(["POST", "DELETE", "DELETE", "DELETE"], stub.Requests.Skip(1).Select(static request => request.Method));
    }

    [Fact]
    public async Task DeleteAsync_OneByOneAnswerOfAProxy_ConfirmsNothing()
    {
        await using var stub = Stub(static request => request.Method == "POST" ? S3StubAnswer.Error(501, "NotImplemented") : S3StubAnswer.Page());
        using var store = S3StubStores.Store(stub.Url);

        Assert.Equal(StorageErrorKind.Unavailable, (await store.DeleteAsync("a"))[0].Error!.Kind);
    }

    [Fact]
    public async Task DeleteAsync_VersioningMayNotBeAsked_DeletesAsIfThereWereNone()
    {
        await using var stub = new S3Stub(static request => request.Method == "GET" ? S3StubAnswer.Error(403, "AccessDenied") : S3StubAnswer.Of(200, "<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>"));
        using var store = S3StubStores.Store(stub.Url);

        Assert.True((await store.DeleteAsync("a"))[0].IsDeleted);
    }

    [Fact]
    public async Task DeleteAsync_MarkerLeftThoughVersioningMayNotBeAsked_RemovesTheVersions()
    {
        var hasVersion = true;
        await using var stub = new S3Stub(request =>
        {
            if (request.Target.Contains("versioning", StringComparison.Ordinal))
            {
                return S3StubAnswer.Error(403, "AccessDenied");
            }

            if (request.Target.Contains("versions", StringComparison.Ordinal))
            {
                var versions = hasVersion ? "<Version><Key>a</Key><VersionId>v1</VersionId></Version>" : "";
                return S3StubAnswer.Of(200, $"<ListVersionsResult><Name>bucket</Name>{versions}</ListVersionsResult>");
            }

            if (request.Body.Contains("v1", StringComparison.Ordinal))
            {
                hasVersion = false;
                return S3StubAnswer.Of(200, "<DeleteResult><Deleted><Key>a</Key><VersionId>v1</VersionId></Deleted></DeleteResult>");
            }

            return S3StubAnswer.Of(200, "<DeleteResult><Deleted><Key>a</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>m</DeleteMarkerVersionId></Deleted></DeleteResult>");
        });
        using var store = S3StubStores.Store(stub.Url);

        Assert.True((await store.DeleteAsync("a"))[0].IsDeleted);

        Assert.False(hasVersion);
    }

    private static S3Stub Stub(Func<S3StubRequest, S3StubAnswer> answer) =>
        new(request => request.Method == "GET" ? S3StubAnswer.Of(200, NoVersions) : answer(request));
}

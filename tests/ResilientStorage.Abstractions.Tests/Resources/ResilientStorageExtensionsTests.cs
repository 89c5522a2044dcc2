namespace ResilientStorage.Abstractions.Tests.Resources;

public sealed class ResilientStorageExtensionsTests : IDisposable
{
    private static readonly byte[] Content = [1, 2, 3, 4, 5];
    private readonly OneResourceStorage _storage = new();
    private readonly CancellationTokenSource _source = new();
    private readonly string _path = Path.GetTempFileName();

    public void Dispose()
    {
        _source.Dispose();
        File.Delete(_path);
    }

    [Fact]
    public async Task UploadFileAsync_File_SendsItsBytesAndLength()
    {
        await File.WriteAllBytesAsync(_path, Content);

        var resource = await _storage.UploadFileAsync("a.txt", _path, cancellationToken: _source.Token);

        Assert.Equal("a.txt", resource.Key);
        Assert.Equal(Content, _storage.Bytes);
        Assert.Equal(Content.Length, _storage.UploadOptions!.ContentLength);
        Assert.Equal(_source.Token, _storage.Token);
    }

    [Fact]
    public async Task UploadFileAsync_LengthGiven_IsKeptWithTheOtherOptions()
    {
        await File.WriteAllBytesAsync(_path, Content);

        await _storage.UploadFileAsync("a.txt", _path, new UploadOptions { ContentLength = 9, ContentType = "text/plain" });

        Assert.Equal(9, _storage.UploadOptions!.ContentLength);
        Assert.Equal("text/plain", _storage.UploadOptions.ContentType);
    }

    [Fact]
    public async Task UploadFileAsync_MissingFile_ThrowsAndUploadsNothing()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => _storage.UploadFileAsync("a.txt", _path + ".missing"));
        Assert.Null(_storage.UploadOptions);
    }

    [Fact]
    public async Task UploadAsync_Memory_SendsItsBytesAndLength()
    {
        await _storage.UploadAsync("a.txt", Content.AsMemory(1, 3), cancellationToken: _source.Token);

        Assert.Equal(Content[1..4], _storage.Bytes);
        Assert.Equal(3, _storage.UploadOptions!.ContentLength);
        Assert.Equal(_source.Token, _storage.Token);
    }

    [Fact]
    public async Task UploadAsync_EmptyMemory_SendsALengthOfZero()
    {
        await _storage.UploadAsync("a.txt", ReadOnlyMemory<byte>.Empty);

        Assert.Empty(_storage.Bytes);
        Assert.Equal(0, _storage.UploadOptions!.ContentLength);
    }

    [Fact]
    public async Task DownloadToAsync_Resource_CopiesAndClosesIt()
    {
        _storage.Bytes = Content;
        using var destination = new MemoryStream();
        var options = new ReadOptions();

        var resource = await _storage.DownloadToAsync("a.txt", destination, options, _source.Token);

        Assert.Equal(Content, destination.ToArray());
        Assert.Equal(_storage.Describe("a.txt"), resource);
        Assert.Same(options, _storage.ReadOptions);
        Assert.Equal(_source.Token, _storage.Token);
        Assert.Equal(1, _storage.Closed);
    }

    [Fact]
    public async Task ReadAllBytesAsync_Resource_ReadsAndClosesIt()
    {
        _storage.Bytes = Content;

        Assert.Equal(Content, await _storage.ReadAllBytesAsync("a.txt"));
        Assert.Equal(1, _storage.Closed);
    }

    [Fact]
    public async Task ReadAllBytesAsync_Range_ReadsThatPart()
    {
        _storage.Bytes = Content;

        Assert.Equal(Content[1..3], await _storage.ReadAllBytesAsync("a.txt", new ReadOptions { Range = new ByteRange(1, 2) }));
    }

    [Fact]
    public async Task ReadAllBytesAsync_EmptyResource_IsEmpty()
    {
        Assert.Empty(await _storage.ReadAllBytesAsync("a.txt"));
    }

    [Fact]
    public async Task ReadAllBytesAsync_ErrorAtTheEnd_IsThrown()
    {
        _storage.Bytes = Content;
        _storage.Wrap = static _ => new BadEndStream(Content);

        await Assert.ThrowsAsync<ResourceUnavailableException>(() => _storage.ReadAllBytesAsync("a.txt"));
        Assert.Equal(1, _storage.Closed);
    }

    [Fact]
    public async Task ReadAllBytesAsync_StreamThatEndsEarly_Throws()
    {
        _storage.Bytes = Content;
        _storage.Wrap = static _ => new MemoryStream(Content, 0, 4);

        await Assert.ThrowsAsync<EndOfStreamException>(() => _storage.ReadAllBytesAsync("a.txt"));
        Assert.Equal(1, _storage.Closed);
    }

    [Fact]
    public async Task ExistsAsync_FoundOrNot_SaysSo()
    {
        Assert.False(await _storage.ExistsAsync("a.txt", _source.Token));
        Assert.Equal(_source.Token, _storage.Token);

        _storage.Found = _storage.Describe("a.txt");
        Assert.True(await _storage.ExistsAsync("a.txt"));
    }

    [Fact]
    public async Task AnyExtension_NoStorage_Throws()
    {
        IResilientStorage none = null!;

        await Assert.ThrowsAsync<ArgumentNullException>(() => none.UploadFileAsync("a.txt", _path));
        await Assert.ThrowsAsync<ArgumentNullException>(() => none.UploadAsync("a.txt", Content.AsMemory()));
        await Assert.ThrowsAsync<ArgumentNullException>(() => none.DownloadToAsync("a.txt", Stream.Null));
        await Assert.ThrowsAsync<ArgumentNullException>(() => none.ReadAllBytesAsync("a.txt"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => none.ExistsAsync("a.txt"));
    }
}

namespace ResilientStorage.Cli.Gets;

/// <summary>A file that appears under its name only when it is whole: written beside it, then renamed.</summary>
internal sealed class TargetFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string? _temporary;
    private readonly FileStream _stream;
    private bool _isWhole;

    private TargetFile(string path, string? temporary)
    {
        _path = path;
        _temporary = temporary;
        _stream = temporary is null
            ? new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)
            : new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
    }

    public Stream Content => _stream;

    public static TargetFile Open(string path)
    {
        // A device is written to, never replaced.
        if (path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return new TargetFile(path, temporary: null);
        }

        var target = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);
        return new TargetFile(target, Path.Join(Path.GetDirectoryName(target), $".{Path.GetRandomFileName()}.part"));
    }

    /// <summary>Puts the whole file in its place.</summary>
    public async Task CompleteAsync()
    {
        if (_temporary is not null)
        {
            _stream.Flush(flushToDisk: true);
            await _stream.DisposeAsync();
            File.Move(_temporary, _path, overwrite: true);
        }

        _isWhole = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        if (!_isWhole && _temporary is not null)
        {
            File.Delete(_temporary);
        }
    }
}

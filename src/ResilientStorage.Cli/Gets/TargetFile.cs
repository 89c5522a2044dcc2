using ResilientStorage.Cli.Files;

namespace ResilientStorage.Cli.Gets;

/// <summary>A file that appears under its name only when it is whole: written beside it, then renamed. What is no file (a device, a pipe) is written to.</summary>
internal sealed class TargetFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string? _temporary;
    private readonly FileStream _stream;
    private bool _isWhole;

    private TargetFile(string path, string? temporary, FileStream stream)
    {
        _path = path;
        _temporary = temporary;
        _stream = stream;
    }

    public Stream Content => _stream;

    /// <summary>Opens the target; a named pipe waits for its reader.</summary>
    public static async Task<TargetFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (FileKinds.Of(path) is not (FileKind.Regular or FileKind.Missing))
        {
            var inPlace = new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
            return new TargetFile(path, temporary: null, await WaitingFile.OpenAsync(path, inPlace, cancellationToken));
        }

        var target = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);
        var temporary = Path.Join(Path.GetDirectoryName(target), $".{Path.GetRandomFileName()}.part");
        return new TargetFile(target, temporary, new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous));
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

using System.Collections.Concurrent;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Files;
using ResilientStorage.Cli.Progress;

namespace ResilientStorage.Cli.Puts;

/// <summary>Stores files, several at once. One that fails does not stop the others.</summary>
internal sealed class FilePutter(IResilientStorage storage, Func<FoundFile, UploadOptions> optionsOf, ITransferProgress progress)
{
    private static readonly FileStreamOptions Reading = new() { Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0, Options = FileOptions.Asynchronous | FileOptions.SequentialScan };

    private readonly ConcurrentDictionary<FoundFile, PutFileDocument> _stored = new();
    private readonly ConcurrentDictionary<FoundFile, PutFailureDocument> _failed = new();

    public IEnumerable<PutFileDocument> Stored => _stored.OrderBy(static entry => entry.Key.Path, StringComparer.Ordinal).Select(static entry => entry.Value);

    public IEnumerable<PutFailureDocument> Failed => _failed.OrderBy(static entry => entry.Key.Path, StringComparer.Ordinal).Select(static entry => entry.Value);

    /// <summary>Stores the files.</summary>
    /// <returns>Whether it came to the end; false when it was cancelled before.</returns>
    public async Task<bool> RunAsync(IReadOnlyCollection<FoundFile> files, int parallel, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(files, options, async (file, token) => await PutAsync(file, token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What had reached its commit is stored all the same: the count tells.
        }

        return _stored.Count + _failed.Count == files.Count;
    }

    private async Task PutAsync(FoundFile file, CancellationToken cancellationToken)
    {
        var transfer = new FileTransfer(progress, file.Length);
        try
        {
            await using var content = await OpenAsync(file.Path, cancellationToken);
            var options = optionsOf(file) with { ContentLength = content.CanSeek ? content.Length : null, Progress = transfer };
            var resource = await storage.UploadAsync(file.Key, content, options, cancellationToken);
            _stored[file] = PutFileDocument.Of(file.Path, resource);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _failed[file] = new PutFailureDocument(file.Path, Describe(file, e));
        }

        transfer.End();
    }

    private static async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var file = await WaitingFile.OpenAsync(path, Reading, cancellationToken);
        return file.CanSeek ? file : new InterruptibleContent(file);
    }

    private static CliError Describe(FoundFile file, Exception exception) => exception switch
    {
        ResourceAlreadyExistsException { LiveVersion: { } live } => new CliError(
            ErrorKind.AlreadyExists, $"'{file.Key}' exists already (version {live}): add --replace to make a new version of it, or choose another key.", file.Key),
        ResourceAlreadyExistsException => new CliError(
            ErrorKind.AlreadyExists, exception.Message.Replace("upload with IfExists = Replace", "add --replace", StringComparison.Ordinal), file.Key),
        ArgumentException => new CliError(ErrorKind.Usage, $"'{file.Path}' cannot be stored as '{file.Key}': {ErrorDescription.TextOf(exception)}", file.Key),
        FileNotFoundException or DirectoryNotFoundException => new CliError(ErrorKind.File, $"'{file.Path}' vanished before it was stored.", file.Key),
        IOException or UnauthorizedAccessException => new CliError(ErrorKind.File, $"'{file.Path}' cannot be read: {exception.Message}", file.Key),
        _ => ErrorDescription.Of(exception) with { Key = file.Key },
    };
}

using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Gets;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Progress;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>get KEY [-o FILE] [--range FROM-TO] [--version ID]</c></summary>
internal sealed class GetCommand : StorageCommand
{
    private const int BufferBytes = 1 << 20;

    private readonly Argument<string> _key = KeyArgument();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write; without it, standard output.", HelpName = "FILE" };
    private readonly Option<ByteRange?> _range = new("--range") { Description = "Only these bytes, counted from 0, both ends included; FROM- for all from there on.", HelpName = "FROM-TO" };
    private readonly Option<VersionId?> _version = new("--version") { Description = "A superseded version, while its bytes last.", HelpName = "ID" };

    public GetCommand()
        : base("get", "Read a resource: from the main store, or from a backup where main fails.")
    {
        _range.CustomParser = static result =>
        {
            if (RangeArgument.TryParse(result.Tokens[0].Value, out var range))
            {
                return range;
            }

            result.AddError($"--range is '{result.Tokens[0].Value}': give FROM-TO or FROM-, such as 0-1023");
            return null;
        };
        _version.CustomParser = static result =>
        {
            if (VersionId.TryParse(result.Tokens[0].Value, provider: null, out var version))
            {
                return version;
            }

            result.AddError($"--version is '{result.Tokens[0].Value}', which is no version id: 'resilient-storage show KEY' lists them");
            return null;
        };

        Add(_key);
        Add(_output);
        Add(_range);
        Add(_version);
        Validators.Add(result =>
        {
            if (result.GetValue(GlobalOptions.Json) && result.GetValue(_output) is null)
            {
                result.AddError("--json leaves no room for the bytes on standard output: add -o FILE");
            }
        });
    }

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var path = context.Arguments.GetValue(_output);
        if (path is not null && Directory.Exists(path))
        {
            throw new CliException(new CliError(ErrorKind.Usage, $"'{path}' is a folder: give -o the name of a file."));
        }

        await using var handle = context.Open();
        await using var download = await OpenAsync(handle.Storage, context.Arguments, cancellationToken);
        if (path is null)
        {
            await CopyAsync(context, download, context.Console.Content, context.Console.IsOutputTerminal, cancellationToken);
            return null;
        }

        await using (var target = await TargetFile.OpenAsync(path, cancellationToken))
        {
            await CopyAsync(context, download, target.Content, sharesTerminal: false, cancellationToken);
            await target.CompleteAsync();
        }

        var resource = download.Resource;
        var document = new GetDocument(resource.Key, resource.VersionId.ToString(), resource.Length, resource.Sha256, resource.ContentType, download.Range?.Offset ?? 0, download.ContentLength, path);
        context.Output.Write(document, CliJson.Readable.GetDocument);
        return null;
    }

    private async Task<ResourceDownload> OpenAsync(IResilientStorage storage, ParseResult arguments, CancellationToken cancellationToken)
    {
        var key = arguments.GetRequiredValue(_key);
        try
        {
            var options = new ReadOptions { Range = arguments.GetValue(_range), VersionId = arguments.GetValue(_version) };
            return await storage.OpenReadAsync(key, options, cancellationToken);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new CliException(new CliError(ErrorKind.Range, $"'{key}': {ErrorDescription.TextOf(e)}", key), e);
        }
    }

    private static Task CopyAsync(CommandContext context, ResourceDownload download, Stream destination, bool sharesTerminal, CancellationToken cancellationToken) =>
        context.DisplayFor(sharesTerminal).RunAsync(new TransferPlan("get", 1, download.ContentLength), async progress =>
        {
            var transfer = new FileTransfer(progress, download.ContentLength);
            var buffer = new byte[Math.Min(BufferBytes, Math.Max(1, download.ContentLength))];
            for (long done = 0; await download.Content.ReadAsync(buffer, cancellationToken) is > 0 and var read;)
            {
                // A write to a full pipe heeds no token by itself; the buffer is not used again when one is given up.
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).AsTask().WaitAsync(cancellationToken);
                transfer.ReportBytes(done += read);
            }

            transfer.End();
        });
}

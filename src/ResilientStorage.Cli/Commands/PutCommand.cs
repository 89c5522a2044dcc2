using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Output;
using ResilientStorage.Cli.Progress;
using ResilientStorage.Cli.Puts;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>put FILE... [--key KEY | --prefix P] [--replace] [--content-type T] [--publish-at KEY] [--parallel N]</c></summary>
internal sealed class PutCommand : StorageCommand
{
    private const int MaxParallel = 64;

    private readonly Argument<string[]> _files = new("FILE") { Description = "Files and folders; folders with all that is in them.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _key = new("--key") { Description = "The resource key of a single file; otherwise its name.", HelpName = "KEY" };
    private readonly Option<string?> _prefix = new("--prefix") { Description = "What comes before every key, as a folder does.", HelpName = "P" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Make new versions of resources that exist already." };
    private readonly Option<string?> _contentType = new("--content-type") { Description = "The media type; otherwise guessed from the extension.", HelpName = "T" };
    private readonly Option<string?> _publishAt = new("--publish-at") { Description = "A fixed key in the main store at which a single file is published, too.", HelpName = "KEY" };
    private readonly Option<int> _parallel = new("--parallel") { Description = $"How many files are stored at once, 1 to {MaxParallel}.", HelpName = "N", DefaultValueFactory = static _ => 4 };

    public PutCommand()
        : base("put", "Store files in every store, or not at all.")
    {
        Add(_files);
        foreach (var option in new Option[] { _key, _prefix, _replace, _contentType, _publishAt, _parallel })
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            var isSingle = result.GetValue(_files) is { Length: 1 };
            foreach (var option in new[] { _key, _publishAt }.Where(option => !isSingle && result.GetResult(option) is not null))
            {
                result.AddError($"{option.Name} names a single file: put one FILE only");
            }

            if (result.GetResult(_key) is not null && result.GetResult(_prefix) is not null)
            {
                result.AddError("--key and --prefix exclude each other");
            }
        });
        _parallel.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, out var count) && count is >= 1 and <= MaxParallel))
            {
                result.AddError($"--parallel is '{result.Tokens[0].Value}': give a number from 1 to {MaxParallel}");
            }
        });
    }

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var arguments = context.Arguments;
        var selection = Select(arguments, context.Source.OwnPaths);
        foreach (var note in selection.Notes)
        {
            context.Console.WriteNote(note);
        }

        FilePutter? putter = null;
        var isComplete = true;
        if (selection.Files.Count > 0)
        {
            await using var handle = context.Open();
            var plan = new TransferPlan("put", selection.Files.Count, selection.Files.Sum(static file => file.Length));
            await context.DisplayFor().RunAsync(plan, async progress =>
            {
                putter = new FilePutter(handle.Storage, OptionsOf(arguments), progress);
                isComplete = await putter.RunAsync(selection.Files, arguments.GetValue(_parallel), cancellationToken);
            });
        }

        List<PutFailureDocument> failed = [.. selection.Failures, .. putter?.Failed ?? []];
        List<PutFileDocument> stored = [.. putter?.Stored ?? []];
        var error = FindError(stored.Count, failed, selection.Files, isComplete);
        context.Output.Write(new PutDocument(stored, failed, stored.Sum(static file => file.Length), error), CliJson.Readable.PutDocument);
        if (error != failed.FirstOrDefault()?.Error)
        {
            failed.ForEach(failure => context.Console.WriteError(failure.Error.Message));
        }

        return error;
    }

    private FileSelection Select(ParseResult arguments, IReadOnlySet<string> ownPaths)
    {
        var paths = arguments.GetRequiredValue(_files);
        if (Directory.Exists(paths[0]) && (arguments.GetValue(_key) ?? arguments.GetValue(_publishAt)) is not null)
        {
            throw new CliException(new CliError(ErrorKind.Usage, $"--key and --publish-at name a single file, and '{paths[0]}' is a folder: use --prefix."));
        }

        var selection = new FileSelection();
        var walk = new FileWalk(selection, ownPaths);
        foreach (var path in paths)
        {
            walk.Add(path, FolderOf(arguments.GetValue(_prefix)));
        }

        if (selection.Files.Count + selection.Failures.Count == 0)
        {
            selection.Fail(paths[0], "Nothing was stored: what was named belongs to the storage itself.");
        }

        if (arguments.GetValue(_key) is { } key && selection.Files.Count == 1)
        {
            selection.Files[0] = selection.Files[0] with { Key = key };
        }

        return selection;
    }

    private static string FolderOf(string? prefix) => string.IsNullOrEmpty(prefix) || prefix.EndsWith('/') ? prefix ?? "" : prefix + "/";

    private Func<FoundFile, UploadOptions> OptionsOf(ParseResult arguments)
    {
        var common = new UploadOptions
        {
            IfExists = arguments.GetValue(_replace) ? IfExists.Replace : IfExists.Fail,
            PublishAt = arguments.GetValue(_publishAt) is { } publishAt ? PublishAt.Key(publishAt) : null,
        };
        var contentType = arguments.GetValue(_contentType);
        return file => common with { ContentType = contentType ?? ContentTypes.Guess(file.Path) };
    }

    private static CliError? FindError(int stored, List<PutFailureDocument> failed, List<FoundFile> files, bool isComplete)
    {
        if (!isComplete)
        {
            var key = files.Count == 1 ? files[0].Key : null;
            return new CliError(
                ErrorKind.Cancelled,
                key is null
                    ? $"Cancelled: {stored} of {Units.Count(files.Count, "file")} are stored; nothing of the others is, and the worker removes what had landed."
                    : $"Cancelled: nothing is stored under '{key}' by this command, and the worker removes what had landed.",
                key);
        }

        return (stored, failed.Count) switch
        {
            (_, 0) => null,
            (0, 1) => failed[0].Error,
            _ => new CliError(ErrorKind.Several, $"{failed.Count} of {Units.Count(stored + failed.Count, "file")} were not stored; {stored} are. The lines above say why."),
        };
    }
}

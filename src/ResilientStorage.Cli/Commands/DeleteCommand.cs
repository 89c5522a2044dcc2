using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Output;
using ResilientStorage.Cli.Removals;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>delete KEY... [--wait]</c></summary>
internal sealed class DeleteCommand : StorageCommand
{
    private readonly Argument<string[]> _keys = new("KEY") { Description = "The resource keys.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _wait = new("--wait") { Description = "Remove the bytes that are due, and fail where bytes are left: kept by the retention, or by a store that fails." };

    public DeleteCommand()
        : base("delete", "Delete resources: no read returns them from now on; their bytes are removed after the retention.")
    {
        Add(_keys);
        Add(_wait);
    }

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var report = await handle.Storage.DeleteManyAsync(context.Arguments.GetRequiredValue(_keys), cancellationToken: cancellationToken);
        var removals = context.Arguments.GetValue(_wait)
            ? await new RemovalWait(handle.Storage, handle.Maintenance, context.Time).RunAsync(DeletedBy(report), cancellationToken)
            : [];

        List<DeleteResultDocument> results = [.. report.Results.Select(result => Describe(result, removals))];
        List<CliError> errors = [.. results.Where(static result => result.Error is not null).Select(static result => result.Error!)];
        var error = errors.Count switch
        {
            0 => null,
            1 when results.Count == 1 => errors[0],
            _ => new CliError(ErrorKind.Several, $"{errors.Count} of {Units.Count(results.Count, "key")} failed. The lines above say why."),
        };
        context.Output.Write(new DeleteDocument(results, error), CliJson.Readable.DeleteDocument);
        if (error?.Kind == ErrorKind.Several)
        {
            errors.ForEach(each => context.Console.WriteError(each.Message));
        }

        return error;
    }

    private static Dictionary<VersionId, string> DeletedBy(DeleteReport report) =>
        report.Results.Where(static result => result.VersionId is not null).ToDictionary(static result => result.VersionId!.Value, static result => result.Key);

    private static DeleteResultDocument Describe(DeleteResult result, Dictionary<VersionId, RemovalDocument> removals)
    {
        var removal = result.VersionId is { } version ? removals.GetValueOrDefault(version) : null;
        var error = result.Error is { } failure ? ErrorDescription.Of(failure) with { Key = result.Key } : ErrorOf(result, removal);
        return new DeleteResultDocument(result.Key, result.VersionId?.ToString(), result.RemovalDueAt, removal, error);
    }

    private static CliError? ErrorOf(DeleteResult result, RemovalDocument? removal) => removal?.State switch
    {
        null or RemovalState.Removed => null,
        RemovalState.Kept => new CliError(
            ErrorKind.Waiting,
            $"'{result.Key}' is deleted, but its bytes stay until {Units.Time(removal.DueAt ?? result.RemovalDueAt!.Value)} ({removal.Reason}): 'resilient-storage purge' removes them at once.",
            result.Key,
            removal.Store),
        RemovalState.Dead => new CliError(
            ErrorKind.Waiting,
            $"'{result.Key}' is deleted, but the store '{removal.Store}' could not remove its bytes ({removal.Reason}), and the tries are used up: mend the store, then 'resilient-storage purge'.",
            result.Key,
            removal.Store),
        _ => new CliError(
            ErrorKind.Waiting,
            $"'{result.Key}' is deleted, but the store '{removal.Store}' still has its bytes ({removal.Reason ?? "no answer yet"}): 'resilient-storage worker' goes on trying.",
            result.Key,
            removal.Store),
    };
}

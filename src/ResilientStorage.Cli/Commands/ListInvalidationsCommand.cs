using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Output;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>invalidations list [--state S]</c></summary>
internal sealed class ListInvalidationsCommand : StorageCommand
{
    private static readonly IReadOnlyDictionary<string, InvalidationBatchState> States = Enum.GetValues<InvalidationBatchState>().ToDictionary(Words.Of, StringComparer.OrdinalIgnoreCase);

    private readonly Option<InvalidationBatchState?> _state = new("--state") { Description = $"Only those of a state: {string.Join(", ", States.Keys)}.", HelpName = "S" };

    public ListInvalidationsCommand()
        : base("list", "List the invalidations, oldest first: time, id, distribution, state, paths.")
    {
        _state.CustomParser = static result =>
        {
            if (States.TryGetValue(result.Tokens[0].Value, out var state))
            {
                return state;
            }

            result.AddError($"--state is '{result.Tokens[0].Value}': give one of {string.Join(", ", States.Keys)}");
            return null;
        };
        Add(_state);
    }

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var cdn = await handle.OpenInvalidationAsync(cancellationToken);
        var query = new InvalidationBatchQuery { States = context.Arguments.GetValue(_state) is { } state ? [state] : null };

        // Page by page: a batch may have thousands of paths. The first of a page may be the last of the one before.
        HashSet<Guid> written = [];
        while (true)
        {
            var page = await cdn.Journal.ListBatchesAsync(query, cancellationToken);
            var news = page.Where(batch => written.Add(batch.Id)).ToList();
            if (news.Count == 0)
            {
                return null;
            }

            news.ForEach(batch => context.Output.Write(InvalidationDocument.Of(batch), CliJson.Readable.InvalidationDocument));
            query = query with { CreatedFrom = page[^1].CreatedAt };
        }
    }
}

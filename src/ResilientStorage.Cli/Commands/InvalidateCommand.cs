using System.CommandLine;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Invalidations;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>invalidate [PATH... [--distribution ID...]] [--key KEY...] [--dry-run]</c></summary>
internal sealed class InvalidateCommand : StorageCommand
{
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Paths as viewers ask for them, such as /photos/a.jpg; one that ends with * stands for all that begin so. Every distribution is told, unless --distribution names some.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _distributions = new("--distribution")
    {
        Description = "The distributions that are told the PATHs.",
        HelpName = "ID...",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _keys = new("--key")
    {
        Description = "Resource keys: the object and the published key of each; the distributions that serve them are told.",
        HelpName = "KEY...",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _dryRun = DryRunOption();

    public InvalidateCommand()
        : base("invalidate", "Tell CloudFront at once that content has changed, and send what else waits.")
    {
        Add(_paths);
        Add(_distributions);
        Add(_keys);
        Add(_dryRun);
        Validators.Add(result =>
        {
            if (result.GetValue(_paths) is not { Length: > 0 } && result.GetValue(_keys) is not { Length: > 0 })
            {
                result.AddError("say what has changed: PATHs, or --key with resource keys");
            }

            var distributions = result.GetValue(_distributions) ?? [];
            if (distributions.Length > 0 && result.GetValue(_paths) is not { Length: > 0 })
            {
                result.AddError("--distribution goes with PATHs: those that serve a key are found by themselves");
            }

            foreach (var id in distributions.Where(static id => !CloudFrontIds.IsId(id)))
            {
                result.AddError($"'{id}' is no id of a distribution, which has capital letters and digits alone, such as EDFDVBD6EXAMPLE");
            }
        });
    }

    public static Option<bool> DryRunOption() => new("--dry-run") { Description = "Show what each distribution would be told, why, and what it would cost; send nothing." };

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var cdn = await handle.OpenInvalidationAsync(cancellationToken);
        var changes = await SelectAsync(context.Arguments, handle.Storage, cdn, cancellationToken);
        return await ChangeSending.RunAsync(context, cdn, changes, context.Arguments.GetValue(_dryRun), unread: null, cancellationToken);
    }

    private async Task<List<NewInvalidationIntent>> SelectAsync(ParseResult arguments, IResilientStorage storage, InvalidationHandle cdn, CancellationToken cancellationToken)
    {
        var changes = new List<NewInvalidationIntent>();
        foreach (var path in arguments.GetValue(_paths) ?? [])
        {
            if (cdn.Preview.FindProblem(path) is { } problem)
            {
                throw new CliException(new CliError(ErrorKind.Usage, $"CloudFront cannot be told of '{path}': {problem}"));
            }

            IEnumerable<string?> distributions = arguments.GetValue(_distributions) is { Length: > 0 } named ? named : (string?[])[null];
            changes.AddRange(distributions.Distinct(StringComparer.Ordinal).Select(id => new NewInvalidationIntent { Path = path, DistributionId = id }));
        }

        foreach (var key in arguments.GetValue(_keys) ?? [])
        {
            var resource = await storage.FindAsync(key, cancellationToken) ?? throw new ResourceNotFoundException(key, $"There is no resource '{key}'.");
            changes.Add(cdn.ChangeOf(resource.ObjectKey));
            if (resource.PublishedAt is { } published)
            {
                changes.Add(cdn.ChangeOf(published));
            }
        }

        return changes;
    }
}

using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>list [PREFIX] [--deleted]</c></summary>
internal sealed class ListCommand : StorageCommand
{
    private readonly Argument<string> _prefix = new("PREFIX")
    {
        Description = "Only keys that begin with this text.",
        DefaultValueFactory = static _ => "",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _deleted = new("--deleted") { Description = "Also deleted resources that are not purged yet." };

    public ListCommand()
        : base("list", "List the resources, in the byte order of their keys: bytes, time, key.")
    {
        Add(_prefix);
        Add(_deleted);
    }

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var query = new ResourceQuery { Prefix = context.Arguments.GetValue(_prefix) ?? "", IncludeDeleted = context.Arguments.GetValue(_deleted) };
        await foreach (var resource in handle.Storage.ListAsync(query, cancellationToken))
        {
            context.Output.Write(ResourceDocument.Of(resource), CliJson.Readable.ResourceDocument);
        }

        return null;
    }
}

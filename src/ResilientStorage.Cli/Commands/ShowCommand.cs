using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>show KEY</c></summary>
internal sealed class ShowCommand : StorageCommand
{
    private readonly Argument<string> _key = KeyArgument();

    public ShowCommand()
        : base("show", "Show the versions of a resource, with their replicas and history.") => Add(_key);

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var key = context.Arguments.GetRequiredValue(_key);
        var versions = new List<VersionDocument>();
        await foreach (var version in handle.Storage.ListVersionsAsync(key, cancellationToken))
        {
            versions.Add(VersionDocument.Of(version));
        }

        if (versions.Count == 0)
        {
            throw new ResourceNotFoundException(key, $"The key '{key}' was never used.");
        }

        context.Output.Write(new ShowDocument(key, versions), CliJson.Readable.ShowDocument);
        return null;
    }
}

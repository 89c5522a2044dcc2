using System.CommandLine;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>restore KEY</c></summary>
internal sealed class RestoreCommand : StorageCommand
{
    private readonly Argument<string> _key = KeyArgument();

    public RestoreCommand()
        : base("restore", "Make a deleted resource live again while its bytes are all there.") => Add(_key);

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var resource = await handle.Storage.RestoreAsync(context.Arguments.GetRequiredValue(_key), cancellationToken: cancellationToken);
        context.Output.Write(ResourceDocument.Of(resource), CliJson.Readable.ResourceDocument);
        return null;
    }
}

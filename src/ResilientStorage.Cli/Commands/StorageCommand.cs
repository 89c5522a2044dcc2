using System.CommandLine;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;

namespace ResilientStorage.Cli.Commands;

/// <summary>A command on a storage.</summary>
internal abstract class StorageCommand(string name, string description) : Command(name, description)
{
    /// <summary>Does the work and writes its result.</summary>
    /// <returns>Null when it is done; an error when the result that was written tells of a failure. Other failures are thrown.</returns>
    public abstract Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken);

    /// <summary>An argument that is a resource key.</summary>
    protected static Argument<string> KeyArgument() => new("KEY") { Description = "The resource key, for instance avatars/42.webp." };
}

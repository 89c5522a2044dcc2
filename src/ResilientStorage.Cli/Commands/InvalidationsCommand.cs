using System.CommandLine;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>invalidations list|show|replay|cost</c></summary>
internal sealed class InvalidationsCommand : Command
{
    public InvalidationsCommand()
        : base("invalidations", "Look at what CloudFront was told and what it cost; send again what it did not take.")
    {
        Add(new ListInvalidationsCommand());
        Add(new ShowInvalidationCommand());
        Add(new ReplayInvalidationsCommand());
        Add(new InvalidationCostCommand());
    }
}

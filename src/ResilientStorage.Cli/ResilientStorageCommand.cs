using System.CommandLine;
using System.CommandLine.Parsing;
using ResilientStorage.Cli.Commands;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli;

/// <summary>The whole tree of commands and options.</summary>
internal sealed class ResilientStorageCommand : RootCommand
{
    public ResilientStorageCommand(ConsoleStreams console)
        : base("Keeps files in a main store and in backup stores, or not at all.")
    {
        foreach (var option in GlobalOptions.All)
        {
            Add(option);
        }

        Command[] commands =
        [
            new PutCommand(), new GetCommand(), new ListCommand(), new ShowCommand(), new DeleteCommand(),
            new RestoreCommand(), new PurgeCommand(), new StatusCommand(), new WorkerCommand(),
            new InvalidateCommand(), new InvalidationsCommand(), new S3EventsCommand(),
        ];
        foreach (var command in commands)
        {
            Add(command);
        }

        foreach (var command in commands.Concat(commands.SelectMany(static group => group.Subcommands)).OfType<StorageCommand>())
        {
            command.SetAction((arguments, cancellationToken) => CommandRunner.RunAsync(command, arguments, console, cancellationToken));
            command.Validators.Add(RefuseTwoPlaces);
            command.Validators.Add(RefuseSectionOfNoFile);
        }
    }

    private static void RefuseTwoPlaces(CommandResult result)
    {
        if (result.GetResult(GlobalOptions.Config) is not null && result.GetResult(GlobalOptions.Data) is { Implicit: false })
        {
            result.AddError("--config and --data exclude each other: the configuration says where the stores are");
        }
    }

    private static void RefuseSectionOfNoFile(CommandResult result)
    {
        foreach (var option in new Option[] { GlobalOptions.Section, GlobalOptions.Instance }.Where(option => result.GetResult(option) is { Implicit: false }))
        {
            if (result.GetResult(GlobalOptions.Config) is null)
            {
                result.AddError($"{option.Name} needs --config FILE: it says which storage of a configuration is meant");
            }
        }
    }
}

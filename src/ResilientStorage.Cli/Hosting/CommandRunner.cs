using System.CommandLine;
using ResilientStorage.Cli.Commands;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Hosting;

/// <summary>Runs one command and makes an exit code and one line of whatever goes wrong.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(StorageCommand command, ParseResult arguments, ConsoleStreams console, CancellationToken cancellationToken)
    {
        var context = new CommandContext(arguments, console);
        try
        {
            var error = await command.RunAsync(context, cancellationToken);
            if (error is null)
            {
                return 0;
            }

            console.WriteError(error.Message);
            return error.ExitCode;
        }
        catch (Exception e)
        {
            var error = ErrorDescription.Of(e);
            context.Output.WriteError(error);
            console.WriteError(error.Message);
            if (context.IsVerbose)
            {
                console.WriteTrace(e.ToString());
            }

            return error.ExitCode;
        }
    }
}

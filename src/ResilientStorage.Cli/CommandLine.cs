using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli;

/// <summary>From the arguments to the exit code.</summary>
internal static class CommandLine
{
    // A file named '@holiday.jpg' is a file, not a file of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] arguments)
    {
        using var console = new ConsoleStreams();
        using var stop = new StopSignals();
        var root = new ResilientStorageCommand(console);
        var parsed = root.Parse(arguments, Parsing);
        if (parsed.Action is ParseErrorAction)
        {
            return ReportWrongUsage(parsed, console);
        }

        // Signals are this program's own: a worker drains for as long as its host allows. So are the streams, which are UTF-8 whatever the locale says.
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = console.Results,
            Error = console.Notes,
        };
        return await parsed.InvokeAsync(invocation, stop.Token);
    }

    private static int ReportWrongUsage(ParseResult parsed, ConsoleStreams console)
    {
        var command = NameOf(parsed.CommandResult);
        var problem = parsed.UnmatchedTokens.Count > 0
            ? $"'{parsed.UnmatchedTokens[0]}' is no {(command.Length == 0 ? "command" : "argument")} here"
            : parsed.Errors[0].Message.TrimEnd('.');
        var error = new CliError(ErrorKind.Usage, $"{problem}. See 'resilient-storage{command} --help'.");
        if (parsed.Tokens.Any(static token => token.Value == GlobalOptions.Json.Name))
        {
            new JsonOutput(console).WriteError(error);
        }

        console.WriteError(error.Message);
        return error.ExitCode;
    }

    private static string NameOf(CommandResult result) => result.Parent is CommandResult group ? $"{NameOf(group)} {result.Command.Name}" : "";
}

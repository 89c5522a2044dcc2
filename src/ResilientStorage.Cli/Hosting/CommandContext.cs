using System.CommandLine;
using ResilientStorage.Cli.Output;
using ResilientStorage.Cli.Progress;

namespace ResilientStorage.Cli.Hosting;

/// <summary>What a command works with.</summary>
internal sealed class CommandContext(ParseResult arguments, ConsoleStreams console)
{
    public ParseResult Arguments { get; } = arguments;

    public ConsoleStreams Console { get; } = console;

    public IOutput Output { get; } = arguments.GetValue(GlobalOptions.Json) ? new JsonOutput(console) : new TextOutput(console);

    public bool IsJson => Output is JsonOutput;

    public bool IsVerbose => Arguments.GetValue(GlobalOptions.Verbose);

    public TimeProvider Time { get; } = TimeProvider.System;

    public StorageSource Source => field ??= StorageSource.Of(Arguments);

    /// <summary>Opens the storage without a worker.</summary>
    public StorageHandle Open() => StorageHandle.Open(Source, IsVerbose);

    /// <summary>Shows how far a transfer is: bars on a terminal, lines elsewhere.</summary>
    /// <param name="sharesTerminal">Whether the bytes themselves go to a terminal, which bars would garble.</param>
    public ITransferDisplay DisplayFor(bool sharesTerminal = false) =>
        Console.IsErrorTerminal && !sharesTerminal ? new TerminalTransferDisplay() : new PlainTransferDisplay(Console.WriteNote, Time);
}

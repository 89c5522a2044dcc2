using System.CommandLine;

namespace ResilientStorage.Cli.Hosting;

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptions
{
    public static Option<string> Data { get; } = new("--data")
    {
        Description = "The folder of stores and ledger, made on first use: stores DIR/main and DIR/backup, ledger DIR/ledger.db.",
        HelpName = "DIR",
        DefaultValueFactory = static _ => ".resilient-storage",
        Recursive = true,
    };

    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "A JSON file whose section ResilientStorage says what the storage is made of; environment variables ResilientStorage__... override it.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Write one JSON document to standard output (list: one per line), and nothing else.",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Write logs, and the stack trace of an error, to standard error.",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All { get; } = [Data, Config, Json, Verbose];
}

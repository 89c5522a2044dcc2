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
        Description = "A JSON file with a section that says what the storage is made of; environment variables, such as ResilientStorage__..., override it.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<string> Section { get; } = new("--section")
    {
        Description = "The section of the --config file, with a colon between the levels, such as Storages:Documents.",
        HelpName = "PATH",
        DefaultValueFactory = static _ => ConfiguredStorage.DefaultSection,
        Recursive = true,
    };

    public static Option<string?> Instance { get; } = new("--instance")
    {
        Description = "The storage of this name, as the host app gives it to AddResilientStorage; otherwise the one without a name.",
        HelpName = "NAME",
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

    public static IReadOnlyList<Option> All { get; } = [Data, Config, Section, Instance, Json, Verbose];
}

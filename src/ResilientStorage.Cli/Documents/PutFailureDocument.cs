using System.ComponentModel;
using ResilientStorage.Cli.Errors;

namespace ResilientStorage.Cli.Documents;

/// <summary>A file or folder that is not stored.</summary>
internal sealed record PutFailureDocument(
    [property: Description("the file or folder")] string Path,
    [property: Description("why")] CliError Error);

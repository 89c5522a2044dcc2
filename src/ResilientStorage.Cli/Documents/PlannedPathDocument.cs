using System.ComponentModel;

namespace ResilientStorage.Cli.Documents;

/// <summary>A path that would be sent.</summary>
internal sealed record PlannedPathDocument(
    [property: Description("the path as it goes over the wire")] string Path,
    [property: Description("why it would be sent, for people")] string Why);

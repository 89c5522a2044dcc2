using System.ComponentModel;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>The receipt of <c>purge</c>.</summary>
internal sealed record PurgeDocument(
    [property: Description("the resource key")] string Key,
    [property: Description("how many versions were purged or are being purged")] int Versions,
    [property: Description("whether every store has confirmed that nothing is left")] bool Complete,
    [property: Description("one answer per store")] IReadOnlyList<PurgeStoreDocument> Stores,
    [property: Description("null when the purge is complete")] CliError? Error) : IDocument
{
    public IEnumerable<string> ToText()
    {
        yield return $"purged {Key}: {Units.Count(Versions, "version")}";
        foreach (var store in Stores)
        {
            yield return store.Outcome switch
            {
                PurgeOutcome.Confirmed => $"  {store.Store}: gone",
                PurgeOutcome.NotBefore => $"  {store.Store}: removed, and once more after {(store.NotBefore is { } at ? Units.Time(at) : "the grace of late writes")}",
                _ => $"  {store.Store}: waiting: {store.Reason}",
            };
        }
    }
}

using System.ComponentModel;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>The result of <c>worker</c>, once it has stopped.</summary>
internal sealed record WorkerDocument(
    [property: Description("when the worker began")] DateTimeOffset StartedAt,
    [property: Description("when it had drained")] DateTimeOffset StoppedAt,
    [property: Description("what the ledger knew then")] StatusDocument Status) : IDocument
{
    public IEnumerable<string> ToText() =>
        [$"the worker ran for {Units.Duration(StoppedAt - StartedAt)}; {Status.RemovalsDue} removals due, {Status.RepairsQueued} repairs queued, {Status.DeadLetters} dead letters"];
}

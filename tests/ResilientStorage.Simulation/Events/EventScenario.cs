namespace ResilientStorage.Simulation.Events;

/// <summary>Events and a CloudFront that take their course, with every call a place to die.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Batches">The events of each delivery, by their object keys.</param>
/// <param name="RefusedPaths">What CloudFront refuses.</param>
/// <param name="IsOut">Whether CloudFront answers nothing but errors at first.</param>
internal sealed record EventScenario(string Name, IReadOnlyList<string[]> Batches, IReadOnlyList<string> RefusedPaths, bool IsOut = false)
{
    public static IReadOnlyList<EventScenario> All { get; } =
    [
        new("events", [["a", "b"], ["c"]], []),
        new("events of which CloudFront refuses one", [["a", "bad", "b", "c"]], ["/bad"]),
        new("events while CloudFront is out", [["a", "b"]], [], IsOut: true),
    ];

    public IEnumerable<string> Paths => Batches.SelectMany(static keys => keys).Select(Cdn.SimPlanning.PathOf);
}

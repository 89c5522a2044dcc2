namespace ResilientStorage.Simulation.Model;

/// <summary>
/// Which version of one key was live when, as observed in the ledger right after every transaction. It is the witness of a linearization:
/// every answer that a client gets must agree with some moment between its question and the answer.
/// </summary>
internal sealed class LiveTimeline
{
    private readonly List<LiveMoment> _moments = [new(0, null, "start")];

    public VersionId? Current => _moments[^1].Live;

    public IReadOnlyList<LiveMoment> Moments => _moments;

    public void Add(LiveMoment moment) => _moments.Add(moment);

    /// <summary>What was live at some moment of an interval.</summary>
    public IEnumerable<VersionId?> Between(long from, long to)
    {
        for (var i = 0; i < _moments.Count; i++)
        {
            var end = i + 1 < _moments.Count ? _moments[i + 1].Moment : long.MaxValue;
            if (_moments[i].Moment <= to && end > from)
            {
                yield return _moments[i].Live;
            }
        }
    }

    public bool WasLive(VersionId version, long from, long to) => Between(from, to).Contains(version);

    public bool WasAbsent(long from, long to) => Between(from, to).Contains(null);

    /// <summary>Whether a transaction of that name ended something inside the interval.</summary>
    public bool HasEnding(string cause, long from, long to) =>
        _moments.Exists(m => m.Live is null && m.Moment > from && m.Moment <= to && m.Cause == cause);
}

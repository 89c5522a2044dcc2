using ResilientStorage.Deletes;

namespace ResilientStorage.Conformance.Deletes;

/// <summary>A handler that remembers what it was given, and goes on only when the test says so.</summary>
internal sealed class HandlerProbe
{
    private readonly Lock _lock = new();
    private readonly List<HandledGroup> _handled = [];
    private int _running;
    private int _mostAtOnce;

    /// <summary>Every call, in order.</summary>
    public IReadOnlyList<HandledGroup> Handled
    {
        get
        {
            lock (_lock)
            {
                return [.. _handled];
            }
        }
    }

    public int MostAtOnce
    {
        get
        {
            lock (_lock)
            {
                return _mostAtOnce;
            }
        }
    }

    /// <summary>The ids of the groups in the order of the calls.</summary>
    public IEnumerable<Guid> Ids => Handled.Select(static handled => handled.Group.Id);

    public async Task<DeleteOutcome> HandleAsync(DeleteGroup group, CancellationToken cancellationToken)
    {
        var handled = new HandledGroup(group, cancellationToken);
        lock (_lock)
        {
            _handled.Add(handled);
            _mostAtOnce = Math.Max(_mostAtOnce, ++_running);
        }

        try
        {
            return await handled.Outcome;
        }
        finally
        {
            lock (_lock)
            {
                _running--;
            }
        }
    }
}

using ResilientStorage.Deletes;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Queues;

/// <summary>One consuming call of a node.</summary>
internal sealed class SimConsumer
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private readonly SimLoop _loop;
    private readonly SimBroker _broker;
    private readonly SimNode _node;
    private readonly Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> _handler;
    private readonly List<DeleteGroup> _taken = [];
    private readonly TaskCompletionSource _ended = new();
    private bool _stopping;

    public SimConsumer(SimLoop loop, SimBroker broker, SimNode node, Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler, CancellationToken token)
    {
        _loop = loop;
        _broker = broker;
        _node = node;
        _handler = handler;
        node.Crashed += () =>
        {
            broker.Detach(this);
            foreach (var group in _taken)
            {
                broker.Return(group, TimeSpan.FromSeconds(5));
            }
        };
        token.Register(Stop);
    }

    public int Running => _taken.Count;

    public Task Ended => _ended.Task;

    public void Deliver(DeleteGroup group)
    {
        _taken.Add(group);
        _ = HandleAsync(group);
    }

    private async Task HandleAsync(DeleteGroup group)
    {
        var outcome = DeleteOutcome.Retry(TimeSpan.FromSeconds(30));
        using (var deadline = new CancellationTokenSource(Deadline, _node.Time))
        {
            try
            {
                outcome = await _handler(group, deadline.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ResilientStorageException or OperationCanceledException)
            {
                outcome = DeleteOutcome.Retry(TimeSpan.FromSeconds(30));
            }
            catch (Exception e)
            {
                _loop.Violate("errors", $"The handler of a delete group threw {e}");
            }
        }

        if (!_node.IsAlive)
        {
            return;
        }

        _taken.Remove(group);
        if (outcome.Kind == DeleteOutcomeKind.Retry)
        {
            _broker.Return(group, outcome.After);
        }

        if (_stopping && _taken.Count == 0)
        {
            _ended.TrySetResult();
        }

        _broker.PostDispatch(TimeSpan.Zero);
    }

    private void Stop()
    {
        _stopping = true;
        _broker.Detach(this);
        if (_taken.Count == 0)
        {
            _ended.TrySetResult();
        }
    }
}

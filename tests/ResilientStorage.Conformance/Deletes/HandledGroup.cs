using ResilientStorage.Deletes;

namespace ResilientStorage.Conformance.Deletes;

/// <summary>One call of a <see cref="HandlerProbe"/>.</summary>
internal sealed class HandledGroup(DeleteGroup group, CancellationToken token)
{
    private readonly TaskCompletionSource<DeleteOutcome> _outcome = new();

    public DeleteGroup Group => group;

    public CancellationToken Token => token;

    public Task<DeleteOutcome> Outcome => _outcome.Task;

    public void End(DeleteOutcome outcome) => _outcome.SetResult(outcome);

    public void Fail(Exception error) => _outcome.SetException(error);
}

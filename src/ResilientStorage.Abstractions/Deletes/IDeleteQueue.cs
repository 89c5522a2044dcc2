namespace ResilientStorage.Deletes;

/// <summary>
/// Carries word of removals that are due to the workers. It is a doorbell: the ledger is the work list, so a group that is
/// lost, repeated or reordered costs time, never correctness.
/// </summary>
public interface IDeleteQueue
{
    /// <summary>Hands groups over.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="cancellationToken">Cancels the call; groups may have been taken over.</param>
    /// <returns>A task that ends when the queue has taken all groups over.</returns>
    Task EnqueueAsync(IReadOnlyCollection<DeleteGroup> groups, CancellationToken cancellationToken = default);

    /// <summary>Hands groups to a handler, two at once at most and 10 minutes for each by default, until cancelled. A handler that throws counts as <see cref="DeleteOutcome.Retry"/>.</summary>
    /// <param name="handler">Removes what is due and says how it went. Its token is cancelled when the time for the group is up.</param>
    /// <param name="cancellationToken">Ends the consuming.</param>
    /// <returns>A task that ends, without an error, when the token was cancelled and the running handlers have ended.</returns>
    Task ConsumeAsync(Func<DeleteGroup, CancellationToken, Task<DeleteOutcome>> handler, CancellationToken cancellationToken = default);
}

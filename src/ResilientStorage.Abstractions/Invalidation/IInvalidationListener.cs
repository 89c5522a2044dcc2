namespace ResilientStorage.Invalidation;

/// <summary>Hears how each added change ended.</summary>
public interface IInvalidationListener
{
    /// <summary>Called once for every change that was added with a receipt.</summary>
    /// <param name="outcome">The receipts and how they ended.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the outcome is recorded.</returns>
    Task SettledAsync(InvalidationOutcome outcome, CancellationToken cancellationToken = default);
}

namespace ResilientStorage.Alerts;

/// <summary>Where alerts go. A sink that fails is logged and never fails the operation.</summary>
public interface IAlertSink
{
    /// <summary>Delivers an alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="cancellationToken">Cancels the delivery.</param>
    /// <returns>A task that ends when the alert was handed over.</returns>
    ValueTask SendAsync(StorageAlert alert, CancellationToken cancellationToken = default);
}

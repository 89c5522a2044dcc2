namespace ResilientStorage.Alerts;

/// <summary>
/// Why an alert could not be delivered and what to check. It carries no inner exception on purpose: the libraries below name addresses and answers, which hold secrets.
/// </summary>
internal sealed class AlertDeliveryException(string message, bool isTransient, TimeSpan? retryAfter = null) : Exception(message)
{
    public bool IsTransient { get; } = isTransient;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}

namespace ResilientStorage.Invalidation.Events;

/// <summary>
/// Receives S3 events over HTTP, as Ceph, MinIO and SNS push them, for any web server: hand it the body of each POST and send what it
/// returns. Who may post is the host's to decide, before it calls.
/// </summary>
/// <remarks>
/// Ceph holds the writer of an object up until the answer, unless its topic is persistent: use persistent topics, or
/// <see cref="S3EventOptions.FlushEachRequest"/>.
/// </remarks>
public sealed class S3EventReceiver
{
    private readonly S3EventParser _parser;
    private readonly S3EventHandler _handler;
    private readonly bool _flushes;

    /// <summary>Makes a receiver; it may be used by many requests at once.</summary>
    /// <param name="parser">Reads the bodies.</param>
    /// <param name="handler">Takes the changes.</param>
    /// <param name="options">Whether changes are sent with each request; null for the defaults.</param>
    public S3EventReceiver(S3EventParser parser, S3EventHandler handler, S3EventOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentNullException.ThrowIfNull(handler);
        _parser = parser;
        _handler = handler;
        _flushes = (options ?? new S3EventOptions()).FlushEachRequest;
    }

    /// <summary>Handles the body of a request, and ends only after all its changes were accepted by the CDN, reported for replay, or refused.</summary>
    /// <param name="body">The body; read to its end, or to one byte over <see cref="S3EventOptions.MaxMessageBytes"/>.</param>
    /// <param name="cancellationToken">Cancels the work, when the sender hung up.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="IOException">The body broke off.</exception>
    public async Task<S3EventResponse> HandleAsync(Stream body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        var batch = await _parser.ParseAsync(body, cancellationToken).ConfigureAwait(false);
        var report = await (_flushes ? _handler.HandleAndFlushAsync(batch, cancellationToken) : _handler.HandleAsync(batch, cancellationToken)).ConfigureAwait(false);

        // What can succeed later comes before what never will: the sender has one answer for all.
        var failed = report.Messages.Where(static message => !message.IsAcknowledged).OrderBy(static message => message.Error is not null).FirstOrDefault();
        return failed switch
        {
            null => new S3EventResponse(200),
            { Error: null } => new S3EventResponse(503, failed.Reason),
            { Error.Kind: S3EventErrorKind.TooLarge } => new S3EventResponse(413, failed.Reason),
            _ => new S3EventResponse(400, failed.Reason),
        };
    }
}

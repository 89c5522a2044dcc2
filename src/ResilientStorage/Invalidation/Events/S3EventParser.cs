using System.Runtime.CompilerServices;

namespace ResilientStorage.Invalidation.Events;

/// <summary>
/// Reads S3 event notifications, whoever sent them and in whatever they are wrapped: classic records of all versions 2.x (AWS, MinIO,
/// Ceph), EventBridge events, and both in SNS and SQS messages, as Lambda hands them on too. It never throws because of what it reads:
/// what cannot be read is an error of its message, what does not matter a skip with its reason, and all else counts.
/// </summary>
/// <remarks>
/// A notification does not prove who sent it. Take it from a queue whose policy lets only S3 write, or behind a secret address;
/// a forged one can cost paths, but never content.
/// </remarks>
public sealed class S3EventParser
{
    private readonly S3EventOptions _options;
    private readonly S3RecordReader _records;

    /// <summary>Makes a parser; it may be used by many callers at once.</summary>
    /// <param name="options">What to read; null for the defaults. Later changes to it have no effect on <see cref="S3EventOptions.Buckets"/>.</param>
    public S3EventParser(S3EventOptions? options = null)
    {
        _options = options ?? new S3EventOptions();
        _records = new S3RecordReader(_options);
    }

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The JSON, at most <see cref="S3EventOptions.MaxMessageBytes"/>.</param>
    /// <returns>Its messages; at least one.</returns>
    public S3EventBatch Parse(ReadOnlyMemory<byte> utf8) => Parse(utf8, _options.MaxMessageBytes);

    /// <summary>Reads a stream that holds one document.</summary>
    /// <param name="stream">The JSON; read to its end, or to one byte over <see cref="S3EventOptions.MaxMessageBytes"/>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Its messages; at least one.</returns>
    /// <exception cref="IOException">The stream broke.</exception>
    public async Task<S3EventBatch> ParseAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Parse(await BoundedRead.ToEndAsync(stream, _options.MaxMessageBytes, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads a stream of documents: one a line, or over many lines, or one right after the other.</summary>
    /// <param name="stream">The JSON documents, each at most <see cref="S3EventOptions.MaxMessageBytes"/>, in any number.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>
    /// The messages of each document. A line that is no JSON, and a document that is too large or was cut off, is a batch with one
    /// message in error; after it, reading goes on with the next line that begins with a brace.
    /// </returns>
    /// <exception cref="IOException">The stream broke.</exception>
    public async IAsyncEnumerable<S3EventBatch> ReadDocumentsAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var framer = new JsonFramer(_options.MaxMessageBytes);
        var buffer = new byte[16 << 10];
        int read;
        do
        {
            read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                framer.End();
            }
            else
            {
                framer.Add(buffer.AsSpan(0, read));
            }

            while (framer.TryTake(out var document))
            {
                yield return document is null ? TooLarge : Parse(document);
            }
        }
        while (read > 0);
    }

    internal async Task<S3EventBatch> ParseInvocationAsync(Stream stream, CancellationToken cancellationToken) =>
        Parse(await BoundedRead.ToEndAsync(stream, _options.MaxInvocationBytes, cancellationToken).ConfigureAwait(false), _options.MaxInvocationBytes);

    private S3EventBatch Parse(ReadOnlyMemory<byte> utf8, int maxBytes) => new S3DocumentReader(_options, _records).Read(utf8, maxBytes);

    private S3EventBatch TooLarge => new([new S3EventMessage { Events = [], Skips = [], Error = S3DocumentReader.TooLarge(_options.MaxMessageBytes) }]);
}

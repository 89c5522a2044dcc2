namespace ResilientStorage.Stores;

/// <summary>An object being read. It owns its stream.</summary>
public sealed class ObjectDownload : IAsyncDisposable
{
    /// <summary>Makes a download.</summary>
    /// <param name="content">The bytes asked for; disposed with this object.</param>
    /// <param name="contentLength">How many bytes <paramref name="content"/> should hold; it may break off earlier.</param>
    /// <param name="objectLength">The length of the whole object.</param>
    public ObjectDownload(Stream content, long contentLength, long objectLength)
    {
        ArgumentNullException.ThrowIfNull(content);
        Content = content;
        ContentLength = contentLength;
        ObjectLength = objectLength;
    }

    /// <summary>The bytes asked for.</summary>
    public Stream Content { get; }

    /// <summary>How many bytes <see cref="Content"/> should hold.</summary>
    public long ContentLength { get; }

    /// <summary>The length of the whole object.</summary>
    public long ObjectLength { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

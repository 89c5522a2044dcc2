namespace ResilientStorage;

/// <summary>A resource being read. It owns its stream: dispose it, or the connection stays open.</summary>
public sealed class ResourceDownload : IAsyncDisposable, IDisposable
{
    /// <summary>Makes a download, as the engine and tests do.</summary>
    /// <param name="resource">The resource and the version being read.</param>
    /// <param name="content">The bytes asked for; disposed with this object.</param>
    /// <param name="range">The part of the content that the stream holds; null for all of it.</param>
    public ResourceDownload(Resource resource, Stream content, ByteRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(content);
        Resource = resource;
        Content = content;
        Range = range;
    }

    /// <summary>The resource and the version being read.</summary>
    public Resource Resource { get; }

    /// <summary>The bytes: verified block by block before they are handed out, continued from another store when one fails.</summary>
    public Stream Content { get; }

    /// <summary>The part of the content that the stream holds, with its length filled in; null for all of it.</summary>
    public ByteRange? Range { get; }

    /// <summary>How many bytes <see cref="Content"/> holds.</summary>
    public long ContentLength => Range?.Length ?? Resource.Length;

    /// <inheritdoc/>
    public void Dispose() => Content.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

namespace ResilientStorage.Testing;

/// <summary>A part of an <see cref="InMemoryUpload"/>.</summary>
internal sealed record InMemoryPart(byte[] Content, string ETag);

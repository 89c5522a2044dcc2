using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>An object of an <see cref="InMemoryObjectStore"/>. Its bytes never change, so that readers need no lock.</summary>
internal sealed record InMemoryObject(byte[] Content, string ETag, DateTimeOffset LastModified, PutObjectOptions Options);

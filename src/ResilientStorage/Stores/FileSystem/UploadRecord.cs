namespace ResilientStorage.Stores.FileSystem;

/// <summary>What the store keeps of an unfinished upload, so that it outlives the process.</summary>
/// <param name="Key">The key of the object to be.</param>
/// <param name="PartSize">The size of every part but the last, in bytes.</param>
/// <param name="Options">The headers and metadata of the object to be.</param>
internal sealed record UploadRecord(string Key, long PartSize, PutObjectOptions Options);

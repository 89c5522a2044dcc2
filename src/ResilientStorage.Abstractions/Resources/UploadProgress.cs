namespace ResilientStorage;

/// <summary>How far an upload is.</summary>
/// <param name="BytesRead">Bytes read from the source.</param>
/// <param name="BytesStored">Bytes that every store has acknowledged.</param>
/// <param name="TotalBytes">The whole length; null while it is not known.</param>
public readonly record struct UploadProgress(long BytesRead, long BytesStored, long? TotalBytes);

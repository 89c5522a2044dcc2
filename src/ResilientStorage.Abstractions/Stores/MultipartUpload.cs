namespace ResilientStorage.Stores;

/// <summary>An upload in parts.</summary>
/// <param name="ObjectKey">The key of the object to be.</param>
/// <param name="UploadId">The store's name for the upload.</param>
/// <param name="PartSize">The size of every part but the last, in bytes; 0 when it is not known.</param>
public sealed record MultipartUpload(string ObjectKey, string UploadId, long PartSize);

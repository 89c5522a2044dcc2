namespace ResilientStorage.Stores;

/// <summary>What a listing shows of one key.</summary>
internal sealed record ListedKey(bool Exists, IReadOnlyList<MultipartUpload> Uploads)
{
    public bool IsEmpty => !Exists && Uploads.Count == 0;
}

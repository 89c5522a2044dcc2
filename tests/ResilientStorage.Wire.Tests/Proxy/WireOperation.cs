namespace ResilientStorage.Wire;

/// <summary>The operations of the S3 protocol, told by what a request looks like.</summary>
internal static class WireOperation
{
    public const string PutObject = nameof(PutObject);
    public const string CopyObject = nameof(CopyObject);
    public const string UploadPart = nameof(UploadPart);
    public const string CreateMultipartUpload = nameof(CreateMultipartUpload);
    public const string CompleteMultipartUpload = nameof(CompleteMultipartUpload);
    public const string AbortMultipartUpload = nameof(AbortMultipartUpload);
    public const string ListParts = nameof(ListParts);
    public const string ListMultipartUploads = nameof(ListMultipartUploads);
    public const string GetObject = nameof(GetObject);
    public const string HeadObject = nameof(HeadObject);
    public const string HeadBucket = nameof(HeadBucket);
    public const string DeleteObject = nameof(DeleteObject);
    public const string DeleteObjects = nameof(DeleteObjects);
    public const string ListObjects = nameof(ListObjects);
    public const string GetBucketVersioning = nameof(GetBucketVersioning);

    public static string Of(string method, string key, string query, bool isCopy)
    {
        var names = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=')[0]).ToHashSet(StringComparer.Ordinal);
        var isUpload = names.Contains("uploadId");
        return (method, key.Length > 0) switch
        {
            ("PUT", true) => isUpload ? UploadPart : isCopy ? CopyObject : PutObject,
            ("POST", true) => isUpload ? CompleteMultipartUpload : CreateMultipartUpload,
            ("POST", false) => DeleteObjects,
            ("GET", true) => isUpload ? ListParts : GetObject,
            ("GET", false) => names.Contains("uploads") ? ListMultipartUploads : names.Contains("versioning") ? GetBucketVersioning : ListObjects,
            ("HEAD", true) => HeadObject,
            ("HEAD", false) => HeadBucket,
            ("DELETE", true) => isUpload ? AbortMultipartUpload : DeleteObject,
            _ => $"{method} {query}",
        };
    }
}

namespace ResilientStorage.Invalidation.Events;

/// <summary>How the object keys in classic notifications are written. EventBridge writes them plain, whatever this says.</summary>
public enum S3KeyEncoding
{
    /// <summary>By the record's own <c>eventSource</c>: plain from Ceph (<c>ceph:s3</c>), form-encoded from AWS, MinIO and all others.</summary>
    BySource,

    /// <summary>As <c>application/x-www-form-urlencoded</c>: space is <c>+</c>, all else percent-encoded UTF-8.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html</remarks>
    FormUrlEncoded,

    /// <summary>Plain, for bridges and emulators that send keys as they stand.</summary>
    Plain,
}

namespace ResilientStorage.Wire;

/// <summary>A store that never forgets and never learns: its bucket is <c>bucket</c>, its one object <c>key</c> says <c>text</c>, and everything succeeds.</summary>
internal static class WireCanned
{
    public const string Text = "text";

    /// <summary>The MD5 of the text, as S3 gives it for objects of one part.</summary>
    public const string Tag = "\"1cb251ec0d568de6a929b520c4aed8d1\"";

    public const string UploadId = "upload-1";

    public static WireAnswer Answer(WireRequest request) => request.Operation switch
    {
        WireOperation.PutObject or WireOperation.UploadPart => WireAnswer.Of(200, "", ("ETag", Tag)),
        WireOperation.CopyObject => Document($"<CopyObjectResult><ETag>{Tag}</ETag></CopyObjectResult>"),
        WireOperation.CreateMultipartUpload => Document($"<InitiateMultipartUploadResult><Bucket>bucket</Bucket><Key>{request.Key}</Key><UploadId>{UploadId}</UploadId></InitiateMultipartUploadResult>"),
        WireOperation.CompleteMultipartUpload => Document("<CompleteMultipartUploadResult><ETag>\"abc-1\"</ETag></CompleteMultipartUploadResult>"),
        WireOperation.ListParts => Document($"<ListPartsResult><UploadId>{UploadId}</UploadId></ListPartsResult>"),
        WireOperation.ListMultipartUploads => Document("<ListMultipartUploadsResult><Bucket>bucket</Bucket><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"),
        WireOperation.ListObjects => Document($"<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated><Contents><Key>key</Key><Size>4</Size><ETag>{Tag}</ETag></Contents></ListBucketResult>"),
        WireOperation.GetObject => WireAnswer.Of(200, Text, ("ETag", Tag)),
        WireOperation.HeadObject => WireAnswer.Head(Text.Length, Tag),
        WireOperation.HeadBucket => WireAnswer.Of(200),
        WireOperation.DeleteObjects => Document("<DeleteResult><Deleted><Key>key</Key></Deleted><Deleted><Key>other</Key></Deleted></DeleteResult>"),
        WireOperation.DeleteObject or WireOperation.AbortMultipartUpload => WireAnswer.Of(204),
        WireOperation.GetBucketVersioning => Document("<VersioningConfiguration/>"),
        _ => WireAnswer.Error(501, "NotImplemented"),
    };

    private static WireAnswer Document(string text) => WireAnswer.Of(200, text, ("Content-Type", "application/xml"));
}

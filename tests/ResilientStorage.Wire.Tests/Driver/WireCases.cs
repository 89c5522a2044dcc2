namespace ResilientStorage.Wire.Driver;

/// <summary>All that can go wrong after a connection came about.</summary>
internal static class WireCases
{
    private const string Lost = "Unavailable, transient";

    // A success without proof is no error of a write: the engine looks whether it took effect.
    private static readonly string[] Writes = [WireOperation.PutObject, WireOperation.UploadPart, WireOperation.CompleteMultipartUpload, WireOperation.CopyObject];

    // The answer to a look-up has no document, and a missing key and a missing bucket are told apart by another request.
    private static readonly string[] WithDocument = [.. DriverCalls.All.Except([WireOperation.HeadObject])];

    private static readonly string[] WithBody = [WireOperation.GetObject, WireOperation.ListObjects, WireOperation.ListMultipartUploads, WireOperation.DeleteObjects, WireOperation.CreateMultipartUpload, WireOperation.CompleteMultipartUpload, WireOperation.CopyObject];

    public static IReadOnlyList<WireCase> All { get; } =
    [
        new("the connection is reset before an answer", WireFault.ResetBeforeServer, Lost, "the connection was lost"),
        new("the connection is reset after the request took effect", WireFault.LoseAnswer, Lost, "the connection was lost"),
        new("the connection is closed before an answer", WireFault.CloseBeforeServer, Lost, "the connection was lost"),
        new("200 with a web page", WireFault.Say(WireAnswer.Page(200)), Lost, "check that") { Except = Unproved(Writes) },
        new("200 with nothing, not even a request id", WireFault.Say(WireAnswer.Bare(200)), Lost, "check that") { Except = Unproved(Writes) },
        new("404 with a web page", WireFault.Say(WireAnswer.Page(404)), Lost, "check that"),
        new("301 with an address", WireFault.Say(WireAnswer.Of(301, "", ("Location", "https://elsewhere.example/bucket/key"), ("x-amz-bucket-region", "eu-north-1"))), "InvalidRequest", "set Region to it"),
        new("301 without one", WireFault.Say(WireAnswer.Of(301)), "InvalidRequest", "set ServiceUrl or Region to it"),
        new("403 `AccessDenied`", WireFault.Say(WireAnswer.Error(403, "AccessDenied")), "AccessDenied", "docs/providers.md") { Only = WithDocument },
        new("403 `InvalidAccessKeyId` or `SignatureDoesNotMatch`", WireFault.Say(WireAnswer.Error(403, "SignatureDoesNotMatch")), "AccessDenied", "check both") { Only = WithDocument },
        new("403 `RequestTimeTooSkewed`", WireFault.Say(WireAnswer.Error(403, "RequestTimeTooSkewed")), "AccessDenied", "set the clock") { Only = WithDocument },
        new("403 without a document", WireFault.Say(WireAnswer.Of(403)), "AccessDenied", "the answer does not say why"),
        new("404 `NoSuchBucket`", WireFault.Say(WireAnswer.Error(404, "NoSuchBucket")), "Unavailable", "check Bucket, Region and ServiceUrl") { Only = WithDocument },
        new("409 `OperationAborted`", WireFault.Say(WireAnswer.Error(409, "OperationAborted")), Lost, "status page") { Only = WithDocument },
        new("409 `ConditionalRequestConflict`", WireFault.Say(WireAnswer.Error(409, "ConditionalRequestConflict")), "PreconditionFailed, transient", "under way"),
        new("412 `PreconditionFailed`", WireFault.Say(WireAnswer.Error(412, "PreconditionFailed")), "PreconditionFailed", "condition"),
        new("429 `TooManyRequests`", WireFault.Say(WireAnswer.Error(429, "TooManyRequests", ("Retry-After", "7"))), "Throttled, transient", "OperationsPerSecond"),
        new("500 `InternalError`", WireFault.Say(WireAnswer.Error(500, "InternalError")), Lost, "status page"),
        new("502, 503 or 504 with a web page", WireFault.Say(WireAnswer.Page(503)), Lost, "status page"),
        new("503 `SlowDown`", WireFault.Say(WireAnswer.Error(503, "SlowDown")), "Throttled, transient", "OperationsPerSecond") { Only = WithDocument },
        new("200 with an error document", WireFault.Say(WireAnswer.Error(200, "InternalError")), Lost, "status page") { Only = [WireOperation.CompleteMultipartUpload, WireOperation.CopyObject] },
        new("200, then an error document after blanks", WireFault.Say(WireAnswer.Of(200, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n  \n \n<Error><Code>InternalError</Code><Message>said late</Message></Error>")), Lost, "status page") { Only = [WireOperation.CompleteMultipartUpload, WireOperation.CopyObject] },
        new("the body ends early", WireFault.TruncateBody(2), Lost, "the connection was lost") { Only = WithBody },
        new("the body breaks off with a reset", WireFault.ResetBody(2), Lost, "the connection was lost") { Only = WithBody },
        new("a byte of the body is another", WireFault.FlipBody(2), "Integrity, transient", "proxy between changes answers") { Only = [WireOperation.GetObject] },
    ];

    private static Dictionary<string, string> Unproved(IEnumerable<string> operations) => operations.ToDictionary(static operation => operation, static _ => "unproved", StringComparer.Ordinal);
}

namespace ResilientStorage.Wire.Driver;

/// <summary>All that can go wrong after a connection came about.</summary>
internal static class WireCases
{
    private const string Lost = "Unavailable, transient";
    private const string Network = "if it lasts, look at the network and at proxies between";
    private const string Address = "check that the address is the store itself";
    private const string Status = "if it lasts, see the provider's status page";
    private const string Slower = "if it lasts, lower `Resilience.OperationsPerSecond`";
    private const string NotTheStore = "check that";

    // A success without proof is no error of a write: the engine looks whether it took effect.
    private static readonly string[] Writes = [WireOperation.PutObject, WireOperation.UploadPart, WireOperation.CompleteMultipartUpload, WireOperation.CopyObject];

    // The answer to a look-up has no document, and a missing key and a missing bucket are told apart by another request.
    private static readonly string[] WithDocument = [.. DriverCalls.All.Except([WireOperation.HeadObject])];

    private static readonly string[] WithBody = [WireOperation.GetObject, WireOperation.ListObjects, WireOperation.ListMultipartUploads, WireOperation.DeleteObjects, WireOperation.CreateMultipartUpload, WireOperation.CompleteMultipartUpload, WireOperation.CopyObject];

    private static readonly string[] WithLateErrors = [WireOperation.CompleteMultipartUpload, WireOperation.CopyObject];

    public static IReadOnlyList<WireCase> All { get; } =
    [
        new("reset before an answer", WireFault.ResetBeforeServer, Lost, "the connection was lost") { Advice = Network },
        new("reset after the request took effect", WireFault.LoseAnswer, Lost, "the connection was lost") { Advice = Network },
        new("closed before an answer", WireFault.CloseBeforeServer, Lost, "the connection was lost") { Advice = Network },
        new("the body ends early", WireFault.TruncateBody(2), Lost, "the connection was lost") { Only = WithBody, Advice = Network },
        new("the body breaks off with a reset", WireFault.ResetBody(2), Lost, "the connection was lost") { Only = WithBody, Advice = Network },
        new("a byte of the body is another", WireFault.FlipBody(2), "Integrity, transient", "proxy between changes answers") { Only = [WireOperation.GetObject], Advice = "see whether a proxy between changes answers" },
        new("200 with a web page", Say(WireAnswer.Page(200)), Lost, NotTheStore) { Except = Unproved(Writes), Advice = Address },
        new("200 with nothing, not even a request id", Say(WireAnswer.Bare(200)), Lost, NotTheStore) { Except = Unproved(Writes), Advice = Address },
        new("200 with an error document", Say(WireAnswer.Error(200, "InternalError")), Lost, "status page") { Only = WithLateErrors, Advice = Status },
        new("200, then blanks, then an error document", Say(WireAnswer.Of(200, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n  \n \n<Error><Code>InternalError</Code><Message>said late</Message></Error>")), Lost, "status page") { Only = WithLateErrors, Advice = Status },
        new("301 with an address or a region", Say(WireAnswer.Of(301, "", ("Location", "https://elsewhere.example/bucket/key"), ("x-amz-bucket-region", "eu-north-1"))), "InvalidRequest", "set Region to it") { Advice = "set `Region` or `ServiceUrl` to what the message names" },
        new("301 without one", Say(WireAnswer.Of(301)), "InvalidRequest", "set ServiceUrl or Region to it") { Advice = "set `ServiceUrl` or `Region`; redirects are not followed" },
        new("403 `AccessDenied`", Say(WireAnswer.Error(403, "AccessDenied")), "AccessDenied", "docs/providers.md") { Only = WithDocument, Advice = "give the credentials the rights of [providers.md](providers.md)" },
        new("403 `InvalidAccessKeyId`", Say(WireAnswer.Error(403, "InvalidAccessKeyId")), "AccessDenied", "check both") { Only = WithDocument, Advice = "check `AccessKey` and `SecretKey`" },
        new("403 `SignatureDoesNotMatch`", Say(WireAnswer.Error(403, "SignatureDoesNotMatch")), "AccessDenied", "check both") { Only = WithDocument, Advice = "check `AccessKey` and `SecretKey`" },
        new("403 `RequestTimeTooSkewed`", Say(WireAnswer.Error(403, "RequestTimeTooSkewed")), "AccessDenied", "set the clock") { Only = WithDocument, Advice = "set this machine's clock" },
        new("403 without a word, as to every look-up", Say(WireAnswer.Of(403)), "AccessDenied", "the answer does not say why") { Advice = "check keys, rights and the clock" },
        new("404 `NoSuchBucket`", Say(WireAnswer.Error(404, "NoSuchBucket")), "Unavailable", "check Bucket, Region and ServiceUrl") { Only = WithDocument, Advice = "check `Bucket`, `Region` and `ServiceUrl`" },
        new("404 with a web page", Say(WireAnswer.Page(404)), Lost, NotTheStore) { Advice = Address },
        new("409 `OperationAborted`", Say(WireAnswer.Error(409, "OperationAborted")), Lost, "status page") { Only = WithDocument, Advice = Status },
        new("409 `ConditionalRequestConflict`", Say(WireAnswer.Error(409, "ConditionalRequestConflict")), "PreconditionFailed, transient", "under way") { Advice = "nothing: another request for the key was under way" },
        new("412 `PreconditionFailed`", Say(WireAnswer.Error(412, "PreconditionFailed")), "PreconditionFailed", "condition") { Advice = "nothing after a write of ours that got lost: it is looked for" },
        new("429 `TooManyRequests`", Say(WireAnswer.Error(429, "TooManyRequests", ("Retry-After", "7"))), "Throttled, transient", "OperationsPerSecond") { Advice = Slower },
        new("500 `InternalError`", Say(WireAnswer.Error(500, "InternalError")), Lost, "status page") { Advice = Status },
        new("503 `SlowDown`", Say(WireAnswer.Error(503, "SlowDown")), "Throttled, transient", "OperationsPerSecond") { Only = WithDocument, Advice = Slower },
        new("502, 503 or 504 with a web page", Say(WireAnswer.Page(503)), Lost, "status page") { Advice = Status },
    ];

    private static WireFault Say(WireAnswer answer) => WireFault.Say(answer);

    private static Dictionary<string, string> Unproved(IEnumerable<string> operations) => operations.ToDictionary(static operation => operation, static _ => "unproved", StringComparer.Ordinal);
}

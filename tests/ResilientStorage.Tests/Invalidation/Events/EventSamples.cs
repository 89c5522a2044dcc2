using System.Text;
using System.Text.Json;

namespace ResilientStorage.Invalidation.Events;

/// <summary>Events as services send them: those of Ceph were captured from a gateway, the others written after the services' documents.</summary>
internal static class EventSamples
{
    public static IReadOnlyList<string> Names => [.. typeof(EventSamples).Assembly.GetManifestResourceNames().Where(static name => name.StartsWith("s3-events/", StringComparison.Ordinal)).Select(static name => name["s3-events/".Length..]).Order(StringComparer.Ordinal)];

    public static byte[] Bytes(string name)
    {
        using var stream = typeof(EventSamples).Assembly.GetManifestResourceStream($"s3-events/{name}")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    /// <summary>A classic record.</summary>
    public static string Record(string key, string name = "ObjectCreated:Put", string bucket = "photos", string version = "2.1", string source = "aws:s3") =>
        $$"""{"eventVersion":"{{version}}","eventSource":"{{source}}","eventName":"{{name}}","s3":{"bucket":{"name":"{{bucket}}"},"object":{"key":{{Quote(key)}} } } }""";

    public static string Notification(params string[] records) => $$"""{"Records":[{{string.Join(',', records)}}]}""";

    /// <summary>An invocation of Lambda with SQS messages.</summary>
    public static string SqsInvocation(params (string Id, string Body)[] messages) =>
        $$"""{"Records":[{{string.Join(',', messages.Select(static message => SqsMessage(message.Id, message.Body)))}}]}""";

    public static string SqsMessage(string id, string body) => $$"""{"messageId":"{{id}}","eventSource":"aws:sqs","body":{{Quote(body)}} }""";

    public static string Sns(string message) => $$"""{"Type":"Notification","Message":{{Quote(message)}} }""";

    public static MemoryStream Stream(string json) => new(Encoding.UTF8.GetBytes(json));

    public static S3EventBatch Parse(string json, S3EventOptions? options = null) => new S3EventParser(options).Parse(Encoding.UTF8.GetBytes(json));

    public static (string Key, bool IsRemoval)[] Changes(S3EventBatch batch) => [.. batch.Changes.Select(static change => (change.ObjectKey, change.IsRemoval))];

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}

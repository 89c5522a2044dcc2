using System.Text;
using System.Text.Json;

namespace ResilientStorage.Invalidation.Events;

/// <summary>Reads one document: finds out by shape what it is, opens its envelopes, and tells its messages apart.</summary>
internal sealed class S3DocumentReader(S3EventOptions options, S3RecordReader records)
{
    // SQS of SNS of S3, invoked by Lambda, is two; one more is for a bridge in between.
    private const int MaxEnvelopes = 3;

    private readonly S3EventCollector _document = new(id: null);
    private readonly List<S3EventCollector> _messages = [];
    private int _records;

    public static S3EventError TooLarge(int maxBytes) =>
        new(S3EventErrorKind.TooLarge, $"The message is larger than the {maxBytes:N0} bytes allowed: look at what sends it, or raise the limit of {nameof(S3EventOptions)}.");

    public S3EventBatch Read(ReadOnlyMemory<byte> utf8, int maxBytes)
    {
        ReadJson(utf8, maxBytes, _document, envelopes: 0);

        // What does not belong to an SQS message is a message of its own; a batch has no empty one beside its messages.
        if (_document.HasFindings || _messages.Count == 0)
        {
            _messages.Insert(0, _document);
        }

        return new S3EventBatch([.. _messages.Select(static message => message.ToMessage())]);
    }

    private void ReadJson(ReadOnlyMemory<byte> utf8, int maxBytes, S3EventCollector found, int envelopes)
    {
        if (utf8.Length > maxBytes)
        {
            found.Fail(TooLarge(maxBytes));
            return;
        }

        if (utf8.Span.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        try
        {
            using var json = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = options.MaxDepth });
            Open(json.RootElement, found, envelopes);
        }
        catch (JsonException e)
        {
            found.Fail(new S3EventError(S3EventErrorKind.Malformed, $"The message is not JSON of at most {options.MaxDepth} levels: {e.Message}"));
        }
    }

    private void Open(JsonElement element, S3EventCollector found, int envelopes)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            // What EventBridge Pipes hands on: the messages alone, without a name for their list.
            ReadItems(element, found, envelopes);
        }
        else if (element.TryGetArray("Records", out var items) || element.TryGetArray("Messages", out items))
        {
            ReadItems(items, found, envelopes);
        }
        else if (element.FindText("Event") is "s3:TestEvent")
        {
            found.Skip(S3EventSkipReason.TestEvent, $"test message of bucket {Excerpt.Of(element.FindText("Bucket"))}");
        }
        else if (element.TryFind("detail-type", out _))
        {
            Count(found, () => records.ReadEventBridge(element, found));
        }
        else if (element.FindText("Type") is "SubscriptionConfirmation" or "UnsubscribeConfirmation")
        {
            found.Skip(S3EventSkipReason.Subscription, $"{element.FindText("Type")} of topic {Excerpt.Of(element.FindText("TopicArn"))}: confirm it in the SNS console if you expect it");
        }
        else if (Content(element) is { } content)
        {
            ReadContent(content, found, envelopes);
        }
        else if (element.TryGetText("EventName", out var name) && element.TryGetText("Key", out var key))
        {
            Count(found, () => records.ReadMinIO(name, key, found));
        }
        else
        {
            found.Fail(new S3EventError(S3EventErrorKind.UnknownShape, "The message is no S3 notification, EventBridge event, SNS or SQS message: look at what sends it."));
        }
    }

    private void ReadItems(JsonElement items, S3EventCollector found, int envelopes)
    {
        foreach (var item in items.EnumerateArray())
        {
            if (Content(item) is { } content)
            {
                ReadContent(content, MessageOf(item, found), envelopes);
            }
            else if (item.TryGetObject("Sns", out var sns) && Content(sns) is { } message)
            {
                ReadContent(message, found, envelopes);
            }
            else if (item.TryFind("detail-type", out _))
            {
                Count(found, () => records.ReadEventBridge(item, found));
            }
            else if (!Count(found, () => records.ReadClassic(item, found)))
            {
                return;
            }
        }
    }

    // Only the outermost envelope is what the source knows and acknowledges.
    private S3EventCollector MessageOf(JsonElement item, S3EventCollector found)
    {
        if (found != _document || (item.FindText("messageId") ?? item.FindText("MessageId")) is not { Length: > 0 } id)
        {
            return found;
        }

        var message = new S3EventCollector(id);
        _messages.Add(message);
        return message;
    }

    private void ReadContent(string content, S3EventCollector found, int envelopes)
    {
        if (envelopes == MaxEnvelopes)
        {
            found.Fail(new S3EventError(S3EventErrorKind.TooManyEnvelopes, $"The message has more than {MaxEnvelopes} envelopes in each other: look at what forwards it."));
            return;
        }

        ReadJson(Encoding.UTF8.GetBytes(content), options.MaxMessageBytes, found, envelopes + 1);
    }

    private bool Count(S3EventCollector found, Action read)
    {
        if (_records == options.MaxRecords)
        {
            found.Fail(new S3EventError(S3EventErrorKind.TooManyRecords, $"The document has more than {options.MaxRecords:N0} records; those up to the limit were read. Raise {nameof(S3EventOptions.MaxRecords)} if it is genuine."));
            return false;
        }

        _records++;
        read();
        return true;
    }

    // SQS in a Lambda invocation, SQS as its API answers, SNS.
    private static string? Content(JsonElement element) => element.FindText("body") ?? element.FindText("Body") ?? element.FindText("Message");
}

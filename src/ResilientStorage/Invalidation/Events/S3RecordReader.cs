using System.Text.Json;

namespace ResilientStorage.Invalidation.Events;

/// <summary>Reads single events: classic records, EventBridge events, MinIO's short form.</summary>
internal sealed class S3RecordReader(S3EventOptions options)
{
    // Some of a host's thousands of buckets may be many: the list is asked once a record.
    private readonly HashSet<string> _buckets = new(options.Buckets, StringComparer.Ordinal);

    public void ReadClassic(JsonElement record, S3EventCollector found)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            found.Skip(S3EventSkipReason.WrongType, $"a record is {Kind(record)}, not an object");
            return;
        }

        var source = record.FindText("eventSource");
        if (source is not null && source != "s3" && !source.EndsWith(":s3", StringComparison.Ordinal))
        {
            found.Skip(S3EventSkipReason.ForeignSource, $"eventSource is {Excerpt.Of(source)}");
        }
        else if (!record.TryGetText("eventVersion", out var version) || !IsKnown(version))
        {
            found.Skip(S3EventSkipReason.UnknownVersion, $"eventVersion is {Excerpt.Of(version)}, not 2.x");
        }
        else if (!record.TryGetText("eventName", out var name))
        {
            SkipField(record, "eventName", S3EventSkipReason.UnknownEvent, found);
        }
        else if (Matters(S3EventNames.WithoutPrefix(name), S3EventNames.MeaningOf(S3EventNames.WithoutPrefix(name), options.AclChangesAreRemovals), found) is { } isRemoval)
        {
            if (!record.TryGetObject("s3", out var s3))
            {
                SkipField(record, "s3", S3EventSkipReason.MissingBucket, found);
                return;
            }

            var isCeph = source is not null && source.StartsWith("ceph:", StringComparison.Ordinal);
            var isEncoded = options.KeyEncoding == S3KeyEncoding.BySource ? !isCeph : options.KeyEncoding == S3KeyEncoding.FormUrlEncoded;
            ReadObject(s3, S3EventNames.WithoutPrefix(name), isRemoval, isEncoded, isCeph, record.FindTime("eventTime"), found);
        }
    }

    public void ReadEventBridge(JsonElement document, S3EventCollector found)
    {
        var detailType = document.FindText("detail-type");
        if (document.FindText("source") is not "aws.s3")
        {
            found.Skip(S3EventSkipReason.ForeignSource, $"source is {Excerpt.Of(document.FindText("source"))}");
        }
        else if (document.FindText("version") is not "0")
        {
            found.Skip(S3EventSkipReason.UnknownVersion, $"the event's version is {Excerpt.Of(document.FindText("version"))}, not 0");
        }
        else if (detailType is null)
        {
            SkipField(document, "detail-type", S3EventSkipReason.UnknownEvent, found);
        }
        else if (Matters(detailType, S3EventNames.MeaningOfDetailType(detailType, options.AclChangesAreRemovals), found) is { } isRemoval)
        {
            if (document.TryGetObject("detail", out var detail))
            {
                ReadObject(detail, detailType, isRemoval, isFormUrlEncoded: false, isCeph: false, document.FindTime("time"), found);
            }
            else
            {
                SkipField(document, "detail", S3EventSkipReason.MissingBucket, found);
            }
        }
    }

    /// <summary>MinIO's short form, which has no records: the bucket and the plain key in one text.</summary>
    public void ReadMinIO(string eventName, string bucketAndKey, S3EventCollector found)
    {
        var name = S3EventNames.WithoutPrefix(eventName);
        if (Matters(name, S3EventNames.MeaningOf(name, options.AclChangesAreRemovals), found) is { } isRemoval)
        {
            var slash = bucketAndKey.IndexOf('/', StringComparison.Ordinal);
            var (bucket, key) = slash < 0 ? (bucketAndKey, "") : (bucketAndKey[..slash], bucketAndKey[(slash + 1)..]);
            Add(bucket, key, name, isRemoval, isFormUrlEncoded: false, sequencer: null, at: null, found);
        }
    }

    // "2", "2.1" to "2.6" and what may follow; MinIO says 2.0.
    private static bool IsKnown(string version) => version == "2" || (version.StartsWith("2.", StringComparison.Ordinal) && version.Length > 2 && version.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0);

    private static bool? Matters(string name, S3EventMeaning meaning, S3EventCollector found)
    {
        if (meaning is S3EventMeaning.Change or S3EventMeaning.Removal)
        {
            return meaning == S3EventMeaning.Removal;
        }

        found.Skip(meaning == S3EventMeaning.NoChange ? S3EventSkipReason.NoChange : S3EventSkipReason.UnknownEvent, $"the event is {Excerpt.Of(name)}");
        return null;
    }

    private static void SkipField(JsonElement owner, string field, S3EventSkipReason whenMissing, S3EventCollector found)
    {
        if (owner.TryFind(field, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            found.Skip(S3EventSkipReason.WrongType, $"{field} is {Kind(value)} that cannot be read");
        }
        else
        {
            found.Skip(whenMissing, $"a record has no {field}");
        }
    }

    private static string Kind(JsonElement value) => $"a JSON {value.ValueKind}";

    private void ReadObject(JsonElement owner, string name, bool isRemoval, bool isFormUrlEncoded, bool isCeph, DateTimeOffset? at, S3EventCollector found)
    {
        if (!owner.TryGetObject("bucket", out var bucket))
        {
            SkipField(owner, "bucket", S3EventSkipReason.MissingBucket, found);
        }
        else if (!bucket.TryGetText("name", out var bucketName))
        {
            SkipField(bucket, "name", S3EventSkipReason.MissingBucket, found);
        }
        else if (!owner.TryGetObject("object", out var item))
        {
            SkipField(owner, "object", S3EventSkipReason.MissingKey, found);
        }
        else if (!item.TryGetText("key", out var key))
        {
            SkipField(item, "key", S3EventSkipReason.MissingKey, found);
        }
        else
        {
            var sequencer = item.FindText("sequencer");
            if (isCeph && sequencer is not null)
            {
                (sequencer, at) = (S3Sequencer.FromCeph(sequencer), S3Sequencer.TimeOfCeph(sequencer, at));
            }

            Add(bucketName, key, name, isRemoval, isFormUrlEncoded, sequencer, at, found);
        }
    }

    private void Add(string bucket, string writtenKey, string name, bool isRemoval, bool isFormUrlEncoded, string? sequencer, DateTimeOffset? at, S3EventCollector found)
    {
        if (bucket.Length == 0)
        {
            found.Skip(S3EventSkipReason.MissingBucket, "the bucket's name is empty");
        }
        else if (_buckets.Count > 0 && !_buckets.Contains(bucket))
        {
            found.Skip(S3EventSkipReason.ForeignBucket, $"the bucket is {Excerpt.Of(bucket)}; add it to {nameof(S3EventOptions.Buckets)} if its events should count");
        }
        else if (S3Keys.Decode(writtenKey, isFormUrlEncoded) is not { } key)
        {
            found.Skip(S3EventSkipReason.InvalidKey, $"the object key is over {S3Keys.MaxBytes} bytes, or not UTF-8 once decoded");
        }
        else if (key.Length == 0)
        {
            found.Skip(S3EventSkipReason.MissingKey, "the object key is empty");
        }
        else
        {
            found.Add(new S3ObjectEvent { Bucket = bucket, ObjectKey = key, EventName = name, IsRemoval = isRemoval, OccurredAt = at, Sequencer = sequencer });
        }
    }
}

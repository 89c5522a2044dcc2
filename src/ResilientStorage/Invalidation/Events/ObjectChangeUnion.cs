namespace ResilientStorage.Invalidation.Events;

/// <summary>The change of one object that some messages tell of.</summary>
internal sealed class ObjectChangeUnion(string bucket, string objectKey)
{
    private readonly List<int> _messages = [];
    private bool _isRemoval;
    private DateTimeOffset? _occurredAt;

    /// <summary>The places of those messages, ascending.</summary>
    public IReadOnlyList<int> Messages => _messages;

    public static IReadOnlyCollection<ObjectChangeUnion> Of(IReadOnlyList<S3EventMessage> messages)
    {
        var changes = new OrderedDictionary<(string Bucket, string ObjectKey), ObjectChangeUnion>();
        for (var place = 0; place < messages.Count; place++)
        {
            foreach (var found in messages[place].Events)
            {
                var name = (found.Bucket, found.ObjectKey);
                if (!changes.TryGetValue(name, out var change))
                {
                    changes.Add(name, change = new ObjectChangeUnion(found.Bucket, found.ObjectKey));
                }

                change.Join(place, found);
            }
        }

        return changes.Values;
    }

    public ObjectChange ToChange(string? receipt) => new() { Bucket = bucket, ObjectKey = objectKey, IsRemoval = _isRemoval, OccurredAt = _occurredAt, Receipt = receipt };

    private void Join(int message, S3ObjectEvent found)
    {
        _isRemoval |= found.IsRemoval;
        _occurredAt = _messages.Count == 0 ? found.OccurredAt : InvalidationSubject.LaterOf(_occurredAt, found.OccurredAt);
        if (_messages.Count == 0 || _messages[^1] != message)
        {
            _messages.Add(message);
        }
    }
}

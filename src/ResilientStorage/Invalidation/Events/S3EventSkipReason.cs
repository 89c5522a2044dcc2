namespace ResilientStorage.Invalidation.Events;

/// <summary>Why a record was left out.</summary>
public enum S3EventSkipReason
{
    /// <summary>The service's test message, sent when a notification is set up.</summary>
    TestEvent,

    /// <summary>A known event that changes nothing that viewers see, such as new tags or a restore from an archive.</summary>
    NoChange,

    /// <summary>An event whose name is not known.</summary>
    UnknownEvent,

    /// <summary>A record whose version is not known: not 2.x in a classic notification, not 0 from EventBridge.</summary>
    UnknownVersion,

    /// <summary>A record without a bucket.</summary>
    MissingBucket,

    /// <summary>A record without an object key.</summary>
    MissingKey,

    /// <summary>An object key that no object can have: over 1,024 bytes, or not UTF-8 once decoded.</summary>
    InvalidKey,

    /// <summary>A record of a bucket that is not among <see cref="S3EventOptions.Buckets"/>.</summary>
    ForeignBucket,

    /// <summary>A record that is not an object, or a field of the wrong type.</summary>
    WrongType,

    /// <summary>A message of a service other than S3.</summary>
    ForeignSource,

    /// <summary>An SNS message that asks to confirm or confirms the end of a subscription; a person confirms it.</summary>
    Subscription,
}

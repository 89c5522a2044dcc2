namespace ResilientStorage.Invalidation.Events;

/// <summary>What an event means for those who see the object.</summary>
internal enum S3EventMeaning
{
    Unknown,
    NoChange,
    Change,
    Removal,
}

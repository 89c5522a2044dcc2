namespace ResilientStorage.Resilience;

/// <summary>Who goes first when the operations of a store are limited; smaller goes first.</summary>
internal enum StorePriority
{
    Read,
    Upload,
    Repair,
    Removal,
    Sweep,
}

namespace ResilientStorage.Simulation.Model;

internal enum OpKind
{
    Upload = 0,
    Read = 1,
    Find = 2,
    Delete = 3,
    Restore = 4,
    Purge = 5,
    Maintain = 6,
}

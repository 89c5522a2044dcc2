namespace ResilientStorage.Simulation.Kernel;

internal enum CallTarget
{
    Store = 0,
    Body = 1,
    Ledger = 2,
    Queue = 3,
    CloudFront = 4,
}

namespace ResilientStorage.Simulation.Faults;

/// <summary>A time in which a store (or the ledger or the queue, with an empty name) answers nothing but errors.</summary>
internal sealed record OutageWindow(Kernel.CallTarget Target, string Name, TimeSpan From, TimeSpan To);

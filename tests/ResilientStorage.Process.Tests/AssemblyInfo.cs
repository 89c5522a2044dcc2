// These tests race threads, kill processes and measure memory: each needs the machine for itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

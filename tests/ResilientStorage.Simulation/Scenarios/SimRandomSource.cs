using ResilientStorage.Randomness;
using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Scenarios;

internal sealed class SimRandomSource(SimRandom random) : IRandomSource
{
    public void Fill(Span<byte> bytes) => random.Fill(bytes);
}

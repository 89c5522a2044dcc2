using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Deletes;

[Implementation(typeof(InMemoryDeleteQueue))]
public sealed class InMemoryDeleteQueueStoppingTests : DeleteQueueStoppingConformance
{
    protected override DeleteQueueFixture CreateFixture() => ManualClockFixture.InMemory();
}

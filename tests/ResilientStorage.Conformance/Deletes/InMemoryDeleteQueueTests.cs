using ResilientStorage.Conformance.Meta;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Deletes;

[Implementation(typeof(InMemoryDeleteQueue))]
public sealed class InMemoryDeleteQueueTests : DeleteQueueConformance
{
    protected override DeleteQueueFixture CreateFixture() => ManualClockFixture.InMemory();
}

using ResilientStorage.Conformance.Meta;
using ResilientStorage.Deletes.InProcess;

namespace ResilientStorage.Conformance.Deletes;

[Implementation(typeof(InProcessDeleteQueue))]
public sealed class InProcessDeleteQueueTests : DeleteQueueConformance
{
    protected override DeleteQueueFixture CreateFixture() => ManualClockFixture.InProcess();
}

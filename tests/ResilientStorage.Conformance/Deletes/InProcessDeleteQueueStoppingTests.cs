using ResilientStorage.Conformance.Meta;
using ResilientStorage.Deletes.InProcess;

namespace ResilientStorage.Conformance.Deletes;

[Implementation(typeof(InProcessDeleteQueue))]
public sealed class InProcessDeleteQueueStoppingTests : DeleteQueueStoppingConformance
{
    protected override DeleteQueueFixture CreateFixture() => ManualClockFixture.InProcess();
}

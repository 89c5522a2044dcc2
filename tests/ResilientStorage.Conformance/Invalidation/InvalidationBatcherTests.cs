using ResilientStorage.Conformance.Meta;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Sending;

namespace ResilientStorage.Conformance.Invalidation;

[Implementation(typeof(InvalidationBatcher))]
public sealed class InvalidationBatcherTests : InvalidationBatcherConformance
{
    protected override IInvalidationBatcher Create(IInvalidationListener listener)
    {
        var bed = new SenderBed(isDurable: false);
        bed.Options.CallBurst = 1_000;
        return bed.NewBatcher(listener);
    }
}

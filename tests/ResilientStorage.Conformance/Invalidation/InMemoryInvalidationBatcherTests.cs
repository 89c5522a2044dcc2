using ResilientStorage.Conformance.Meta;
using ResilientStorage.Invalidation;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Invalidation;

[Implementation(typeof(InMemoryInvalidationBatcher))]
public sealed class InMemoryInvalidationBatcherTests : InvalidationBatcherConformance
{
    protected override IInvalidationBatcher Create(IInvalidationListener listener) => new InMemoryInvalidationBatcher(listener);
}

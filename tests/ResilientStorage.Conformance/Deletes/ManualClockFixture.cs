using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Deletes;
using ResilientStorage.Deletes.InProcess;
using ResilientStorage.Testing;

namespace ResilientStorage.Conformance.Deletes;

/// <summary>A queue inside the process on a clock that the test moves.</summary>
internal sealed class ManualClockFixture : DeleteQueueFixture
{
    private const int SmallCapacity = 8;
    private readonly ManualTimeProvider _clock;

    private ManualClockFixture(IDeleteQueue queue, ManualTimeProvider clock)
    {
        Queue = queue;
        _clock = clock;
    }

    public override IDeleteQueue Queue { get; }

    public override int Capacity => SmallCapacity;

    public override TimeSpan GroupTimeout => TimeSpan.FromMinutes(10);

    public override TimeSpan RetryDelay => TimeSpan.FromSeconds(30);

    public static ManualClockFixture InProcess()
    {
        var clock = new ManualTimeProvider();
        var options = new InProcessDeleteQueueOptions { Capacity = SmallCapacity };
        return new ManualClockFixture(new InProcessDeleteQueue(options, clock, NullLogger<InProcessDeleteQueue>.Instance), clock);
    }

    public static ManualClockFixture InMemory()
    {
        var clock = new ManualTimeProvider();
        return new ManualClockFixture(new InMemoryDeleteQueue(clock) { Capacity = SmallCapacity }, clock);
    }

    public override Task AdvanceAsync(TimeSpan delta)
    {
        _clock.Advance(delta);
        return Task.CompletedTask;
    }
}

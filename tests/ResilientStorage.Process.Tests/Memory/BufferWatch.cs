using System.Diagnostics.Tracing;

namespace ResilientStorage.Process.Memory;

/// <summary>
/// Counts the bytes that are rented from the shared array pool at any moment, by the pool's own events. Exact, where the size of the managed heap depends on when the
/// garbage collector ran.
/// </summary>
internal sealed class BufferWatch : EventListener
{
    private const string PoolSource = "System.Buffers.ArrayPoolEventSource";

    private readonly Lock _gate = new();
    private readonly Dictionary<(int Buffer, int Pool), int> _rented = [];
    private long _now;

    public long Peak { get; private set; }

    public long Rentals { get; private set; }

    /// <summary>Bytes still rented.</summary>
    public long Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == PoolSource)
        {
            EnableEvents(eventSource, EventLevel.Verbose);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData is { EventName: "BufferRented" or "BufferReturned", Payload: [int buffer, int size, int pool, ..] })
        {
            lock (_gate)
            {
                Count(eventData.EventName == "BufferRented", (buffer, pool), size);
            }
        }
    }

    private void Count(bool isRented, (int Buffer, int Pool) key, int size)
    {
        if (isRented)
        {
            // Identity hashes may meet; the sum keeps both.
            _rented[key] = _rented.GetValueOrDefault(key) + size;
            _now += size;
            Rentals++;
            Peak = Math.Max(Peak, _now);
        }
        else if (_rented.Remove(key, out var rented))
        {
            // What was rented before the watch began is not counted when it comes back.
            _now -= size;
            if (rented > size)
            {
                _rented[key] = rented - size;
            }
        }
    }
}

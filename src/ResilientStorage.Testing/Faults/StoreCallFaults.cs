using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>The faults of one call, and how they act on it.</summary>
internal sealed class StoreCallFaults(StoreOperation operation, IReadOnlyList<string> keys, IReadOnlyList<StoreFault> faults, bool outage, TimeProvider timeProvider)
{
    public bool Lies => faults.Any(static fault => fault.Kind == StoreFaultKind.Lie);

    /// <summary>After how many entries a listing breaks off.</summary>
    public long? EntryLimit => Positions(StoreFaultKind.CutBody) is [var first, ..] ? first : null;

    public async Task BeforeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (outage)
        {
            throw Error(StorageErrorKind.Unavailable, "The store is switched off.");
        }

        foreach (var fault in faults)
        {
            switch (fault.Kind)
            {
                case StoreFaultKind.Delay:
                    await Task.Delay(fault.Delay, timeProvider, cancellationToken).ConfigureAwait(false);
                    break;
                case StoreFaultKind.Hang:
                    await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, cancellationToken).ConfigureAwait(false);
                    break;
                case StoreFaultKind.Fail:
                    throw Error(fault.Error, "An injected failure: nothing was done.");
                default:
                    break;
            }
        }
    }

    public StorageException? AnswerLost() =>
        faults.FirstOrDefault(static fault => fault.Kind == StoreFaultKind.LoseAnswer) is { } fault
            ? Error(fault.Error, "An injected failure: the answer was lost.")
            : null;

    public StorageException? Refusal(string key) =>
        faults.FirstOrDefault(fault => fault.Kind == StoreFaultKind.RefuseKeys && (fault.Keys is null || fault.Keys(key))) is { } fault
            ? new StorageException(fault.Error, "An injected refusal of this key.") { Operation = operation.ToString(), Key = key }
            : null;

    public ReadOnlySequence<byte> Stored(ReadOnlySequence<byte> content)
    {
        var flips = Positions(StoreFaultKind.FlipStored).Where(position => position < content.Length).ToList();
        if (flips.Count == 0)
        {
            return content;
        }

        var bytes = content.ToArray();
        flips.ForEach(position => bytes[position] ^= 0xFF);
        return new ReadOnlySequence<byte>(bytes);
    }

    public ObjectDownload Read(ObjectDownload download)
    {
        var flips = Positions(StoreFaultKind.FlipRead);
        var end = faults.FirstOrDefault(static fault => fault.Kind is StoreFaultKind.CutBody or StoreFaultKind.EndBody or StoreFaultKind.StallBody);
        return flips.Count == 0 && end is null
            ? download
            : new ObjectDownload(new FaultyReadStream(download.Content, end, flips, timeProvider), download.ContentLength, download.ObjectLength);
    }

    public StorageException Error(StorageErrorKind kind, string message) =>
        new(kind, message) { Operation = operation.ToString(), Key = keys.Count == 0 ? null : keys[0] };

    private List<long> Positions(StoreFaultKind kind) => [.. faults.Where(fault => fault.Kind == kind).Select(static fault => fault.Position)];
}

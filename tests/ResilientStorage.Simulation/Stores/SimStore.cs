using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Stores;

namespace ResilientStorage.Simulation.Stores;

/// <summary>A store that outlives the nodes: the bytes, and which of them the simulation itself has damaged.</summary>
internal sealed class SimStore(string name, StoreRole role, IMultipartObjectStore inner)
{
    public string Name { get; } = name;

    public StoreRole Role { get; } = role;

    public StorePlace Place { get; } = new("simulated", "", name);

    public IMultipartObjectStore Inner { get; } = inner;

    public ICopyingObjectStore Copying { get; } = (ICopyingObjectStore)inner;

    /// <summary>Without the lower limit of S3, so that a few KiB are an upload in parts.</summary>
    public ObjectStoreCapabilities Capabilities { get; } = inner.Capabilities with { MinPartSize = 1 };

    /// <summary>Objects that the simulation has damaged or taken away and that were not written since.</summary>
    public SortedSet<string> Tampered { get; } = new(StringComparer.Ordinal);

    /// <summary>Objects that have rotted at some time: a copy made inside the store carries the rot on.</summary>
    public HashSet<string> Rotted { get; } = new(StringComparer.Ordinal);

    /// <summary>Told of every object that was written or removed.</summary>
    public Action<string>? Changed { get; set; }

    public void Wrote(string objectKey)
    {
        Tampered.Remove(objectKey);
        Changed?.Invoke(objectKey);
    }

    public List<ObjectEntry> List() => Effects.Now(Inner.ListAsync(""));

    public List<MultipartUpload> ListMultipart() => Effects.Now(Inner.ListMultipartAsync(""));

    public byte[]? Read(string objectKey)
    {
        try
        {
            return Effects.Now(ReadAsync());
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.NotFound)
        {
            return null;
        }

        async Task<byte[]> ReadAsync()
        {
            await using var download = await Inner.OpenReadAsync(objectKey, null).ConfigureAwait(false);
            var bytes = new byte[download.ContentLength];
            await download.Content.ReadExactlyAsync(bytes).ConfigureAwait(false);
            return bytes;
        }
    }

    /// <summary>Takes an object away behind the engine's back.</summary>
    public void Lose(string objectKey)
    {
        Effects.Now(Inner.DeleteAsync([new ObjectToDelete(objectKey)]));
        Tampered.Add(objectKey);
    }

    /// <summary>Changes one byte of an object behind the engine's back.</summary>
    public void Rot(string objectKey, int position)
    {
        if (Read(objectKey) is { Length: > 0 } bytes && Effects.Now(Inner.FindAsync(objectKey)) is { } head)
        {
            bytes[position % bytes.Length] ^= 0x40;
            var options = new PutObjectOptions { ContentType = head.ContentType ?? UploadOptions.DefaultContentType, CacheControl = head.CacheControl, Metadata = head.Metadata };
            Rotted.Add(objectKey);
            Effects.Now(Inner.PutAsync(objectKey, new System.Buffers.ReadOnlySequence<byte>(bytes), options));
            Tampered.Add(objectKey);
        }
    }
}

using System.Globalization;

namespace ResilientStorage.Benchmarks.DoubleWrites;

/// <summary>What is written: the same bytes in memory and in a file, for those who take one or the other.</summary>
internal sealed class Payload : IDisposable
{
    private const ulong Seed = 42;

    public Payload(int length)
    {
        Bytes = SeededStream.Bytes(Seed, length);
        Folder = Directory.CreateTempSubdirectory("resilientstorage-benchmark-").FullName;
        Path = System.IO.Path.Join(Folder, FileName);
        File.WriteAllBytes(Path, Bytes);
    }

    public const string FileName = "content.bin";

    public byte[] Bytes { get; }

    public string Folder { get; }

    public string Path { get; }

    public string Size => SizeOf(Bytes.Length);

    public static string SizeOf(int length) => length >= 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{length >> 20} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{length >> 10} KiB");

    public MemoryStream Open() => new(Bytes, writable: false);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

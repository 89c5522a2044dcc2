using System.Globalization;

namespace ResilientStorage.Benchmarks.UploadMemory;

/// <summary>What is measured, from the command line.</summary>
internal sealed record Settings(long Length, int PartSize, int PartsInFlight, string Folder)
{
    private const int DefaultMebibytes = 1_024;
    private const int DefaultPartMebibytes = 8;
    private const int DefaultPartsInFlight = 4;

    public long Bound => (long)PartSize * PartsInFlight;

    public static Settings Parse(string[] arguments) => new(
        (long)Number(arguments, 0, DefaultMebibytes) << 20,
        Number(arguments, 1, DefaultPartMebibytes) << 20,
        Number(arguments, 2, DefaultPartsInFlight),
        arguments.ElementAtOrDefault(3) ?? Path.GetTempPath());

    private static int Number(string[] arguments, int index, int preset) =>
        arguments.ElementAtOrDefault(index) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : preset;
}

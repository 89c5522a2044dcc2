using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Benchmarks.Invalidation;

/// <summary>10,000 changes in bursts within an hour.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Changes">What changed when, in order.</param>
/// <param name="FolderSizes">How many objects lie under each folder, those of folders in it included; they are all taken to be cached.</param>
/// <param name="Objects">How many objects there are.</param>
internal sealed record Workload(WorkloadKind Kind, IReadOnlyList<(TimeSpan At, string Path)> Changes, IReadOnlyDictionary<string, long> FolderSizes, long Objects)
{
    private const int ChangeCount = 10_000;
    private const int AlbumCount = 2_000;
    private const int AlbumsOfAUser = 20;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestBurst = TimeSpan.FromSeconds(8);

    public IEnumerable<string> Keys => Changes.Select(static change => change.Path);

    public string Name => Kind.ToString();

    public static Workload Albums(ulong seed) => Make(WorkloadKind.Albums, seed, albumShare: 1);

    public static Workload Scattered(ulong seed) => Make(WorkloadKind.Scattered, seed, albumShare: 0);

    public static Workload Mixed(ulong seed) => Make(WorkloadKind.Mixed, seed, albumShare: 0.5);

    private static Workload Make(WorkloadKind kind, ulong seed, double albumShare)
    {
        var random = new SimRandom(seed);
        var sizes = Enumerable.Range(0, AlbumCount).Select(_ => random.Next(60, 140)).ToArray();
        var changes = new List<(TimeSpan At, string Path)>();
        while (changes.Count < ChangeCount)
        {
            var start = random.Between(TimeSpan.Zero, Hour - LongestBurst);
            changes.AddRange(random.Chance(albumShare) ? AlbumBurst(random, sizes, start) : ScatteredBurst(random, sizes, start));
        }

        var folders = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var album = 0; album < AlbumCount; album++)
        {
            foreach (var folder in FoldersOf(album))
            {
                folders[folder] = folders.GetValueOrDefault(folder) + sizes[album];
            }
        }

        return new Workload(kind, [.. changes.Take(ChangeCount).OrderBy(static change => change.At).ThenBy(static change => change.Path, StringComparer.Ordinal)], folders, sizes.Sum());
    }

    private static List<(TimeSpan At, string Path)> AlbumBurst(SimRandom random, int[] sizes, TimeSpan start)
    {
        var album = random.Next(AlbumCount);
        var share = random.Chance(0.5) ? 1 : 0.9;
        return Enumerable.Range(0, sizes[album]).Where(_ => random.Chance(share)).Select(photo => (start + random.Between(TimeSpan.Zero, LongestBurst), PathOf(album, photo))).ToList();
    }

    private static List<(TimeSpan At, string Path)> ScatteredBurst(SimRandom random, int[] sizes, TimeSpan start) =>
        Enumerable.Range(0, random.Next(20, 180)).Select(_ =>
        {
            var album = random.Next(AlbumCount);
            return (start + random.Between(TimeSpan.Zero, LongestBurst), PathOf(album, random.Next(sizes[album])));
        }).ToList();

    private static string PathOf(int album, int photo) => $"{FoldersOf(album)[^1]}{photo:D4}.jpg";

    private static string[] FoldersOf(int album)
    {
        var user = $"/users/{album / AlbumsOfAUser:D3}/";
        return ["/", "/users/", user, $"{user}albums/", $"{user}albums/{album % AlbumsOfAUser:D2}/"];
    }
}

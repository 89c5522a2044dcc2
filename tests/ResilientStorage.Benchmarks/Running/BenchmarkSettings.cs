namespace ResilientStorage.Benchmarks.Running;

/// <summary>What to measure, from the command line.</summary>
/// <param name="Tables">The names of the tables; empty for all.</param>
/// <param name="IsQuick">Whether a rough figure will do: fewer rounds, smaller contents.</param>
/// <param name="Documents">The folder of <c>benchmarks.md</c>; null to print only.</param>
internal sealed record BenchmarkSettings(IReadOnlyList<string> Tables, bool IsQuick, string? Documents)
{
    private const int FullRounds = 15;
    private const int QuickRounds = 3;

    /// <summary>How many pairs a target is judged by.</summary>
    public int Rounds => IsQuick ? QuickRounds : FullRounds;

    /// <summary>How many rounds those take part in that no target depends on.</summary>
    public int ExtraRounds => IsQuick ? 1 : 5;

    public static BenchmarkSettings Parse(string[] arguments)
    {
        var tables = new List<string>();
        var isQuick = false;
        var writes = true;
        foreach (var argument in arguments)
        {
            switch (argument)
            {
                case "--quick":
                    isQuick = true;
                    break;
                case "--no-docs":
                    writes = false;
                    break;
                case var name when !name.StartsWith('-'):
                    tables.Add(name);
                    break;
                default:
                    throw new BenchmarkException($"There is no option '{argument}'. Options: --quick, --no-docs.");
            }
        }

        return new BenchmarkSettings(tables, isQuick, writes ? FindDocuments() : null);
    }

    private static string FindDocuments()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Join(folder.FullName, "ResilientStorage.sln")))
            {
                return Path.Join(folder.FullName, "docs");
            }
        }

        throw new BenchmarkException("The results are written to docs/benchmarks.md of the repository, and this program does not run inside one. Run it with 'dotnet run', or with --no-docs.");
    }
}

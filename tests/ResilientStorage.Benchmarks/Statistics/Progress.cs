namespace ResilientStorage.Benchmarks.Statistics;

/// <summary>What goes on, for whoever waits. On the error stream, so that results can be redirected.</summary>
internal static class Progress
{
    public static void Write(string line) => Console.Error.WriteLine(line);
}

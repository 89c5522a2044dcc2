namespace ResilientStorage.Process;

/// <summary>What the child says on its standard output: one flushed line each, before and after every operation, so that its killer knows what was acknowledged and what was under way.</summary>
internal static class Journal
{
    /// <summary>The process runs and has opened nothing yet.</summary>
    public const string Started = "started";

    /// <summary>An operation begins: the word, a resource key, and the content's number (0 for a delete).</summary>
    public const string Begin = "begin";

    /// <summary>The same operation was acknowledged.</summary>
    public const string End = "end";

    /// <summary>Nothing to remember: a moment in the middle of an operation at which the process may be killed.</summary>
    public const string Point = "point";

    /// <summary>The source has stopped in the middle, for ever.</summary>
    public const string Stalled = "stalled";

    public static void Write(string word) => WriteLine(word);

    public static void Write(string word, string key, int seed) => WriteLine($"{word} {key} {seed}");

    // One call, one line: lanes on other threads write too.
    private static void WriteLine(string line)
    {
        lock (typeof(Journal))
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}

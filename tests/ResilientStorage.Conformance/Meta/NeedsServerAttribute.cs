namespace ResilientStorage.Conformance.Meta;

/// <summary>
/// A test class that needs a server, whose address an environment variable holds. Without it each test is reported as skipped with the reason,
/// or runs, and so fails, where <c>RESILIENTSTORAGE_REQUIRE_SERVERS=1</c>.
/// </summary>
/// <param name="variable">The variable, which tests/servers/up.sh prints.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsServerAttribute(string variable) : Attribute
{
    public const string RequireVariable = "RESILIENTSTORAGE_REQUIRE_SERVERS";

    /// <summary>Why test.sh could not start servers on this machine.</summary>
    private const string UnavailableVariable = "RESILIENTSTORAGE_NO_SERVERS";

    public string Variable => variable;

    /// <summary>Why the tests of a class are skipped; null when they run.</summary>
    public static string? SkipReasonFor(string variable) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)) && Environment.GetEnvironmentVariable(RequireVariable) != "1"
            ? $"needs a server: {Environment.GetEnvironmentVariable(UnavailableVariable) ?? $"set {variable} (tests/servers/up.sh starts what is needed and prints it)"}"
            : null;
}

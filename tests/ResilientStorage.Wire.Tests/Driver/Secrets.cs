namespace ResilientStorage.Wire.Driver;

/// <summary>What must not be seen in an error or a log.</summary>
internal static class Secrets
{
    private static readonly string[] All = [DriverCalls.Secret, "Signature=", "AWS4-HMAC-SHA256", "Credential=", "hotel"];

    public static void AssertNone(Exception error) => AssertNone(error.ToString());

    public static void AssertNone(string text) => Assert.All(All, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
}

namespace ResilientStorage.Emulators;

/// <summary>What an <c>Authorization</c> header says.</summary>
internal sealed record SignatureScope(string AccessKey, string Date, string Region, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
{
    private const string Algorithm = "AWS4-HMAC-SHA256 ";

    public string Text => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>Reads the header; null when it is not written so.</summary>
    public static SignatureScope? Read(string header)
    {
        if (!header.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries).Select(static part => part.Split('=', 2)).Where(static part => part.Length == 2).ToDictionary(static part => part[0], static part => part[1]);
        return parts.TryGetValue("Credential", out var credential)
            && credential.Split('/') is [var key, var date, var region, var service, "aws4_request"]
            && parts.TryGetValue("SignedHeaders", out var headers)
            && parts.TryGetValue("Signature", out var signature)
            ? new SignatureScope(key, date, region, service, headers.Split(';'), signature)
            : null;
    }
}

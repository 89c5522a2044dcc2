using System.Buffers;

namespace ResilientStorage.Invalidation.CloudFront;

/// <summary>The service's ids, which become part of an address.</summary>
internal static class CloudFrontIds
{
    private const int LongestShown = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Whether a text is written as the ids of distributions and invalidations are.</summary>
    public static bool IsId(string id) => id.Length > 0 && !id.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>The id, when it is one.</summary>
    /// <exception cref="CloudFrontException">It is none: nothing was sent.</exception>
    public static string Check(string id, string what)
    {
        ArgumentNullException.ThrowIfNull(id);
        return IsId(id)
            ? id
            : throw new CloudFrontException(CloudFrontErrorKind.InvalidRequest, $"'{(id.Length <= LongestShown ? id : id[..LongestShown] + "...")}' is no id of {what}, which has capital letters and digits alone, such as EDFDVBD6EXAMPLE: check where it comes from. Nothing was sent.");
    }
}

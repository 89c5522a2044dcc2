using System.Globalization;

namespace ResilientStorage.ObjectKeys;

/// <summary>
/// <c>&lt;ledgerId8&gt;/&lt;hh&gt;/&lt;versionId&gt;</c>: no names at the provider, spread over 256 prefixes.
/// The ledger's id keeps a process with the wrong database from taking the objects for its own.
/// </summary>
internal sealed class OpaqueLayout(Guid ledgerId) : IObjectKeyLayout
{
    private readonly string _ledger = ledgerId.ToString("N")[..8];

    public string NameOf(string resourceKey, VersionId versionId)
    {
        // The last byte of a UUIDv7 is random: it spreads as well as a hash.
        var spread = versionId.Value.ToByteArray(bigEndian: true)[15];
        return string.Create(CultureInfo.InvariantCulture, $"{_ledger}/{spread:x2}/{versionId}");
    }

    public bool CouldHaveMade(string objectKey)
    {
        var parts = objectKey.Split('/');
        return parts.Length == 3 && parts[0].Length == 8 && parts[1].Length == 2 && VersionId.TryParse(parts[2], provider: null, out _);
    }
}

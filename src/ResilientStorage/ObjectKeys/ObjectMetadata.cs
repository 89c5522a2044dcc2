using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ResilientStorage.Stores;

namespace ResilientStorage.ObjectKeys;

/// <summary>
/// The entries stored with every object: those of the library, from which a ledger can be rebuilt, and the caller's own.
/// S3 takes 2,048 bytes of names and values in ASCII (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html).
/// </summary>
internal static class ObjectMetadata
{
    public const int MaxBytes = 2_048;
    public const string OwnPrefix = "rs-";
    public const string Version = "rs-version";
    public const string Instance = "rs-instance";
    public const string Key = "rs-key";
    public const string Length = "rs-length";
    public const string Sha256 = "rs-sha256";
    public const string Alias = "rs-alias";

    /// <summary>What the caller's entries may take beside the library's own, as large as these can become for this key and instance.</summary>
    public static int BytesLeft(string resourceKey, string instance)
    {
        var own = SizeOf(Version, VersionId.TextLength)
            + SizeOf(Instance, instance.Length)
            + SizeOf(Key, Base64Url.GetEncodedLength(Encoding.UTF8.GetByteCount(resourceKey)))
            + SizeOf(Length, 19)
            + SizeOf(Sha256, 64)
            + SizeOf(Alias, 1);
        return MaxBytes - own;
    }

    /// <summary>Checks the caller's entries.</summary>
    /// <returns>The rule that they break; null when they keep all.</returns>
    public static string? FindProblem(IReadOnlyDictionary<string, string> metadata, int bytesLeft)
    {
        var bytes = 0;
        foreach (var (name, value) in metadata)
        {
            if (name.Length == 0 || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            {
                return $"The metadata name '{name}' is not possible: use lower-case letters, digits and hyphens.";
            }

            if (name.StartsWith(OwnPrefix, StringComparison.Ordinal))
            {
                return $"The metadata name '{name}' begins with '{OwnPrefix}', which is kept for the library's own entries.";
            }

            if (value is null || value.Any(char.IsControl))
            {
                return $"The metadata value of '{name}' is null or has a control character.";
            }

            if (HasLoneSurrogate(value))
            {
                return $"The metadata value of '{name}' has a lone surrogate, which no UTF-8 text can hold.";
            }

            bytes += SizeOf(name, Encode(value).Length);
        }

        return bytes <= bytesLeft ? null : $"The metadata takes {bytes} bytes as encoded; {bytesLeft} are left of {MaxBytes} beside the library's own entries.";
    }

    public static PutObjectOptions ForReplica(Resource resource, string instance, bool isSinglePut)
    {
        var entries = new Dictionary<string, string>(resource.Metadata.Count + 6, StringComparer.Ordinal)
        {
            [Version] = resource.VersionId.ToString(),
            [Instance] = instance,
            [Key] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(resource.Key)),
        };

        // Length and hash are known before the first byte is sent only when everything is in memory.
        if (isSinglePut)
        {
            entries[Length] = resource.Length.ToString(CultureInfo.InvariantCulture);
            entries[Sha256] = resource.Sha256;
        }

        foreach (var (name, value) in resource.Metadata)
        {
            entries[name] = Encode(value);
        }

        return new PutObjectOptions
        {
            ContentType = resource.ContentType,
            CacheControl = resource.CachePolicy?.CacheControl,
            Access = resource.Access,
            Metadata = entries,
        };
    }

    public static PutObjectOptions ForAlias(Resource resource, string instance)
    {
        var options = ForReplica(resource, instance, isSinglePut: true);
        var entries = new Dictionary<string, string>(options.Metadata, StringComparer.Ordinal) { [Alias] = "1" };
        return options with { Metadata = entries };
    }

    /// <summary>Headers carry printable ASCII only, and lose spaces at the ends: anything else is percent-encoded UTF-8.</summary>
    public static string Encode(string value)
    {
        var plain = value.All(static c => c is >= ' ' and <= '~' and not '%') && value.Trim(' ').Length == value.Length;
        return plain ? value : Uri.EscapeDataString(value);
    }

    public static string Decode(string value) => value.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(value) : value;

    private static bool HasLoneSurrogate(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsSurrogatePair(value, i))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static int SizeOf(string name, int valueLength) => name.Length + valueLength;
}

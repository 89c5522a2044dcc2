using ResilientStorage.ObjectKeys;

namespace ResilientStorage.Uploads;

/// <summary>What is refused at the door, before anything is read or sent.</summary>
internal static class UploadRules
{
    private const int Sha256HexLength = 64;
    private const int MaxHeaderLength = 200;
    private const int MaxIdempotencyKeyLength = 200;

    /// <returns>The options, with metadata that the caller can no longer change.</returns>
    public static UploadOptions Check(string key, Stream content, UploadOptions options, string instance)
    {
        ResourceKey.ThrowIfInvalid(key, nameof(key));
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(content));
        }

        if (ReservedKeys.IsReserved(key))
        {
            throw new ArgumentException($"Keys below '{ReservedKeys.Prefix}' belong to the library.", nameof(key));
        }

        Refuse(options.ContentLength < 0, $"ContentLength is {options.ContentLength}; it cannot be negative.");
        Refuse(!IsHeaderValue(options.ContentType), $"ContentType has to be 1 to {MaxHeaderLength} characters of printable ASCII, such as 'image/webp'.");
        Refuse(options.CachePolicy is { } policy && !IsHeaderValue(policy.CacheControl), $"The cache policy has to be 1 to {MaxHeaderLength} characters of printable ASCII, such as 'public, max-age=3600'.");
        Refuse(options.Sha256 is { } hash && (hash.Length != Sha256HexLength || !hash.All(char.IsAsciiHexDigit)), $"Sha256 has to be {Sha256HexLength} hexadecimal digits.");
        Refuse(options.IdempotencyKey is { Length: 0 or > MaxIdempotencyKeyLength }, $"IdempotencyKey has to be 1 to {MaxIdempotencyKeyLength} characters.");
        Refuse(options.IfVersion is not null && options.IfExists != IfExists.Replace, "IfVersion names a version to replace: set IfExists = Replace with it.");
        Refuse(!Enum.IsDefined(options.IfExists) || !Enum.IsDefined(options.Access), "IfExists or Access has a value that is not defined.");
        Refuse(options.Metadata is null, "Metadata is null: leave it out for none.");
        options = options with { Metadata = new Dictionary<string, string>(options.Metadata!, StringComparer.Ordinal) };
        if (ObjectMetadata.FindProblem(options.Metadata, ObjectMetadata.BytesLeft(key, instance)) is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        return options;
    }

    /// <summary>An alias may not lie where the library or its layout puts objects: both would write the same key.</summary>
    public static void CheckAlias(PublishAt? publishAt, IObjectKeyLayout layout)
    {
        if (publishAt?.ObjectKey is not { } alias)
        {
            return;
        }

        Refuse(ReservedKeys.IsReserved(alias), $"PublishAt '{alias}' lies below '{ReservedKeys.Prefix}', which belongs to the library.");
        Refuse(layout.CouldHaveMade(alias), $"PublishAt '{alias}' looks like the name of a replica: choose a key without a version id.");
    }

    private static void Refuse(bool isWrong, string rule)
    {
        if (isWrong)
        {
#pragma warning disable CA2208 // The parameter is the public method's: options.
            throw new ArgumentException(rule, "options");
#pragma warning restore CA2208
        }
    }

    private static bool IsHeaderValue(string value) =>
        value is { Length: > 0 and <= MaxHeaderLength } && value.All(static c => c is >= ' ' and <= '~') && value.Trim(' ').Length == value.Length;
}

namespace ResilientStorage;

/// <summary>How to read.</summary>
public sealed record ReadOptions
{
    /// <summary>Only this part of the content. A range that begins or ends outside it is an <see cref="ArgumentOutOfRangeException"/>.</summary>
    /// <value>Null by default: all.</value>
    public ByteRange? Range { get; init; }

    /// <summary>A named version: the live one, or a superseded one while the resource is live and its bytes last.</summary>
    /// <value>Null by default: the live version.</value>
    public VersionId? VersionId { get; init; }

    /// <summary>When a store that was found to lack the object is repaired.</summary>
    /// <value>Null by default: the instance's setting, which is <see cref="ReadRepair.Background"/> unless changed.</value>
    public ReadRepair? ReadRepair { get; init; }

    /// <summary>Also check SHA-256 of the whole content; a mismatch fails the last read. Blocks are always checked. Not possible together with <see cref="Range"/>.</summary>
    /// <value>False by default.</value>
    public bool VerifyHash { get; init; }
}

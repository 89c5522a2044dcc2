namespace ResilientStorage.Relational.Uploads;

/// <summary>What an upload asked for, looked at once more under the lock of the commit.</summary>
internal static class UploadConditions
{
    public static ResourceAlreadyExistsException OtherIsLive(string key, VersionId expected, VersionId live) =>
        new(key, $"The live version of '{key}' is {live}, not {expected}: read it again before replacing it.") { LiveVersion = live };

    public static ResourceAlreadyExistsException? FindBroken(string key, IfExists ifExists, VersionId? ifVersion, VersionId? live)
    {
        if (ifVersion is { } expected && live != expected)
        {
            return live is { } other
                ? OtherIsLive(key, expected, other)
                : new ResourceAlreadyExistsException(key, $"The version {expected} of '{key}' that this upload was to replace is no longer live: nothing is.");
        }

        return ifExists == IfExists.Fail && live is not null ? new ResourceAlreadyExistsException(key) { LiveVersion = live } : null;
    }
}

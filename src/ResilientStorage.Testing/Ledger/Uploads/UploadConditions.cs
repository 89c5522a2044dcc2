using ResilientStorage.Ledger;

namespace ResilientStorage.Testing;

/// <summary>What an intent asks of the key that it writes.</summary>
internal static class UploadConditions
{
    /// <summary>At the intent: nothing was sent yet, and another upload under way counts.</summary>
    public static void ThrowIfRefused(LedgerTransaction transaction, NewVersion intent, ResourceRow? resource)
    {
        var live = resource?.Live;
        if (intent.IfVersion is { } expected)
        {
            if (live is null)
            {
                throw new ResourceNotFoundException(intent.Key);
            }

            ThrowIfOther(intent.Key, expected, live);
        }

        ThrowIfLive(intent, live);
        if (intent.IfExists == IfExists.Fail
            && resource?.Versions.Values.Any(version => version.State == VersionState.Pending && version.HasLease(transaction.Now)) == true)
        {
            throw new ResourceAlreadyExistsException(intent.Key, $"Another upload of '{intent.Key}' is under way. Ask again when it has ended, or upload with IfExists = Replace.");
        }
    }

    /// <summary>At the commit: bytes were sent, and what counts is the live version alone.</summary>
    public static void ThrowIfNoLongerMet(NewVersion intent, VersionRow? live)
    {
        if (intent.IfVersion is { } expected)
        {
            ThrowIfOther(intent.Key, expected, live);
        }

        ThrowIfLive(intent, live);
    }

    private static void ThrowIfOther(string key, VersionId expected, VersionRow? live)
    {
        if (live?.Id != expected)
        {
            throw new ResourceAlreadyExistsException(key, $"The live version of '{key}' is {live?.Id.ToString() ?? "none"}, not {expected} as the upload asked for.") { LiveVersion = live?.Id };
        }
    }

    private static void ThrowIfLive(NewVersion intent, VersionRow? live)
    {
        if (live is not null && intent.IfExists == IfExists.Fail)
        {
            throw new ResourceAlreadyExistsException(intent.Key) { LiveVersion = live.Id };
        }
    }
}

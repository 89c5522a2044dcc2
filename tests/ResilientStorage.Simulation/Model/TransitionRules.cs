using ResilientStorage.Ledger;

namespace ResilientStorage.Simulation.Model;

/// <summary>Which transaction may change what is live, and how.</summary>
internal static class TransitionRules
{
    public static (string Invariant, string Message)? FindProblem(SimModel model, string key, VersionId? before, VersionId? after, string operation, object? argument) => argument switch
    {
        UploadCommit commit => ByCommit(model, key, before, after, commit),
        ResourceDeletion deletion when after is not null => ("I9", $"A delete of '{string.Join(' ', deletion.Keys)}' made {after} of '{key}' live."),
        ResourceDeletion { IfVersion: { } expected } when expected != before => ("I9", $"A delete of '{key}' with IfVersion {expected} ended {before}."),
        ResourceDeletion => null,
        ResourcePurge when after is not null => ("I9", $"A purge of '{key}' made {after} live."),
        ResourcePurge => null,
        ResourceRestore restore => ByRestore(model, key, before, after, restore),
        _ => ("I9", $"{operation} changed what is live at '{key}' from {Text(before)} to {Text(after)}."),
    };

    private static (string, string)? ByCommit(SimModel model, string key, VersionId? before, VersionId? after, UploadCommit commit)
    {
        if (after != commit.VersionId)
        {
            return ("I9", $"The commit of {commit.VersionId} made {Text(after)} live at '{key}'.");
        }

        var op = model.Uploads[commit.VersionId];
        if (op.Outcome == OpOutcome.Failed)
        {
            return ("I4", $"{op} was told that it failed, and its version {commit.VersionId} is live now.");
        }

        if (op.Upload!.IfExists == IfExists.Fail && before is not null)
        {
            return ("IfExists", $"{op} with IfExists = Fail replaced the live version {before}.");
        }

        return op.Upload.IfVersion is { } expected && expected != before
            ? ("IfVersion", $"{op} with IfVersion = {expected} replaced {Text(before)}.")
            : null;
    }

    private static (string, string)? ByRestore(SimModel model, string key, VersionId? before, VersionId? after, ResourceRestore restore)
    {
        if (before is not null || after is null)
        {
            return ("I9", $"A restore of '{key}' turned {Text(before)} into {Text(after)}.");
        }

        if (restore.VersionId is { } named && named != after)
        {
            return ("I9", $"A restore of {named} of '{key}' made {after} live.");
        }

        return model.Timeline(key).Moments.Any(m => m.Live == after)
            ? null
            : ("I9", $"A restore of '{key}' made {after} live, which had never been.");
    }

    private static string Text(VersionId? version) => version?.ToString() ?? "nothing";
}

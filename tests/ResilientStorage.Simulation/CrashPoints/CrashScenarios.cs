using ResilientStorage.Simulation.Scenarios;

namespace ResilientStorage.Simulation.CrashPoints;

/// <summary>The operations of the protocol, each with the work that it leaves behind.</summary>
internal static class CrashScenarios
{
    private const int Small = 3000;
    private const int InParts = SimProfile.PartSize * (SimProfile.PartsInFlight + 1);
    private static readonly TimeSpan LongerThanALease = TimeSpan.FromSeconds(70);
    private static readonly TimeSpan LongerThanARetry = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongerThanASlot = TimeSpan.FromMinutes(16);
    private static readonly UploadOptions Replace = new() { IfExists = IfExists.Replace };

    public static IReadOnlyList<CrashScenario> All { get; } =
    [
        new("upload", static _ => Task.CompletedTask, static s => s.UploadAsync(Small)),
        new("upload in parts", static _ => Task.CompletedTask, static s => s.UploadAsync(InParts)),
        new("staged upload", static _ => Task.CompletedTask, static s => s.UploadAsync(Small, stagedFor: LongerThanALease)),
        new("staged upload given up", static _ => Task.CompletedTask, static async s =>
        {
            await s.AbandonAsync(InParts, LongerThanALease).ConfigureAwait(false);
            await s.WorkAsync().ConfigureAwait(false);
        }),
        new("replace", static s => s.UploadAsync(Small), static async s =>
        {
            await s.UploadAsync(Small, Replace).ConfigureAwait(false);
            await s.WaitAsync(SimProfile.SupersededRetention + TimeSpan.FromSeconds(1)).ConfigureAwait(false);
            await s.WorkAsync().ConfigureAwait(false);
        }),
        new("delete", static s => s.UploadAsync(Small), static async s =>
        {
            await s.Client.DeleteAsync(CrashStage.Key).ConfigureAwait(false);
            await s.WaitAsync(SimProfile.DeletedRetention + TimeSpan.FromSeconds(1)).ConfigureAwait(false);
            await s.WorkAsync().ConfigureAwait(false);
        }),
        new("restore", DeletedAsync, static async s =>
        {
            await s.Client.RestoreAsync(CrashStage.Key).ConfigureAwait(false);
            await s.Client.ReadAsync(CrashStage.Key).ConfigureAwait(false);
        }),
        new("purge", static s => s.UploadAsync(Small), static async s =>
        {
            await s.Client.PurgeAsync(CrashStage.Key).ConfigureAwait(false);
            await s.WorkAsync().ConfigureAwait(false);
        }),
        new("read repair", static async s =>
        {
            await s.UploadAsync(InParts).ConfigureAwait(false);
            s.LoseMain();
        }, static s => s.Client.ReadAsync(CrashStage.Key, new ReadOptions { ReadRepair = ReadRepair.BeforeResponse })),
        new("alias", static s => PublishAsync(s, "site/a"), static async s =>
        {
            await PublishAsync(s, "site/b").ConfigureAwait(false);
            await s.UploadAsync(Small, Replace with { PublishAt = PublishAt.None }).ConfigureAwait(false);
            await s.WorkAsync().ConfigureAwait(false);
        }),
        new("told to the CDN", PublishedAndToldAsync, ChangeAndDeleteAsync, HasCdn: true),
        new("halved for the CDN", PublishedAndToldAsync, static async s =>
        {
            s.RefusePath("/site/bad");
            await PublishAsync(s, "site/bad").ConfigureAwait(false);
            await s.FlushAsync().ConfigureAwait(false);
            s.Demand(s.Cluster.Model.Cdn is { Invalidations: 2, Reports: 1 }, "that one half is told and the other reported");
        }, HasCdn: true),
        new("reported instead of told", PublishedAndToldAsync, static async s =>
        {
            s.LoseCloudFront();
            await PublishAsync(s, "site/b").ConfigureAwait(false);
            for (var attempt = 0; attempt <= SimProfile.InvalidationRetries; attempt++)
            {
                await s.FlushAsync().ConfigureAwait(false);
                await s.WaitAsync(LongerThanARetry).ConfigureAwait(false);
            }

            s.Demand(s.Cluster.Model.Cdn is { Invalidations: 1, Reports: 1 }, "a report");
        }, HasCdn: true),
    ];

    // The alias changes and goes, then the object goes; each is told, and the last is followed to its end.
    private static async Task ChangeAndDeleteAsync(CrashStage stage)
    {
        await PublishAsync(stage, "site/a").ConfigureAwait(false);
        await stage.FlushAsync().ConfigureAwait(false);
        await stage.Client.DeleteAsync(CrashStage.Key).ConfigureAwait(false);
        await stage.WorkAsync().ConfigureAwait(false);
        await stage.FlushAsync().ConfigureAwait(false);
        await stage.WaitAsync(SimProfile.DeletedRetention + TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        await stage.WorkAsync().ConfigureAwait(false);
        await stage.FlushAsync().ConfigureAwait(false);
        await stage.WaitAsync(LongerThanASlot).ConfigureAwait(false);
        await stage.FlushAsync().ConfigureAwait(false);
    }

    private static async Task PublishedAndToldAsync(CrashStage stage)
    {
        await PublishAsync(stage, "site/a").ConfigureAwait(false);
        await stage.FlushAsync().ConfigureAwait(false);
    }

    private static async Task DeletedAsync(CrashStage stage)
    {
        await stage.UploadAsync(Small).ConfigureAwait(false);
        await stage.Client.DeleteAsync(CrashStage.Key).ConfigureAwait(false);
    }

    private static async Task PublishAsync(CrashStage stage, string alias)
    {
        await stage.UploadAsync(Small, Replace with { PublishAt = PublishAt.Key(alias) }).ConfigureAwait(false);
        await stage.WorkAsync().ConfigureAwait(false);
    }
}

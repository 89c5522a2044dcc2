using Microsoft.Extensions.Logging.Abstractions;
using ResilientStorage.Alerts;
using ResilientStorage.Emulators;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Invalidation.CloudFront.Catalog;
using ResilientStorage.Invalidation.Planning;
using ResilientStorage.Randomness;
using ResilientStorage.Stores;
using ResilientStorage.Testing;
using ResilientStorage.Tests.Invalidation.CloudFront.Api;

namespace ResilientStorage.Invalidation.Sending;

/// <summary>The real planning, sending and client between a ledger's journal and an emulated CloudFront, with the clock in hand.</summary>
internal sealed class EmulatedSendingBed(CloudFrontTestAccount account)
{
    private readonly InMemoryLedgerDatabase _database = new(account.Time);

    public InvalidationOptions Options { get; } = new();

    /// <summary>The journal of another process.</summary>
    public IInvalidationJournal OpenJournal(LedgerFaultPlan? faults = null)
    {
        var ledger = new FaultInjectingResourceLedger((InMemoryResourceLedger)SenderBed.OpenLedger(_database), faults);
        return ledger;
    }

    /// <summary>The sender of another process.</summary>
    public InvalidationSender NewSender(IInvalidationJournal journal)
    {
        var forms = new PathForms(new InvalidationPathOptions());
        var alerts = new AlertDispatcher([], new AlertsOptions(), account.Time, "default", NullLogger.Instance);
        var planning = new InvalidationPlanning(
            new DistributionCatalog(account.Client, new CloudFrontCatalogOptions(), forms, account.Time, NullLogger.Instance),
            forms,
            new InvalidationPlanner(new InvalidationPlannerOptions { Mode = InvalidationMode.Exact }),
            new InvalidationCosts(journal, new InvalidationCostOptions(), account.Time, alerts),
            Options,
            alerts,
            NullLogger.Instance)
        {
            Tags = new ExceptionTags(new Dictionary<string, IBucketTagStore>(), new CloudFrontCatalogOptions(), account.Time, NullLogger.Instance),
            History = new AcceptedHistory(journal, Options, account.Time),
        };
        return new InvalidationSender(journal, account.Client, planning, new SenderBed(), Options, account.Time, new IdFactory(account.Time, new CryptographicRandomSource()), NullLogger.Instance);
    }

    /// <summary>Lets a sender work through all that waits, however long it takes by the clock.</summary>
    public async Task DrainAsync(InvalidationSender sender)
    {
        while ((await sender.RunAsync(isUrgent: true, CancellationToken.None)).Next is { } next)
        {
            account.Time.Advance(next);
        }
    }

    /// <summary>The most paths and wildcards that were in progress at once.</summary>
    public static (int Paths, int Wildcards) MostInProgress(IReadOnlyList<EmulatedInvalidation> invalidations)
    {
        var (paths, wildcards) = (0, 0);
        foreach (var moment in invalidations)
        {
            var inProgress = invalidations.TakeWhile(other => other != moment).Append(moment).Where(other => other.CompletesAt > moment.CreatedAt).SelectMany(static other => other.Paths).ToList();
            var some = inProgress.Count(static path => path.EndsWith('*'));
            (paths, wildcards) = (Math.Max(paths, inProgress.Count - some), Math.Max(wildcards, some));
        }

        return (paths, wildcards);
    }
}

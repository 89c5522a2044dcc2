using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using ResilientStorage.Alerts;
using ResilientStorage.Invalidation.Sending;
using ResilientStorage.Randomness;
using ResilientStorage.Stores;

namespace ResilientStorage.Invalidation.Reports;

/// <summary>Writes what could not be sent to a store, as a text that a person can paste into the console and as JSON that can be sent again, and raises an alert.</summary>
internal sealed class InvalidationReports : IInvalidationReports
{
    private const int Retries = 3;

    // The sender waits for it: longer than a healthy store needs for a few hundred KiB, much shorter than the sender's lease.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IObjectStore? _store;
    private readonly StorePlace? _place;
    private readonly string _prefix;
    private readonly AlertDispatcher _alerts;
    private readonly IdFactory _ids;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _retries;

    public InvalidationReports(IObjectStore? store, StorePlace? place, string prefix, AlertDispatcher alerts, IdFactory ids, TimeProvider time, ILogger logger)
    {
        _store = store;
        _place = place;
        _prefix = prefix;
        _alerts = alerts;
        _ids = ids;
        _time = time;
        _logger = logger;
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = Retries, Delay = TimeSpan.FromSeconds(0.5), ShouldHandle = new PredicateBuilder().Handle<StorageException>(static error => error.IsTransient) })
            .Build();
    }

    /// <summary>Whether what is not written stays in a journal that outlives the process.</summary>
    public bool HasDurableJournal { get; init; } = true;

    private string Kept => HasDurableJournal ? "the paths are in the journal." : "they are tried again every minute, until they are taken or the process ends.";

    public async Task<string?> WriteAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken)
    {
        var name = await TryWriteAsync(batches, cancellationToken).ConfigureAwait(false);
        var (distribution, paths) = (batches[0].DistributionId, batches.Sum(static batch => batch.Paths.Count));
        var report = name is null ? null : new AlertReport(_place!.Bucket, [$"{_place.Prefix}{name}.txt", $"{_place.Prefix}{name}.json"]);
        var where = (_store, report) switch
        {
            (null, _) => $"No store for reports is configured (ReportsTo): {Kept}",
            (_, null) => $"The report could not be written, see the log: {Kept}",
            (_, { } written) => $"The paths are in '{written.Keys[0]}' of {written.Bucket}, in sets that can be pasted into the console, and in '{written.Keys[1]}', from which they can be sent again.",
        };
        if (report is not null)
        {
            _logger.Reported(distribution, paths, report.Keys[0], report.Keys[1], report.Bucket);
        }

        // The reason last: it is CloudFront's own words, which may be long, and a sink cuts what is too long.
        _alerts.Raise(
            AlertKind.InvalidationFailed,
            string.Create(CultureInfo.InvariantCulture, $"CloudFront distribution {distribution} did not take {paths} paths in {batches.Max(static batch => batch.Attempts)} tries. {where} Mend the cause, and send them again: what was taken already costs nothing. The last reason: {batches.Select(static batch => batch.Reason).FirstOrDefault(static reason => reason is not null)}"),
            report: report);
        return name is null ? null : $"{name}.txt";
    }

    /// <returns>The key without its ending; null when nothing was written.</returns>
    private async Task<string?> TryWriteAsync(IReadOnlyList<InvalidationBatch> batches, CancellationToken cancellationToken)
    {
        if (_store is null)
        {
            return null;
        }

        // The time first, so that a listing shows them in order; then what makes two of one second differ.
        var name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{_time.GetUtcNow():yyyyMMddTHHmmss}{_ids.NewId().ToString("n")[^8..]}_{batches[0].DistributionId}");
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await PutAsync($"{name}.json", InvalidationReportDocument.Of(batches).ToJson(), "application/json", either.Token).ConfigureAwait(false);
            await PutAsync($"{name}.txt", Encoding.UTF8.GetBytes(TextOf(batches)), "text/plain; charset=utf-8", either.Token).ConfigureAwait(false);
            return name;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: no other distribution may wait for the store of reports.
            _logger.ReportFailed(e);
            return null;
        }
    }

    private ValueTask<StoredObject> PutAsync(string key, byte[] content, string contentType, CancellationToken cancellationToken) => _retries.ExecuteAsync(
        static async (put, token) => await put.Store.PutAsync(put.Key, new ReadOnlySequence<byte>(put.Content), new PutObjectOptions { ContentType = put.ContentType }, token).WaitAsync(token).ConfigureAwait(false),
        (Store: _store!, Key: key, Content: content, ContentType: contentType),
        cancellationToken);

    private static string TextOf(IReadOnlyList<InvalidationBatch> batches)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"CloudFront Id [{batches[0].DistributionId}]\n");
        for (var i = 0; i < batches.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n(Set {i + 1} Start)\n");
            foreach (var path in batches[i].Paths)
            {
                text.Append(path).Append('\n');
            }

            text.Append(CultureInfo.InvariantCulture, $"(Set {i + 1} End)\n");
        }

        return text.ToString();
    }
}

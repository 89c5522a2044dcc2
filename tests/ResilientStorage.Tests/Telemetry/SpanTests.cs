using System.Diagnostics;
using ResilientStorage.Deletes;
using ResilientStorage.Resilience;
using ResilientStorage.Testing;
using ResilientStorage.Uploads;
using Attributes = ResilientStorage.ResilientStorageTelemetry.Attributes;
using Spans = ResilientStorage.ResilientStorageTelemetry.Spans;

namespace ResilientStorage.Telemetry;

/// <summary>What a trace shows.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class SpanTests
{
    [Fact]
    public async Task Upload_Traced_OneSpanWithAClientSpanPerRequest()
    {
        await using var bed = new Observed();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Begin();
        var begin = bed.Test.Clock.GetUtcNow().UtcDateTime;
        bed.Test.BackupFaults.On(StoreOperation.Put).Delay(TimeSpan.FromSeconds(2));

        var upload = bed.Storage.UploadAsync("b.bin", new byte[] { 1 });
        bed.Test.Clock.Finish(upload);
        await upload;

        var span = bed.Spans.Only(Spans.Upload);
        Assert.Equal((ActivityKind.Internal, ActivityStatusCode.Unset, begin, TimeSpan.FromSeconds(2)), (span.Kind, span.Status, span.StartTimeUtc, span.Duration));
        var requests = bed.Spans.Of(Spans.StoreRequest);
        Assert.Equal(["main", "backup"], requests.Select(static request => request.GetTagItem(Attributes.Store)));
        Assert.All(requests, request =>
        {
            Assert.Equal((ActivityKind.Client, span.SpanId, span.TraceId), (request.Kind, request.ParentSpanId, request.TraceId));
            Assert.Equal(("PutObject", "upload"), (request.GetTagItem(Attributes.Operation), request.GetTagItem(Attributes.Work)));
            Assert.Equal(begin, request.StartTimeUtc);
        });
        Assert.Equal(TimeSpan.FromSeconds(2), requests[1].Duration);
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task Stage_InsideTheCallersSpan_StageAndCommitAreChildrenOfIt()
    {
        await using var bed = new Observed();
        using var caller = new Activity("request").Start();
        using var content = new MemoryStream([1]);
        await using var staged = await bed.Storage.StageAsync("a.bin", content);
        await staged.CommitAsync();

        Assert.Equal((caller.SpanId, caller.SpanId), (bed.Spans.Only(Spans.Stage).ParentSpanId, bed.Spans.Only(Spans.Commit).ParentSpanId));
        Assert.Empty(bed.Spans.Of(Spans.Upload));
    }

    [Theory]
    [InlineData(Spans.Upload)]
    [InlineData(Spans.Read)]
    [InlineData(Spans.Find)]
    [InlineData(Spans.Delete)]
    [InlineData(Spans.Restore)]
    [InlineData(Spans.Purge)]
    public async Task Operation_InsideTheCallersSpan_OneChildOfIt(string name)
    {
        await using var bed = new Observed();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        if (name == Spans.Restore)
        {
            await bed.Storage.DeleteAsync("a.bin");
        }

        bed.Begin();
        using var caller = new Activity("request").Start();
        await (name switch
        {
            Spans.Upload => bed.Storage.UploadAsync("b.bin", new byte[] { 1 }),
            Spans.Read => bed.Storage.ReadAllBytesAsync("a.bin"),
            Spans.Find => bed.Storage.FindAsync("a.bin"),
            Spans.Delete => bed.Storage.DeleteAsync("a.bin"),
            Spans.Restore => bed.Storage.RestoreAsync("a.bin"),
            _ => bed.Storage.PurgeAsync("a.bin"),
        });

        Assert.Equal(caller.SpanId, bed.Spans.Only(name).ParentSpanId);
        Assert.Same(caller, Activity.Current);
    }

    [Fact]
    public async Task Failure_Traced_StatusAndErrorTypeWithoutAnyText()
    {
        await using var bed = new Observed();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Begin();
        bed.Test.MainFaults.On(StoreOperation.OpenRead).Fail(StorageErrorKind.AccessDenied);
        bed.Test.BackupFaults.On(StoreOperation.OpenRead).Fail(StorageErrorKind.AccessDenied);

        await Assert.ThrowsAsync<ResourceUnavailableException>(() => bed.Storage.OpenReadAsync("a.bin"));

        Assert.Equal("resource_unavailable", bed.Spans.Only(Spans.Read).GetTagItem(Attributes.ErrorType));
        Assert.All(bed.Spans.Of(Spans.StoreRequest), static request => Assert.Equal("access_denied", request.GetTagItem(Attributes.ErrorType)));
        Assert.Equal(5, bed.Spans.All.Count);
        Assert.All(bed.Spans.All, static span =>
        {
            Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription));
            Assert.Empty(span.Events);
        });
    }

    [Fact]
    public async Task Request_HttpStatusKnown_OnTheSpan()
    {
        await using var bed = new Observed();
        var error = new StorageException(StorageErrorKind.Unavailable, "It failed.") { StatusCode = 503 };

        bed.Test.Engine.Telemetry.Stores.Attempted(new StoreAttempt(new Resilience.StoreCall("main", "PutObject", "a.bin"), StoreWork.Upload, Number: 1, TimeSpan.Zero, TimeSpan.Zero, error, WasCancelled: false));

        Assert.Equal(503, bed.Spans.Only(Spans.StoreRequest).GetTagItem(Attributes.HttpResponseStatusCode));
    }

    [Fact]
    public async Task Cancelled_ByTheCaller_OutcomeAndNoError()
    {
        await using var bed = new Observed();
        bed.Test.LedgerFaults.On(LedgerOperation.Find).Hang();
        using var stop = new CancellationTokenSource();

        var find = bed.Storage.FindAsync("a.bin", stop.Token);
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => find);
        var span = bed.Spans.Only(Spans.Find);
        Assert.Equal((ActivityStatusCode.Unset, null, "cancelled"), (span.Status, span.GetTagItem(Attributes.ErrorType), span.GetTagItem(Attributes.Outcome)));
    }

    [Fact]
    public async Task Group_OfATracedDelete_LinksToItFromATraceOfItsOwn()
    {
        await using var bed = new Observed(Small.NoRetention);
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        await bed.Storage.DeleteAsync("a.bin");
        bed.Test.RunBackground();
        var delete = bed.Spans.Only(Spans.Delete);
        var told = Assert.Single(bed.Test.Queue.Enqueued);
        Assert.Equal(delete.Id, told.TraceParent);
        bed.Begin();

        // Whatever span the queue's driver is in.
        using (var ambient = new Activity("driver").Start())
        {
            await bed.Test.Engine.Worker.HandleAsync(told, CancellationToken.None);
            Assert.Same(ambient, Activity.Current);
        }

        var group = bed.Spans.Only(Spans.Group);
        var link = Assert.Single(group.Links).Context;
        Assert.Equal((delete.TraceId, delete.SpanId, true), (link.TraceId, link.SpanId, link.IsRemote));
        Assert.Equal((ActivityKind.Consumer, default(ActivitySpanId), "done"), (group.Kind, group.ParentSpanId, group.GetTagItem(Attributes.Outcome)));
        Assert.NotEqual(delete.TraceId, group.TraceId);
        var round = bed.Spans.Only(Spans.Remove);
        Assert.Equal(group.SpanId, round.ParentSpanId);
        Assert.Equal(["main", "backup"], bed.Spans.Of(Spans.StoreRequest).Where(request => request.ParentSpanId == round.SpanId && Equals(request.GetTagItem(Attributes.Operation), "DeleteObjects")).Select(static request => request.GetTagItem(Attributes.Store)));
    }

    [Fact]
    public async Task Group_ForeignTraceParent_NoLink()
    {
        await using var bed = new Observed();
        var group = new DeleteGroup { Id = Guid.Empty, Instance = Observed.Instance, VersionIds = [], TraceParent = "not a traceparent" };

        await bed.Test.Engine.Worker.HandleAsync(group, CancellationToken.None);

        Assert.Empty(bed.Spans.Only(Spans.Group).Links);
    }

    [Fact]
    public async Task TraceParent_NobodyListens_NullThoughTheHostHasASpan()
    {
        await using var bed = new Observed(Small.NoRetention, trace: false);
        using var caller = new Activity("request").Start();
        await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });

        await bed.Storage.DeleteAsync("a.bin");
        bed.Test.RunBackground();

        Assert.Null(Assert.Single(bed.Test.Queue.Enqueued).TraceParent);
    }

    [Fact]
    public async Task Worker_SweepRepairAndAlias_SpansOfTheirOwn()
    {
        await using var bed = new Observed();
        var resource = await bed.Storage.UploadAsync("a.bin", new byte[] { 1 }, new UploadOptions { PublishAt = PublishAt.Key("pub/a.bin") });
        bed.Test.Backup.Lose(resource.ObjectKey);
        await bed.Test.Maintenance.RepairAsync("backup");
        Assert.Equal("backup", bed.Spans.Only(Spans.Repair).GetTagItem(Attributes.Store));
        bed.Begin();

        await bed.Test.Engine.Worker.PollOnceAsync(CancellationToken.None);

        Assert.Equal(default, bed.Spans.Only(Spans.Sweep).ParentSpanId);
        var alias = bed.Spans.Only(Spans.Alias);
        Assert.Equal((default(ActivitySpanId), "main"), (alias.ParentSpanId, alias.GetTagItem(Attributes.Store)));
        Assert.Contains(bed.Spans.Of(Spans.StoreRequest), request => request.ParentSpanId == alias.SpanId && Equals(request.GetTagItem(Attributes.Operation), "CopyObject"));
    }

    [Fact]
    public async Task Repair_Fails_ErrorOnItsSpan()
    {
        await using var bed = new Observed();
        var resource = await bed.Storage.UploadAsync("a.bin", new byte[] { 1 });
        bed.Test.Main.Lose(resource.ObjectKey);
        await bed.Storage.ReadAllBytesAsync("a.bin");
        bed.Test.MainFaults.On(StoreOperation.Put).Fail(StorageErrorKind.QuotaExceeded);

        await bed.Test.Maintenance.RunPendingWorkAsync();

        var repair = bed.Spans.Only(Spans.Repair);
        Assert.Equal((ActivityStatusCode.Error, "quota_exceeded"), (repair.Status, repair.GetTagItem(Attributes.ErrorType)));
    }

    [Theory]
    [InlineData(Spans.Remove)]
    [InlineData(Spans.Repair)]
    [InlineData(Spans.Alias)]
    public async Task Work_LedgerCannotBeTold_ErrorOnItsSpan(string name)
    {
        await using var bed = new Observed(Small.NoRetention);
        var resource = await bed.Storage.UploadAsync("a.bin", new byte[] { 1 }, name == Spans.Alias ? new UploadOptions { PublishAt = PublishAt.Key("pub/a.bin") } : null);
        if (name == Spans.Repair)
        {
            bed.Test.Main.Lose(resource.ObjectKey);
            await bed.Storage.ReadAllBytesAsync("a.bin");
        }
        else if (name == Spans.Remove)
        {
            await bed.Storage.DeleteAsync("a.bin");
        }

        bed.Test.LedgerFaults.On(LedgerOperation.Complete).Fail();

        await Assert.ThrowsAsync<LedgerException>(() => bed.Test.Maintenance.RunPendingWorkAsync());

        var span = bed.Spans.Only(name);
        Assert.Equal((ActivityStatusCode.Error, "ledger_unavailable"), (span.Status, span.GetTagItem(Attributes.ErrorType)));
        Assert.Empty(bed.Measurements.Of(ResilientStorageTelemetry.Instruments.WorkItems));
    }

    [Fact]
    public async Task Sweep_LedgerFails_ErrorOnItsSpan()
    {
        await using var bed = new Observed();
        bed.Test.LedgerFaults.On(LedgerOperation.Sweep).Fail();

        await Assert.ThrowsAsync<LedgerException>(() => bed.Test.Maintenance.SweepAsync());

        Assert.Equal("ledger_unavailable", bed.Spans.Only(Spans.Sweep).GetTagItem(Attributes.ErrorType));
    }

    [Fact]
    public async Task Worker_StartedInsideASpan_WorksOutsideOfIt()
    {
        await using var bed = new Observed();
        using var stop = new CancellationTokenSource();
        Task worker;
        using (new Activity("start-up").Start())
        {
            worker = bed.Test.Engine.Worker.RunAsync(stop.Token);
        }

        stop.Cancel();
        bed.Test.Clock.Finish(worker);

        Assert.Equal(default, bed.Spans.Only(Spans.Sweep).ParentSpanId);
    }
}

using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Model;

/// <summary>Checks what a client was told against what was so at some moment between its question and the answer.</summary>
internal sealed class AnswerRules(SimLoop loop, SimModel model)
{
    public void Uploaded(ClientOp op, Resource resource)
    {
        var moment = model.Moment;
        var timeline = model.Timeline(op.Key);
        var origin = model.UploadOf(resource);
        var sinceWhen = op.Upload!.IdempotencyKey is null ? op.Invoked : 0;
        if (!timeline.WasLive(resource.VersionId, sinceWhen, moment))
        {
            loop.Violate("I4", $"{op} was acknowledged with {resource.VersionId}, which the ledger has not made live.");
        }
        else if (origin?.Content != op.Content || (origin != op && op.Upload.IdempotencyKey is null))
        {
            loop.Violate("I3", $"{op} was acknowledged with {resource.VersionId}, which {origin} made.");
        }
        else
        {
            CheckProperties(op, resource, op.Content!);
        }
    }

    /// <summary>Checks whole answers of a read; both moments count from opening, because that is when the version is chosen.</summary>
    public void Read(ClientOp op, Resource resource, VersionId? asked, ByteRange? range, byte[] bytes, long opened)
    {
        if (model.UploadOf(resource) is not { Content: { } content } || content.Key != op.Key)
        {
            loop.Violate("I3", $"{op} got {resource.VersionId} with the metadata of another upload.");
            return;
        }

        CheckProperties(op, resource, content);
        var expected = range is { } part ? content.Bytes.AsSpan((int)part.Offset, (int)(part.Length ?? content.Bytes.Length - part.Offset)) : content.Bytes;
        if (!expected.SequenceEqual(bytes))
        {
            loop.Violate("I11", $"{op} got {bytes.Length} bytes of {resource.VersionId} that are not those uploaded ({expected.Length} bytes; first difference at {expected.CommonPrefixLength(bytes)}).");
        }

        CheckLive(op, resource, asked, opened);
    }

    public void Found(ClientOp op, Resource? resource)
    {
        var moment = model.Moment;
        if (resource is null)
        {
            CheckAbsent(op, moment);
            return;
        }

        CheckLive(op, resource, null, moment);
    }

    public void NotFound(ClientOp op, VersionId? asked)
    {
        // A named version is also "not found" when it is neither live nor superseded: only the plain question is checked.
        if (asked is null)
        {
            CheckAbsent(op, model.Moment);
        }
    }

    public void Deleted(ClientOp op)
    {
        if (!model.Timeline(op.Key).HasEnding("Delete", op.Invoked, model.Moment))
        {
            loop.Violate("I4", $"{op} was acknowledged, but no delete of '{op.Key}' took effect meanwhile.");
        }
    }

    public void Restored(ClientOp op, Resource resource)
    {
        if (!model.Timeline(op.Key).WasLive(resource.VersionId, op.Invoked, model.Moment))
        {
            loop.Violate("I4", $"{op} was acknowledged with {resource.VersionId}, which was not live meanwhile.");
        }
    }

    public void UploadFailed(ClientOp op)
    {
        if (op.VersionId is { } version && model.Timeline(op.Key).WasLive(version, 0, model.Moment))
        {
            loop.Violate("I4", $"{op} was told that it failed, and its version {version} was live.");
        }
    }

    public void Unexpected(ClientOp op, Exception error) =>
        loop.Violate("errors", $"{op} ended with {error.GetType().Name}, which is no answer of this library: {error}");

    private void CheckLive(ClientOp op, Resource resource, VersionId? asked, long moment)
    {
        var timeline = model.Timeline(op.Key);
        var fits = asked is null
            ? timeline.WasLive(resource.VersionId, op.Invoked, moment)
            : resource.VersionId == asked && timeline.WasLive(resource.VersionId, 0, moment) && timeline.Between(op.Invoked, moment).Any(static live => live is not null);
        if (!fits)
        {
            loop.Violate("I2", $"{op} got {resource.VersionId}; live meanwhile: {string.Join(", ", timeline.Between(op.Invoked, moment).Select(static v => v?.ToString() ?? "nothing"))}.");
        }
    }

    private void CheckAbsent(ClientOp op, long moment)
    {
        if (!model.Timeline(op.Key).WasAbsent(op.Invoked, moment))
        {
            loop.Violate("I1", $"{op} was told that there is no such resource, but one was live all the time.");
        }
    }

    private void CheckProperties(ClientOp op, Resource resource, SimContent content)
    {
        if (resource.Key != op.Key || resource.Length != content.Bytes.Length || resource.Sha256 != content.Sha256)
        {
            loop.Violate("I3", $"{op} got the properties of something else: {resource.Key}, {resource.Length} bytes, SHA-256 {resource.Sha256}.");
        }
    }
}

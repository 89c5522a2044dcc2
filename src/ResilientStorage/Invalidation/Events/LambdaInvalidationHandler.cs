using System.Text.Json;

namespace ResilientStorage.Invalidation.Events;

/// <summary>
/// Invalidates what the events of a Lambda invocation tell of: S3 and SNS notifications, SQS batches, EventBridge events. It
/// needs no package of Lambda's: its method has the shape that Lambda's runtimes call with streams. What it gathers in one call is
/// what the event source gathered, so the batching window is the event source's (<c>MaximumBatchingWindowInSeconds</c>).
/// </summary>
public sealed class LambdaInvalidationHandler
{
    private readonly S3EventParser _parser;
    private readonly S3EventHandler _handler;
    private readonly bool _namesFailures;

    /// <summary>Makes a handler; keep it from one invocation to the next.</summary>
    /// <param name="parser">Reads the invocation.</param>
    /// <param name="handler">Takes the changes.</param>
    /// <param name="options">Whether failed SQS messages are named in the answer; null for the defaults.</param>
    public LambdaInvalidationHandler(S3EventParser parser, S3EventHandler handler, S3EventOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentNullException.ThrowIfNull(handler);
        _parser = parser;
        _handler = handler;
        _namesFailures = (options ?? new S3EventOptions()).ReportBatchItemFailures;
    }

    /// <summary>Waits for what else has to be done before the process is stopped: alerts.</summary>
    internal Func<CancellationToken, Task> EndAsync { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Handles an invocation, and ends only after everything it holds was sent or refused, and its alerts, too: Lambda stops the process afterwards.</summary>
    /// <param name="input">The invocation's JSON, at most <see cref="S3EventOptions.MaxInvocationBytes"/>.</param>
    /// <param name="output">
    /// Where <c>{"batchItemFailures":[{"itemIdentifier":"..."}]}</c> is written: the SQS messages that must come again. It is left open.
    /// </param>
    /// <param name="cancellationToken">Cancels the work shortly before the function's time is up.</param>
    /// <returns>A task that ends when the answer is written.</returns>
    /// <exception cref="S3EventException">
    /// A message that cannot be named failed, so the whole invocation must be repeated: it came directly, through SNS or EventBridge
    /// (give the function a destination for failed invocations), or <see cref="S3EventOptions.ReportBatchItemFailures"/> is off.
    /// The messages beside it were handled.
    /// </exception>
    /// <remarks>Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html</remarks>
    public async Task HandleAsync(Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        var batch = await _parser.ParseInvocationAsync(input, cancellationToken).ConfigureAwait(false);
        var report = await _handler.HandleAndFlushAsync(batch, cancellationToken).ConfigureAwait(false);
        try
        {
            await EndAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // An alert that hangs is no reason to have events again that were handled.
        }

        var failed = report.Messages.Where(static message => !message.IsAcknowledged).ToList();
        if (failed.Find(message => !_namesFailures || message.Id is null) is { } unnamed)
        {
            throw new S3EventException($"{failed.Count} of {report.Messages.Count} messages with S3 events were not handled, so the invocation must be repeated. {unnamed.Reason}");
        }

        var answer = new Utf8JsonWriter(output);
        await using (answer.ConfigureAwait(false))
        {
            WriteAnswer(answer, failed);
            await answer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static void WriteAnswer(Utf8JsonWriter answer, List<S3MessageOutcome> failed)
    {
        answer.WriteStartObject();
        answer.WriteStartArray("batchItemFailures");
        foreach (var message in failed)
        {
            answer.WriteStartObject();
            answer.WriteString("itemIdentifier", message.Id);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteEndObject();
    }
}

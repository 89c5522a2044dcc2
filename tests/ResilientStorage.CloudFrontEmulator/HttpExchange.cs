using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ResilientStorage.Emulators;

/// <summary>One HTTP request and its answer, broken off where a fault says so.</summary>
internal static class HttpExchange
{
    public static async Task RunAsync(EmulatedService service, HttpContext context, CancellationToken stop)
    {
        var request = await ReadAsync(context);
        var answer = service.Answer(request);
        if (answer.End is AnswerEnd.Whole or AnswerEnd.AbortInBody or AnswerEnd.SilenceInBody)
        {
            await WriteAsync(answer, context);
        }

        if (answer.End is AnswerEnd.Silence or AnswerEnd.SilenceInBody)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, context.RequestAborted);
            await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (answer.End is not AnswerEnd.Whole)
        {
            context.Abort();
        }
    }

    private static async Task WriteAsync(ServiceAnswer answer, HttpContext context)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        var length = answer.End is AnswerEnd.Whole ? answer.Body.Length : answer.Body.Length / 2;
        await context.Response.Body.WriteAsync(answer.Body.AsMemory(0, length), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static async Task<ServiceRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);

        // As it was sent: a signature is of the encoded form.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new ServiceRequest
        {
            Method = context.Request.Method,
            Path = question < 0 ? target : target[..question],
            Query = question < 0 ? "" : target[(question + 1)..],
            Headers = context.Request.Headers.ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString()),
            Body = body.ToArray(),
        };
    }
}

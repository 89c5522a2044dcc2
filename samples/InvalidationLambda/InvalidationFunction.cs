using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResilientStorage;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Events;

namespace InvalidationLambda;

/// <summary>What Lambda runs, as the handler <c>InvalidationLambda::InvalidationLambda.InvalidationFunction::HandleAsync</c>: a stream in, a stream out, which needs no package of Lambda's.</summary>
public sealed class InvalidationFunction : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    // Lambda keeps one from call to call, and with it what is known of the distributions and what still has to be sent.
    public InvalidationFunction()
        : this(Settings.FromEnvironment())
    {
    }

    public InvalidationFunction(Settings settings) => _services = new ServiceCollection()
        .AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true).Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace))
        .AddCloudFrontInvalidation(cdn => Configure(cdn, settings))
        .BuildServiceProvider();

    public async Task<Stream> HandleAsync(Stream events)
    {
        // A little less than the function may take: what is not settled by then comes again.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(50));
        var answer = new MemoryStream();
        await _services.GetRequiredService<LambdaInvalidationHandler>().HandleAsync(events, answer, limit.Token);
        answer.Position = 0;
        return answer;
    }

    /// <summary>Sends the paths of a report again, once their trouble is mended.</summary>
    public async Task<InvalidationReport> ReplayAsync(Stream report)
    {
        await _services.GetRequiredService<IInvalidationReplay>().ReplayAsync(report);
        return await _services.GetRequiredService<IInvalidationBatcher>().FlushAsync();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static void Configure(InvalidationBuilder cdn, Settings settings)
    {
        cdn.UseCloudFront(options => options.Client.ServiceUrl = settings.Endpoint);
        if (settings.Bucket is { } bucket)
        {
            // Its tag exceptionPaths names keys that are invalidated on removal only.
            cdn.ExceptionTagOf(store => store.UseS3(s3 => (s3.Bucket, s3.Region) = (bucket, settings.Region)));
        }

        if (settings.ReportFolder is { } folder)
        {
            cdn.ReportsTo(store => store.UseFileSystem(folder));
        }
        else if (settings.ReportBucket is { } reports)
        {
            cdn.ReportsTo(store => store.UseS3(s3 => (s3.Bucket, s3.Region) = (reports, settings.Region)));
        }

        if (settings.MailHost is { } host)
        {
            cdn.Alerts(alerts => alerts.UseMail(mail =>
            {
                (mail.Host, mail.From, mail.User, mail.Password) = (host, settings.MailFrom, settings.MailUser, settings.MailPassword);
                mail.To.Add(settings.MailTo);
            }));
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Maintenance;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>worker</c></summary>
internal sealed class WorkerCommand() : StorageCommand("worker", "Run removals, repairs, aliases and sweeps until stopped; SIGTERM and Ctrl-C drain.")
{
    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var host = Build(context);
        var maintenance = context.Source.Resolve<IStorageMaintenance>(host.Services);

        // A worker waits for a ledger that is away for a while; one that is wrong from the start is better said than retried.
        await maintenance.GetStatusAsync(cancellationToken);
        var startedAt = context.Time.GetUtcNow();
        await host.StartAsync(cancellationToken);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(
            () => context.Console.WriteNote("the worker stops as soon as it has finished or handed back what it has in hand; Ctrl-C again ends it at once"));
        context.Console.WriteNote("the worker runs; stop it with Ctrl-C or SIGTERM");
        await host.WaitForShutdownAsync(cancellationToken);

        var status = StatusDocument.Of(await maintenance.GetStatusAsync(CancellationToken.None));
        context.Output.Write(new WorkerDocument(startedAt, context.Time.GetUtcNow(), status), CliJson.Readable.WorkerDocument);
        return null;
    }

    private static IHost Build(CommandContext context)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        ErrorLogging.Add(builder.Logging, context.IsVerbose ? LogLevel.Debug : LogLevel.Information);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        context.Source.AddTo(builder.Services, runWorker: true);
        return builder.Build();
    }
}

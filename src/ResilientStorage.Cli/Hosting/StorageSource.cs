using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Files;
using ResilientStorage.Configuration;

namespace ResilientStorage.Cli.Hosting;

/// <summary>Where the storage is: a folder, or what a configuration file says.</summary>
internal abstract class StorageSource(string instance)
{
    /// <summary>Real paths of folders and files that belong to the storage itself, which <c>put</c> leaves out.</summary>
    public IReadOnlySet<string> OwnPaths => Configured(() => FindOwnPaths().Select(RealPath.Of).ToHashSet(StringComparer.Ordinal));

    /// <summary>The name of the storage.</summary>
    protected string Instance { get; } = instance;

    public static StorageSource Of(ParseResult arguments) => arguments.GetValue(GlobalOptions.Config) is { } file
        ? new ConfiguredStorage(file, arguments.GetValue(GlobalOptions.Section)!, arguments.GetValue(GlobalOptions.Instance) ?? InstanceName.Default)
        : new StorageFolder(arguments.GetValue(GlobalOptions.Data)!);

    /// <summary>Registers the storage.</summary>
    /// <param name="services">The services of this process.</param>
    /// <param name="runWorker">Whether this process runs the worker.</param>
    /// <exception cref="CliException">The configuration is wrong; the message says what to write.</exception>
    public void AddTo(IServiceCollection services, bool runWorker) => Configured(() =>
    {
        Register(services, runWorker);
        return services;
    });

    /// <summary>Resolves a part of the storage; what shows only then may be the configuration, too.</summary>
    public T Resolve<T>(IServiceProvider services)
        where T : notnull => Configured(() => Instance == InstanceName.Default ? services.GetRequiredService<T>() : services.GetRequiredKeyedService<T>(Instance));

    /// <summary>Whether the storage has a part.</summary>
    public bool Has<T>(IServiceProvider services)
        where T : notnull => Configured(() => Instance == InstanceName.Default ? services.GetService<T>() : services.GetKeyedService<T>(Instance)) is not null;

    /// <summary>Reads options of the storage.</summary>
    public T OptionsOf<T>(IServiceProvider services)
        where T : class => Configured(() => services.GetRequiredService<IOptionsMonitor<T>>().Get(Instance));

    protected abstract IEnumerable<string> FindOwnPaths();

    protected abstract void Register(IServiceCollection services, bool runWorker);

    private static T Configured<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(new CliError(ErrorKind.Configuration, ErrorDescription.TextOf(e)), e);
        }
    }
}

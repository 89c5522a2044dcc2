using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ResilientStorage.Configuration;

/// <summary>The options of one part of a storage, for authors of providers: named after the part, checked when the host starts, and at first use where there is no host.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class ProviderOptionsExtensions
{
    /// <summary>Registers options and what checks them.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <typeparam name="TValidator">Checks options of every name; registered once.</typeparam>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The name: the <see cref="StoreBuilder.ServiceKey"/> of a store, otherwise the name of the instance.</param>
    /// <param name="configure">Sets the options.</param>
    public static void AddProviderOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TValidator>(this IServiceCollection services, string name, Action<IServiceProvider, TOptions> configure)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        services.AddOptions<TOptions>(name).Configure<IServiceProvider>((options, provider) => configure(provider, options)).ValidateOnStart();
    }

    /// <summary>Reads options.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="provider">The services of the host.</param>
    /// <param name="name">The name that they were registered with.</param>
    /// <returns>The options; never change them.</returns>
    /// <exception cref="OptionsValidationException">They are wrong; the message says how.</exception>
    public static TOptions GetProviderOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(this IServiceProvider provider, string name)
        where TOptions : class => provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);
}

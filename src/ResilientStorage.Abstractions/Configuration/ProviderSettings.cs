using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ResilientStorage.Configuration;

/// <summary>The settings that a configuration has for one provider. Every key has to be one that the provider knows: a typing mistake would otherwise leave a default in force.</summary>
public sealed class ProviderSettings
{
    private readonly IConfigurationSection _section;
    private readonly HashSet<string> _reserved;

    /// <summary>Makes settings of a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="reserved">Keys in it that are not the provider's and that it does not see, such as <c>Provider</c>.</param>
    public ProviderSettings(IConfigurationSection section, params IEnumerable<string> reserved)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(reserved);
        _section = section;
        _reserved = new HashSet<string>(reserved, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Where the settings are in the configuration, for messages.</summary>
    public string Path => _section.Path;

    /// <summary>Sets options from the settings.</summary>
    /// <typeparam name="TOptions">The options of the provider.</typeparam>
    /// <param name="options">Are set.</param>
    /// <param name="bind">Calls the binder, <c>static (section, options) => section.Bind(options)</c>: written in the provider's own assembly, so that its generated binder is the one that is called.</param>
    /// <exception cref="OptionsValidationException">A key is not known, or a value is not of its type; the message says which, and which keys there are.</exception>
    public void Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(TOptions options, Action<IConfigurationSection, TOptions> bind)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(bind);
        var watched = new WatchedSection(_section, _reserved);
        try
        {
            bind(watched, options);
        }
        catch (InvalidOperationException e)
        {
            // The binder's own words name the path, the value and the type.
            throw new OptionsValidationException(Path, typeof(TOptions), [$"{e.Message} {e.InnerException?.Message}".TrimEnd()]);
        }

        var problems = watched.FindUnread()
            .Concat(watched.FindEmpty().Where(static key => typeof(TOptions).GetProperty(key)?.PropertyType != typeof(string)).Select(key => $"{ConfigurationPath.Combine(Path, key)} is empty: give it a value, or leave it out."))
            .ToList();
        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Path, typeof(TOptions), problems);
        }
    }
}

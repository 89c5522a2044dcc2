using System.Reflection;

namespace ResilientStorage.Conformance.Meta;

/// <summary>The assemblies of this repository's packages, as they lie beside the tests.</summary>
internal static class Libraries
{
    public static IReadOnlyList<Assembly> All { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "ResilientStorage*.dll")
            .Select(static path => Path.GetFileNameWithoutExtension(path))
            .Where(static name => name != typeof(Libraries).Assembly.GetName().Name)
            .Order(StringComparer.Ordinal)
            .Select(static name => Assembly.Load(new AssemblyName(name))),
    ];
}

using System.Text.RegularExpressions;

namespace ResilientStorage.Conformance.Meta;

/// <summary>An interface, and how the abstract suites are named that every implementation of it has to pass.</summary>
internal sealed record Contract(Type Interface, string SuitePattern)
{
    public bool IsTestedBy(Type suite) => Regex.IsMatch(suite.Name.Split('`')[0], $"^{SuitePattern}$", RegexOptions.CultureInvariant);

    public bool IsImplementedBy(Type type) => type is { IsClass: true, IsAbstract: false } && Interface.IsAssignableFrom(type);
}

using System.Reflection;

namespace ResilientStorage.Conformance.Meta;

/// <summary>Finds implementations that no conformance class runs on.</summary>
internal static class ConformanceCoverage
{
    public static bool IsSuite(Type type) =>
        type is { IsClass: true, IsAbstract: true, IsSealed: false } && type.Name.Split('`')[0].EndsWith("Conformance", StringComparison.Ordinal);

    /// <summary>Tells, for every implementation, which suites do not run on it.</summary>
    /// <param name="contracts">The interfaces that have suites.</param>
    /// <param name="libraryTypes">Where implementations are looked for.</param>
    /// <param name="testTypes">Where suites and the classes derived from them are looked for.</param>
    /// <returns>One sentence per gap, in order.</returns>
    public static IReadOnlyList<string> FindGaps(IReadOnlyList<Contract> contracts, IReadOnlyList<Type> libraryTypes, IReadOnlyList<Type> testTypes)
    {
        List<string> gaps = [];
        foreach (var contract in contracts)
        {
            var suites = testTypes.Where(IsSuite).Where(contract.IsTestedBy).ToList();
            if (suites.Count == 0)
            {
                gaps.Add($"{contract.Interface.Name} has no suite: no abstract class is named {contract.SuitePattern}.");
            }

            gaps.AddRange(
                from implementation in libraryTypes.Where(contract.IsImplementedBy)
                from suite in suites
                where !ClassesOf(suite, testTypes).Any(type => Names(type, implementation))
                select $"{implementation.Name} implements {contract.Interface.Name}, but no class derived from {suite.Name} is marked [Implementation(typeof({implementation.Name}))].");
        }

        gaps.Sort(StringComparer.Ordinal);
        return gaps;
    }

    /// <summary>Tells which abstract suites run on nothing, or belong to no interface.</summary>
    public static IReadOnlyList<string> FindIdleSuites(IReadOnlyList<Contract> contracts, IReadOnlyList<Type> testTypes)
    {
        List<string> idle = [];
        foreach (var suite in testTypes.Where(IsSuite))
        {
            if (ClassesOf(suite, testTypes).Count == 0)
            {
                idle.Add($"{suite.Name} has no derived class: it runs on nothing.");
            }

            var owners = contracts.Count(contract => contract.IsTestedBy(suite));
            if (owners != 1)
            {
                idle.Add($"{suite.Name} is the suite of {owners} interfaces: name it so that it belongs to one of {string.Join(", ", contracts.Select(static contract => contract.SuitePattern))}.");
            }
        }

        idle.Sort(StringComparer.Ordinal);
        return idle;
    }

    /// <summary>Tells which marks name nothing that has a suite, so that a renamed implementation does not lose its tests unseen.</summary>
    public static IReadOnlyList<string> FindWrongMarks(IReadOnlyList<Contract> contracts, IReadOnlyList<Type> libraryTypes, IReadOnlyList<Type> testTypes) =>
    [
        .. from type in testTypes
           let mark = type.GetCustomAttribute<ImplementationAttribute>()
           where mark is not null
           let fits = from contract in contracts
                      from implementation in libraryTypes.Where(contract.IsImplementedBy)
                      where implementation.FullName == mark.FullName && BasesOf(type).Any(contract.IsTestedBy)
                      select implementation
           where !fits.Any()
           orderby type.Name
           select $"{type.Name} is marked with {mark.FullName}, which implements nothing that its suite tests.",
    ];

    private static List<Type> ClassesOf(Type suite, IReadOnlyList<Type> testTypes) =>
        [.. testTypes.Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && BasesOf(type).Contains(suite))];

    private static bool Names(Type testClass, Type implementation) =>
        testClass.GetCustomAttribute<ImplementationAttribute>() is { } mark && mark.FullName == implementation.FullName;

    private static IEnumerable<Type> BasesOf(Type type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current.IsGenericType ? current.GetGenericTypeDefinition() : current;
        }
    }
}

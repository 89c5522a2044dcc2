using System.Reflection;

namespace ResilientStorage.Conformance.Meta;

/// <summary>Finds implementations that no conformance class runs on.</summary>
internal static class ConformanceCoverage
{
    /// <summary>An abstract class with tests of its own.</summary>
    public static bool IsSuite(Type type) =>
        type is { IsClass: true, IsAbstract: true, IsSealed: false }
        && type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public).Any(static method => method.IsDefined(typeof(FactAttribute), inherit: true));

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
                let code = CodeOwner(contract.Interface, implementation)
                let tested = from type in ClassesOf(suite, testTypes)
                             from mark in MarksOf(type)
                             from candidate in libraryTypes
                             where candidate.FullName == mark && contract.IsImplementedBy(candidate) && CodeOwner(contract.Interface, candidate) == code
                             select candidate
                where !tested.Any()
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
           where !type.IsAbstract
           from mark in MarksOf(type)
           let fits = from contract in contracts
                      from implementation in libraryTypes.Where(contract.IsImplementedBy)
                      where implementation.FullName == mark && BasesOf(type).Select(Definition).Any(contract.IsTestedBy)
                      select implementation
           where BasesOf(type).Select(Definition).Any(IsSuite) && !fits.Any()
           orderby type.Name
           select $"{type.Name} is marked with {mark}, which implements nothing that its suite tests.",
    ];

    private static List<Type> ClassesOf(Type suite, IReadOnlyList<Type> testTypes) =>
        [.. testTypes.Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && BasesOf(type).Select(Definition).Contains(suite))];

    /// <summary>Whose code runs: a type that takes an interface's members over from its base is tested when the base, or another that takes them over, is.</summary>
    private static Type CodeOwner(Type contract, Type implementation)
    {
        var owners = implementation.GetInterfaceMap(contract).TargetMethods.Select(static method => method.DeclaringType!).Distinct().ToList();
        return owners.Count == 1 ? owners[0] : implementation;
    }

    /// <summary>The marks of a class, and of the fixture that it gives to a generic suite.</summary>
    private static IEnumerable<string> MarksOf(Type type) => BasesOf(type)
        .SelectMany(static parent => parent.GetGenericArguments())
        .Prepend(type)
        .Select(static marked => marked.GetCustomAttribute<ImplementationAttribute>()?.FullName)
        .OfType<string>()
        .Distinct();

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static IEnumerable<Type> BasesOf(Type type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}

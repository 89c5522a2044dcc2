namespace ResilientStorage.Conformance.Meta;

/// <summary>Names the implementation that a conformance class, or the fixture it gives to a generic suite, runs on.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ImplementationAttribute : Attribute
{
    public ImplementationAttribute(Type type) => FullName = type.FullName!;

    /// <summary>For an implementation that this assembly cannot see.</summary>
    /// <param name="fullName">The full name of the type.</param>
    public ImplementationAttribute(string fullName) => FullName = fullName;

    public string FullName { get; }
}

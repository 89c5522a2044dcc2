namespace ResilientStorage.Conformance.Meta;

/// <summary>Names the implementation that a conformance class runs on.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ImplementationAttribute(Type type) : Attribute
{
    public Type Type => type;
}

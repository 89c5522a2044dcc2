using System.Reflection;

namespace ResilientStorage.Conformance.PublicApi;

/// <summary>Writes what a type parameter demands.</summary>
internal static class ApiConstraints
{
    public static string Of(Type parameter)
    {
        List<string> demands = [];
        var special = parameter.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask;
        var isStruct = special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (isStruct)
        {
            demands.Add("struct");
        }
        else if (special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            demands.Add("class");
        }

        demands.AddRange(parameter.GetGenericParameterConstraints().Where(static type => type != typeof(ValueType)).Select(ApiTypeName.Of).Order(StringComparer.Ordinal));
        if (!isStruct && special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            demands.Add("new()");
        }

        return demands.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", demands)}";
    }
}

using System.Reflection;

namespace ResilientStorage.Conformance.PublicApi;

/// <summary>Writes types as C# does, without namespaces, with the question marks of nullable references.</summary>
internal static class ApiTypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Of(type, nullability: null);

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, new NullabilityInfoContext().Create(field));

    /// <summary>The type's own name with the names of its type parameters and of the types around it.</summary>
    public static string Declared(Type type)
    {
        var own = type.Name.Split('`')[0] + Arguments(type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).Select(static argument => argument.Name));
        return type.DeclaringType is { } outer ? $"{Declared(outer)}.{own}" : own;
    }

    private static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        var isNullable = !type.IsValueType && (nullability?.ReadState == NullabilityState.Nullable || nullability?.WriteState == NullabilityState.Nullable);
        return Name(type, nullability) + (isNullable ? "?" : "");
    }

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (!type.IsConstructedGenericType)
        {
            return type.IsGenericParameter ? type.Name : Declared(type);
        }

        var arguments = type.GetGenericArguments();
        var known = nullability is { GenericTypeArguments.Length: var count } && count == arguments.Length;
        var name = type.Name.Split('`')[0] + Arguments(arguments.Select((argument, i) => Of(argument, known ? nullability!.GenericTypeArguments[i] : null)));
        return type.DeclaringType is { } outer ? $"{Declared(outer)}.{name}" : name;
    }

    private static string Arguments(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? $"<{list}>" : "";
}

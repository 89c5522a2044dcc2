using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ResilientStorage.Conformance.PublicApi;

/// <summary>Writes the members that users of a type can see, one a line.</summary>
internal static class ApiMember
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static IEnumerable<string> AllOf(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(static field => Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture))
                .Select(static field => string.Create(CultureInfo.InvariantCulture, $"{ApiAttributes.Of(field)}{field.Name} = {field.GetRawConstantValue()}"));
        }

        string[] lines =
        [
            .. type.GetFields(Declared).Where(static field => IsVisible(field.IsPublic, field.IsFamily, field.IsFamilyOrAssembly)).Select(Field),
            .. type.GetConstructors(Declared).Where(IsVisible).Where(static constructor => !IsGenerated(constructor)).Select(Constructor),
            .. type.GetProperties(Declared).Where(IsVisible).Where(static property => !IsGenerated(property)).Select(Property),
            .. type.GetEvents(Declared).Where(static e => IsVisible(e.AddMethod!)).Select(static e => $"{Modifiers(e.AddMethod!)}event {ApiTypeName.Of(e.EventHandlerType!)} {e.Name}"),
            .. type.GetMethods(Declared).Where(IsVisible).Where(static method => !IsGenerated(method) && !IsAccessor(method)).Select(Method),
        ];
        Array.Sort(lines, StringComparer.Ordinal);
        return lines;
    }

    public static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), inherit: false);
        return string.Join(", ", method.GetParameters().Select((parameter, i) => (isExtension && i == 0 ? "this " : "") + Parameter(parameter)));
    }

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"{ApiAttributes.Of(field)}const {ApiTypeName.Of(field)} {field.Name} = {Literal(field.GetRawConstantValue(), field.FieldType)}"
        : $"{ApiAttributes.Of(field)}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{ApiTypeName.Of(field)} {field.Name}";

    private static string Constructor(ConstructorInfo constructor) =>
        $"{ApiAttributes.Of(constructor)}{(constructor.IsFamily ? "protected " : "")}.ctor({Parameters(constructor)})";

    private static string Property(PropertyInfo property)
    {
        var accessor = (property.GetMethod is { } get && IsVisible(get) ? get : property.SetMethod)!;
        var required = property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? "required " : "";
        var index = property.GetIndexParameters() is { Length: > 0 } indexes ? $"[{string.Join(", ", indexes.Select(Parameter))}]" : "";
        var getter = property.GetMethod is { } g && IsVisible(g) ? "get; " : "";
        var setter = property.SetMethod is { } s && IsVisible(s) ? (IsInit(s) ? "init; " : "set; ") : "";
        return $"{ApiAttributes.Of(property)}{Modifiers(accessor)}{required}{ApiTypeName.Of(property)} {property.Name}{index} {{ {getter}{setter}}}";
    }

    private static string Method(MethodInfo method)
    {
        var arguments = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(static argument => argument.Name))}>" : "";
        var constraints = method.IsGenericMethodDefinition ? string.Concat(method.GetGenericArguments().Select(ApiConstraints.Of)) : "";
        return $"{ApiAttributes.Of(method)}{Modifiers(method)}{ApiTypeName.Of(method.ReturnParameter)} {method.Name}{arguments}({Parameters(method)}){constraints}";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var by = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var many = parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "";
        var initial = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{many}{by}{ApiTypeName.Of(parameter)} {parameter.Name}{initial}";
    }

    private static string Modifiers(MethodInfo method)
    {
        var access = method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "";
        if (method.DeclaringType!.IsInterface)
        {
            return method.IsStatic ? "static " : "";
        }

        if (method.IsStatic)
        {
            return access + "static ";
        }

        var isOverride = method.GetBaseDefinition() != method;
        return access + (method.IsAbstract ? "abstract " : isOverride ? "override " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");
    }

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        char character => $"'{character}'",
        _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static bool IsVisible(PropertyInfo property) => property.GetAccessors(nonPublic: true).Any(IsVisible);

    private static bool IsVisible(MethodBase method) => IsVisible(method.IsPublic, method.IsFamily, method.IsFamilyOrAssembly);

    private static bool IsVisible(bool isPublic, bool isFamily, bool isFamilyOrAssembly) => isPublic || isFamily || isFamilyOrAssembly;

    // What the compiler adds to a record follows from the record itself.
    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || (member is PropertyInfo property && property.GetMethod is { } get && property.Name == "EqualityContract" && get.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false));

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ResilientStorage.Conformance.PublicApi;

/// <summary>Writes everything that users of an assembly can see, sorted, so that two versions can be compared line by line.</summary>
internal static class ApiText
{
    public static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (var space in types.GroupBy(static type => type.Namespace ?? "").OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append("namespace ").Append(space.Key).Append('\n');
            foreach (var type in space.OrderBy(ApiTypeName.Declared, StringComparer.Ordinal))
            {
                text.Append('\n').Append(Head(type)).Append('\n');
                foreach (var member in IsDelegate(type) ? [] : ApiMember.AllOf(type))
                {
                    text.Append("    ").Append(member).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Tells what was added to and what was taken from an approved text.</summary>
    /// <returns>One line per difference, each with its type; empty when there is none.</returns>
    public static IReadOnlyList<string> Compare(string approved, string actual)
    {
        var before = Flatten(approved).ToHashSet(StringComparer.Ordinal);
        var after = Flatten(actual).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. before.Except(after).Select(static line => (line, sign: "- "))
                .Concat(after.Except(before).Select(static line => (line, sign: "+ ")))
                .OrderBy(static difference => difference.line, StringComparer.Ordinal)
                .Select(static difference => difference.sign + difference.line),
        ];
    }

    private static IEnumerable<string> Flatten(string text)
    {
        var (space, type) = ("", "");
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                space = line["namespace ".Length..];
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                yield return $"{space}: {type}: {line.TrimStart()}";
            }
            else
            {
                type = line;
                yield return $"{space}: {type}";
            }
        }
    }

    private static string Head(Type type)
    {
        var name = ApiTypeName.Declared(type);
        if (IsDelegate(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"{ApiAttributes.Of(type)}delegate {ApiTypeName.Of(invoke.ReturnParameter)} {name}({ApiMember.Parameters(invoke)})";
        }

        var constraints = string.Concat(type.GetGenericArguments().Select(ApiConstraints.Of));
        return $"{ApiAttributes.Of(type)}{Kind(type)} {name}{Bases(type)}{constraints}";
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface)
        {
            return "interface";
        }

        if (type.IsEnum)
        {
            return "enum";
        }

        var isRecord = type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is { } print && print.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
        if (type.IsValueType)
        {
            return $"{(type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{(isRecord ? "record " : "")}struct";
        }

        var modifier = (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static ",
            (true, false) => "abstract ",
            (false, true) => "sealed ",
            _ => "",
        };
        return $"{modifier}{(isRecord ? "record" : "class")}";
    }

    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            var underlying = Enum.GetUnderlyingType(type);
            return underlying == typeof(int) ? "" : $" : {ApiTypeName.Of(underlying)}";
        }

        List<string> bases = [];
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            bases.Add(ApiTypeName.Of(parent));
        }

        // What a base type or another interface brings along follows from it.
        var all = type.GetInterfaces();
        var implied = all.SelectMany(static type => type.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        bases.AddRange(all.Where(candidate => !implied.Contains(candidate)).Select(ApiTypeName.Of).Order(StringComparer.Ordinal));
        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}";
    }

    private static bool IsDelegate(Type type) => type.BaseType == typeof(MulticastDelegate);
}

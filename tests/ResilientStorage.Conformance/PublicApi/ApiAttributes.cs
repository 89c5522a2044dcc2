using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ResilientStorage.Conformance.PublicApi;

/// <summary>Writes the attributes that change what a user sees or may do.</summary>
internal static class ApiAttributes
{
    public static string Of(MemberInfo member)
    {
        List<string> found = [];
        if (member.GetCustomAttribute<EditorBrowsableAttribute>(inherit: false) is { } browsable)
        {
            found.Add($"[EditorBrowsable({browsable.State})] ");
        }

        if (member.IsDefined(typeof(FlagsAttribute), inherit: false))
        {
            found.Add("[Flags] ");
        }

        // The compiler marks constructors of types with required members as obsolete for compilers that do not know them.
        if (member.GetCustomAttribute<ObsoleteAttribute>(inherit: false) is { } obsolete && !member.IsDefined(typeof(CompilerFeatureRequiredAttribute), inherit: false))
        {
            found.Add($"[Obsolete(\"{obsolete.Message}\", {(obsolete.IsError ? "error" : "warning")})] ");
        }

        if (member.GetCustomAttribute<ExperimentalAttribute>(inherit: false) is { } experimental)
        {
            found.Add($"[Experimental(\"{experimental.DiagnosticId}\")] ");
        }

        return string.Concat(found);
    }
}

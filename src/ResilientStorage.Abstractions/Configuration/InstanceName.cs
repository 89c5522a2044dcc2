using System.Diagnostics.CodeAnalysis;

namespace ResilientStorage.Configuration;

/// <summary>The names of instances, and of what belongs to them in a host.</summary>
public static class InstanceName
{
    /// <summary>The name of the storage that was added without a name.</summary>
    public const string Default = "default";

    private const int MaxLength = 64;

    /// <summary>The key under which a store is registered as a service, and the name of its options: the store's name alone in the default instance, <c>instance/store</c> in a named one.</summary>
    /// <param name="instance">The name of the instance.</param>
    /// <param name="store">The name of the store.</param>
    /// <returns>The key.</returns>
    public static string KeyOf(string instance, string store) => instance == Default ? store : $"{instance}/{store}";

    internal static void ThrowIfInvalid([NotNull] string? instance, string paramName)
    {
        ArgumentException.ThrowIfNullOrEmpty(instance, paramName);
        if (instance.Length > MaxLength || !instance.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"'{instance}' is no name of a storage: use 1 to {MaxLength} lower-case letters, digits and hyphens, such as 'documents'. The ledger keeps it for ever.", paramName);
        }
    }
}

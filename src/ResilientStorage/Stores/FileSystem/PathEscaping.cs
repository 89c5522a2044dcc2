using System.Globalization;
using System.Text;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// Turns a segment of an object key into names that every operating system takes and keeps apart, and back. Only lower-case letters, digits, '-', '_' and '.' stay;
/// every other byte of the UTF-8 becomes '%' and two lower-case hexadecimal digits: so names that differ only in case or in Unicode normalisation stay different on disks that
/// fold them, and '~' stays free to tell files from folders (and Windows' short names from ours). The dot at the end and the first letter of a device name of Windows are escaped too
/// (https://learn.microsoft.com/windows/win32/fileio/naming-a-file). Unescaping is one and the same for all, hence no two segments share a name.
/// </summary>
internal static class PathEscaping
{
    /// <summary>Stands at the end of a folder's name that goes on in the next component.</summary>
    public const char Continued = '~';

    /// <summary>The name of an empty segment.</summary>
    private const string Empty = "%";

    // With what stands behind it (a tilde, a generation, an extension, two escapes) a component stays below the 255 bytes of common file systems.
    private const int MaxComponent = 200;

    private static readonly HashSet<string> DeviceNames = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(static n => new[] { $"com{n}", $"lpt{n}" })],
        StringComparer.Ordinal);

    /// <summary>Appends the components of a key, or of the start of one: for each segment its pieces, all but the last of them continued.</summary>
    public static void AppendComponents(string key, List<string> components)
    {
        foreach (var segment in key.Split('/'))
        {
            AppendSegment(ObjectKeyRules.Encode(segment), components);
        }
    }

    /// <summary>Appends the bytes that a component stands for, without the mark of continuation.</summary>
    /// <returns>False when it is no component of ours.</returns>
    public static bool TryUnescape(ReadOnlySpan<char> component, List<byte> bytes)
    {
        if (component is Empty)
        {
            return true;
        }

        for (var index = 0; index < component.Length; index++)
        {
            var character = component[index];
            if (character < 0x80 && IsSafe((byte)character))
            {
                bytes.Add((byte)character);
            }
            else if (character == '%' && index + 2 < component.Length
                && byte.TryParse(component.Slice(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                index += 2;
            }
            else
            {
                return false;
            }
        }

        return component.Length > 0;
    }

    private static void AppendSegment(byte[] segment, List<string> components)
    {
        var component = new StringBuilder();
        foreach (var value in segment)
        {
            var width = IsSafe(value) ? 1 : 3;
            if (component.Length + width > MaxComponent)
            {
                components.Add(Protect(component.ToString()) + Continued);
                component.Clear();
            }

            _ = IsSafe(value) ? component.Append((char)value) : component.Append(CultureInfo.InvariantCulture, $"%{value:x2}");
        }

        components.Add(component.Length == 0 ? Empty : Protect(component.ToString()));
    }

    private static string Protect(string component)
    {
        if (component.EndsWith('.'))
        {
            component = component[..^1] + "%2e";
        }

        var dot = component.IndexOf('.', StringComparison.Ordinal);
        return DeviceNames.Contains(dot < 0 ? component : component[..dot])
            ? string.Create(CultureInfo.InvariantCulture, $"%{(int)component[0]:x2}{component.AsSpan(1)}")
            : component;
    }

    private static bool IsSafe(byte value) => value is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'_' or (byte)'.';
}

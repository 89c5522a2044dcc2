using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace ResilientStorage.Snippets.Documents;

/// <summary>A table of a class of options: each setting with its meaning, default and range, as the code has them.</summary>
internal static class OptionsReference
{
    /// <summary>Every class of options that a host sets, by its name.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = new[] { typeof(Configuration.ResilientStorageOptions), typeof(PostgreSqlLedgerOptions), typeof(SqliteLedgerOptions), typeof(HealthChecks.StorageHealthCheckOptions) }
        .SelectMany(static type => type.Assembly.GetExportedTypes())
        .Where(static type => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetMethod("<Clone>$") is null)
        .ToDictionary(static type => type.Name);

    public static string Generate(Type type)
    {
        var documentation = new XmlDocumentation(type.Assembly);
        var defaults = Activator.CreateInstance(type)!;
        var table = new StringBuilder("| setting | what it is | default | range |\n|---|---|---|---|\n");
        foreach (var property in type.GetProperties())
        {
            var value = property.GetValue(defaults);
            table.Append(CultureInfo.InvariantCulture, $"| `{property.Name}` | {documentation.SummaryOf(property)} | {Describe(property, value)} | {Range(property, documentation.ValueOf(property))} |\n");
        }

        return table.ToString();
    }

    /// <summary>Settings whose documented default or range is not the real one.</summary>
    public static IEnumerable<string> FindWrongValues(Type type)
    {
        var documentation = new XmlDocumentation(type.Assembly);
        var defaults = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties())
        {
            var value = property.GetValue(defaults);
            var expected = value switch
            {
                TimeSpan duration => Words(duration),
                int number => number.ToString("N0", CultureInfo.InvariantCulture),
                double number => number.ToString(CultureInfo.InvariantCulture),
                bool flag => flag ? "True" : "False",
                Enum named => $"`{named}`",
                _ => null,
            };
            var said = documentation.ValueOf(property);
            if (expected is not null && said?.StartsWith($"{expected} by default", StringComparison.Ordinal) != true && !(value is int bytes && said?.StartsWith($"{bytes >> 20} MiB by default", StringComparison.Ordinal) == true))
            {
                yield return $"{type.Name}.{property.Name}: the default is {expected}, and <value> says '{said}'";
            }

            foreach (var limit in Limits(property).Where(limit => said?.Contains(limit, StringComparison.Ordinal) != true))
            {
                yield return $"{type.Name}.{property.Name}: the range is {limit}, and <value> says '{said}'";
            }
        }
    }

    private static string Describe(PropertyInfo property, object? value) => value switch
    {
        null or "" => "none",
        TimeSpan duration => $"{Words(duration)} (`{Written(duration)}`)",
        bool flag => flag ? "`true`" : "`false`",
        int number when property.Name.EndsWith("Size", StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"{number} ({number >> 20} MiB)"),
        IFormattable number and (int or long or double) => number.ToString(null, CultureInfo.InvariantCulture),
        string text => $"`{text}`",
        Enum named => $"`{named}`",
        IEnumerable<string> items => items.Any() ? string.Join(", ", items.Select(static item => $"`{item}`")) : "none",
        IEnumerable => "none",
        _ => $"see [{property.PropertyType.Name}](#{property.PropertyType.Name.ToLowerInvariant()})",
    };

    /// <summary>The range as the documentation of the setting words it, behind its default.</summary>
    private static string Range(PropertyInfo property, string? said)
    {
        if (said?.Split("; ", 2) is [_, var range])
        {
            return range.TrimEnd('.');
        }

        var valueType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return valueType.IsEnum ? string.Join(", ", Enum.GetNames(valueType).Select(static name => $"`{name}`"))
            : valueType == typeof(bool) ? "`true`, `false`"
            : typeof(Delegate).IsAssignableFrom(valueType) ? "by code only"
            : "";
    }

    /// <summary>What the attribute of a setting allows, as its documentation has to word it.</summary>
    private static IEnumerable<string> Limits(PropertyInfo property)
    {
        foreach (var attribute in property.GetCustomAttributes())
        {
            var type = attribute.GetType();
            object? Read(string name) => type.GetProperty(name)!.GetValue(attribute);
            if (type.Name == "DurationRangeAttribute")
            {
                yield return Read("Maximum") is TimeSpan longest ? $"{Words((TimeSpan)Read("Minimum")!)} to {Words(longest)}" : $"{Words((TimeSpan)Read("Minimum")!)} or more";
            }
            else if (type.Name == "NumberRangeAttribute" && property.Name != nameof(Configuration.ResilientStorageOptions.PartSize))
            {
                var (least, most) = ((double)Read("Minimum")!, (double)Read("Maximum")!);
                yield return most >= int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{least:#,0.##} or more") : string.Create(CultureInfo.InvariantCulture, $"{least:#,0.##} to {most:#,0.##}");
            }
        }
    }

    private static string Written(TimeSpan duration) => duration.Ticks % TimeSpan.TicksPerSecond == 0 ? duration.ToString("c") : duration.ToString("c").TrimEnd('0');

    private static string Words(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "zero";
        }

        (double Number, string Unit) parts = duration.TotalDays >= 2 ? (duration.TotalDays, "day")
            : duration.TotalHours >= 1 ? (duration.TotalHours, "hour")
            : duration.TotalMinutes >= 1 ? (duration.TotalMinutes, "minute")
            : duration.TotalSeconds >= 0.5 ? (duration.TotalSeconds, "second")
            : (duration.TotalMilliseconds, "millisecond");
        return string.Create(CultureInfo.InvariantCulture, $"{parts.Number:0.##} {parts.Unit}{(parts.Number == 1 ? "" : "s")}");
    }
}

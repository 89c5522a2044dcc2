using System.CommandLine;
using System.CommandLine.Help;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Cli.Output;

namespace ResilientStorage.Cli.Documents;

/// <summary>The generated parts of docs/cli.md: from the tree of commands and from the serializer.</summary>
internal static class CliReference
{
    private static readonly Type[] Roots =
    [
        typeof(PutDocument), typeof(GetDocument), typeof(ResourceDocument), typeof(ShowDocument), typeof(DeleteDocument),
        typeof(PurgeDocument), typeof(StatusDocument), typeof(WorkerDocument), typeof(InvalidateDocument), typeof(InvalidationPlanDocument),
        typeof(ShowInvalidationDocument), typeof(InvalidationCostDocument), typeof(ErrorDocument),
    ];

    public static string Commands()
    {
        using var console = new ConsoleStreams();
        var text = new StringBuilder();
        foreach (var command in new ResilientStorageCommand(console).Subcommands.SelectMany(static command => command.Subcommands.Count == 0 ? [command] : command.Subcommands))
        {
            text.Append(CultureInfo.InvariantCulture, $"### {NameOf(command)}\n\n{command.Description}\n\n```\n{Usage(command)}\n```\n\n| | meaning | default |\n|---|---|---|\n");
            foreach (var argument in command.Arguments)
            {
                text.Append(Row(Bracketed(argument), argument.Description!, ""));
            }

            AppendOptions(text, command.Options);
            text.Append('\n');
        }

        text.Append("### Options of every command\n\n| | meaning | default |\n|---|---|---|\n");
        AppendOptions(text, GlobalOptions.All);
        return text.ToString();
    }

    public static string Json()
    {
        var text = new StringBuilder();
        var types = new List<Type>();
        foreach (var root in Roots)
        {
            Collect(root, types);
        }

        foreach (var type in types.Where(static type => !type.IsEnum))
        {
            text.Append(CultureInfo.InvariantCulture, $"### JSON {TypeText.NameOf(type)}\n\n| member | type | meaning |\n|---|---|---|\n");
            foreach (var property in TypeText.MembersOf(type))
            {
                text.Append(Row($"`{property.Name}`", TypeText.Of(property), MeaningOf(type, property)));
            }

            text.Append('\n');
        }

        foreach (var type in types.Where(static type => type.IsEnum))
        {
            text.Append(CultureInfo.InvariantCulture, $"### JSON {type.Name}\n\n{WordsOf(type)}\n");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Collect(Type type, List<Type> types)
    {
        if (types.Contains(type))
        {
            return;
        }

        types.Add(type);
        foreach (var property in type.IsEnum ? [] : TypeText.MembersOf(type))
        {
            var value = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (value.IsEnum || TypeText.DocumentIn(value) is not null)
            {
                Collect(TypeText.DocumentIn(value) ?? value, types);
            }
        }
    }

    private static void AppendOptions(StringBuilder text, IEnumerable<Option> options)
    {
        foreach (var option in options.Where(static option => option is not HelpOption))
        {
            var names = string.Join(", ", option.Aliases.Prepend(option.Name).Select(static name => $"`{name}`"));
            var value = option.HelpName is null ? "" : $" {option.HelpName}";
            text.Append(Row(names + value, option.Description!, option.HasDefaultValue && option.ValueType != typeof(bool) ? $"`{option.GetDefaultValue()}`" : ""));
        }
    }

    private static string Usage(Command command)
    {
        var options = command.Options.Where(static option => option is not HelpOption)
            .Select(static option => $"[{option.Aliases.Prepend(option.Name).MinBy(static name => name.Length)}{(option.HelpName is null ? "" : " " + option.HelpName)}]");
        return string.Join(' ', new[] { "resilient-storage", NameOf(command) }.Concat(command.Arguments.Select(Bracketed)).Concat(options));
    }

    private static string NameOf(Command command) => string.Join(' ', command.Parents.OfType<Command>().Where(static group => group is not RootCommand).Select(static group => group.Name).Append(command.Name));

    private static string Bracketed(Argument argument)
    {
        var name = argument.Name + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string MeaningOf(Type type, JsonPropertyInfo property)
    {
        var member = type.GetProperties().Single(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name) == property.Name);
        return member.GetCustomAttribute<DescriptionAttribute>()?.Description ?? throw new InvalidOperationException($"{type.Name}.{member.Name} needs a [Description].");
    }

    private static string WordsOf(Type type)
    {
        var words = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        if (words.All(static word => word.GetCustomAttribute<DescriptionAttribute>() is null))
        {
            return string.Join(", ", words.Select(static word => $"`{Word(word)}`")) + "\n";
        }

        var isError = type == typeof(ErrorKind);
        var rows = words.Select(word => isError ? Row($"`{Word(word)}`", Meaning(word), ExitCode(word)) : $"| `{Word(word)}` | {Meaning(word)} |\n");
        return (isError ? "| word | meaning | exit code |\n|---|---|---|\n" : "| word | meaning |\n|---|---|\n") + string.Concat(rows);
    }

    private static string ExitCode(FieldInfo word) => new CliError((ErrorKind)word.GetValue(null)!, "").ExitCode.ToString(CultureInfo.InvariantCulture);

    private static string Meaning(FieldInfo word) => word.GetCustomAttribute<DescriptionAttribute>()!.Description;

    private static string Word(FieldInfo word) => JsonNamingPolicy.CamelCase.ConvertName(word.Name);

    private static string Row(string first, string second, string third) => $"| {first} | {second} | {third} |\n";
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace ResilientStorage.Configuration;

/// <summary>The sentence about an option that is out of its range: its name, its value, and what it has to be.</summary>
internal static class OptionProblem
{
    public static ValidationResult Make(ValidationContext context, object? value, string rule) =>
        new(Describe(context.DisplayName, value, rule));

    public static string Describe(string option, object? value, string rule) =>
        string.Create(CultureInfo.InvariantCulture, $"{option}: {value} is not possible, it has to be {rule}.");
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace ResilientStorage.Configuration;

/// <summary>The durations that an option may have: read by the generated validators, and by the test that keeps the documentation equal.</summary>
/// <param name="minimum">The shortest, as <see cref="TimeSpan.Parse(string)"/> reads it.</param>
/// <param name="maximum">The longest; null for no limit.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationRangeAttribute(string minimum, string? maximum = null) : ValidationAttribute
{
    /// <summary>The longest that a timer and Polly's timeout take.</summary>
    public const string LongestTimer = "1.00:00:00";

    public TimeSpan Minimum { get; } = TimeSpan.Parse(minimum, CultureInfo.InvariantCulture);

    public TimeSpan? Maximum { get; } = maximum is null ? null : TimeSpan.Parse(maximum, CultureInfo.InvariantCulture);

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null || (value is TimeSpan duration && duration >= Minimum && !(duration > Maximum))
            ? ValidationResult.Success
            : OptionProblem.Make(validationContext, value, Maximum is null ? string.Create(CultureInfo.InvariantCulture, $"{Minimum:c} or more") : string.Create(CultureInfo.InvariantCulture, $"{Minimum:c} to {Maximum:c}"));
}

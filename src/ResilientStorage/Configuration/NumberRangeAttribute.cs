using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace ResilientStorage.Configuration;

/// <summary>The numbers that an option may have: read by the generated validators, and by the test that keeps the documentation equal.</summary>
/// <param name="minimum">The smallest.</param>
/// <param name="maximum">The largest.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NumberRangeAttribute(double minimum, double maximum = int.MaxValue) : ValidationAttribute
{
    public double Minimum => minimum;

    public double Maximum => maximum;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var number = value is null ? (double?)null : Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return number is null || (number >= minimum && number <= maximum)
            ? ValidationResult.Success
            : OptionProblem.Make(validationContext, value, maximum >= int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{minimum} or more") : string.Create(CultureInfo.InvariantCulture, $"{minimum} to {maximum}"));
    }
}

using System.ComponentModel.DataAnnotations;

namespace ResilientStorage.Configuration;

/// <summary>A value of an enumeration that has a name: the binder takes any number.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NamedValueAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null || Enum.IsDefined(value.GetType(), value)
            ? ValidationResult.Success
            : OptionProblem.Make(validationContext, value, "one of " + string.Join(", ", Enum.GetNames(value.GetType())));
}

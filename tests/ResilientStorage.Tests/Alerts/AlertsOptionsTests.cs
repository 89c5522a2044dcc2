using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResilientStorage.Testing;

namespace ResilientStorage.Alerts;

public sealed class AlertsOptionsTests
{
    private static readonly AlertsOptionsValidator Validator = new();

    public static TheoryData<Action<AlertsOptions>, string> Mistakes => new()
    {
        { static options => options.CoalesceWindow = TimeSpan.FromTicks(-1), "Property CoalesceWindow: -00:00:00.0000001 is not possible: it has to be zero to 24 hours." },
        { static options => options.CoalesceWindow = TimeSpan.FromHours(25), "Property CoalesceWindow: 1.01:00:00 is not possible: it has to be zero to 24 hours." },
        { static options => options.MaxPerHour = 0, "Property MaxPerHour: 0 is not possible: it has to be 1 to 10,000." },
        { static options => options.MaxPerHour = 10_001, "Property MaxPerHour: 10001 is not possible: it has to be 1 to 10,000." },
        { static options => options.SinkTimeout = TimeSpan.FromMilliseconds(99), "Property SinkTimeout: 00:00:00.0990000 is not possible: it has to be 100 milliseconds to 1 hour." },
        { static options => options.SinkTimeout = TimeSpan.FromHours(2), "Property SinkTimeout: 02:00:00 is not possible: it has to be 100 milliseconds to 1 hour." },
        { static options => options.DrainTimeout = TimeSpan.FromTicks(-1), "Property DrainTimeout: -00:00:00.0000001 is not possible: it has to be zero to 5 minutes." },
        { static options => options.DrainTimeout = TimeSpan.FromMinutes(6), "Property DrainTimeout: 00:06:00 is not possible: it has to be zero to 5 minutes." },
    };

    [Fact]
    public void Validate_Defaults_Hold() => Assert.True(Validator.Validate("default", new AlertsOptions()).Succeeded);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_Mistake_SaysTheValueAndTheRange(Action<AlertsOptions> mistake, string expected)
    {
        var options = new AlertsOptions();
        mistake(options);

        Assert.Equal(expected, Assert.Single(Validator.Validate("default", options).Failures!));
    }

    [Fact]
    public void Configure_Mistake_FailsTheFirstResolve()
    {
        using var provider = new ServiceCollection()
            .AddResilientStorage(static storage => storage.UseInMemory(new InMemoryObjectStore()).Alerts(static alerts => alerts.Configure(static options => options.MaxPerHour = 0)))
            .BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IResilientStorage>);

        Assert.Contains("MaxPerHour: 0 is not possible", error.Message, StringComparison.Ordinal);
    }
}

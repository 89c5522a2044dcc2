using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResilientStorage.Testing;

namespace ResilientStorage.Alerts;

public sealed class AlertsOptionsTests
{
    private static readonly AlertsOptionsValidator Validator = new();

    public static TheoryData<Action<AlertsOptions>, string> Mistakes => new()
    {
        { static options => options.CoalesceWindow = TimeSpan.FromTicks(-1), "default.CoalesceWindow: -00:00:00.0000001 is not possible, it has to be 00:00:00 to 1.00:00:00." },
        { static options => options.CoalesceWindow = TimeSpan.FromHours(25), "default.CoalesceWindow: 1.01:00:00 is not possible, it has to be 00:00:00 to 1.00:00:00." },
        { static options => options.MaxPerHour = 0, "default.MaxPerHour: 0 is not possible, it has to be 1 to 10000." },
        { static options => options.MaxPerHour = 10_001, "default.MaxPerHour: 10001 is not possible, it has to be 1 to 10000." },
        { static options => options.SinkTimeout = TimeSpan.FromMilliseconds(99), "default.SinkTimeout: 00:00:00.0990000 is not possible, it has to be 00:00:00.1000000 to 01:00:00." },
        { static options => options.SinkTimeout = TimeSpan.FromHours(2), "default.SinkTimeout: 02:00:00 is not possible, it has to be 00:00:00.1000000 to 01:00:00." },
        { static options => options.DrainTimeout = TimeSpan.FromTicks(-1), "default.DrainTimeout: -00:00:00.0000001 is not possible, it has to be 00:00:00 to 00:05:00." },
        { static options => options.DrainTimeout = TimeSpan.FromMinutes(6), "default.DrainTimeout: 00:06:00 is not possible, it has to be 00:00:00 to 00:05:00." },
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

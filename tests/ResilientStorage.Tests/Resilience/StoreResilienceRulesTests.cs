namespace ResilientStorage.Resilience;

/// <summary>Settings that would do nothing beside others.</summary>
public sealed class StoreResilienceRulesTests
{
    public static TheoryData<Action<StoreResilienceOptions>, string> Wrong => new()
    {
        { static options => options.Foreground.RetryDelay = TimeSpan.FromMinutes(5), "main.Foreground.RetryDelay: 00:05:00 is not possible, it has to be less than TotalTimeout (00:05:00), or no call is tried again." },
        { static options => options.Background.RetryDelay = TimeSpan.FromMinutes(6), "main.Background.RetryDelay: 00:06:00 is not possible, it has to be less than TotalTimeout (00:05:00), or no call is tried again." },
        { static options => options.Background.TotalTimeout = TimeSpan.FromMinutes(1), "main.Background.TotalTimeout: 00:01:00 is not possible, it has to be at least AttemptTimeout (00:02:00)." },
        { static options => options.FirstByteTimeout = TimeSpan.FromSeconds(121), "main.FirstByteTimeout: 00:02:01 is not possible, it has to be at most Foreground.AttemptTimeout (00:02:00)." },
        { static options => options.StreamIdleTimeout = TimeSpan.FromSeconds(121), "main.StreamIdleTimeout: 00:02:01 is not possible, it has to be at most Foreground.AttemptTimeout (00:02:00)." },
    };

    public static TheoryData<Action<StoreResilienceOptions>> Right => new()
    {
        static _ => { },
        static options => options.FirstByteTimeout = options.StreamIdleTimeout = options.Foreground.AttemptTimeout,
        static options => options.Foreground.RetryDelay = TimeSpan.FromSeconds(299),
        static options => (options.Foreground.Retries, options.Foreground.RetryDelay) = (0, TimeSpan.FromHours(1)),
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_ASettingThatDoesNothing_SaysWhichAndWhy(Action<StoreResilienceOptions> configure, string problem) =>
        Assert.Equal([problem], Validate(configure));

    [Theory]
    [MemberData(nameof(Right))]
    public void Validate_SettingsThatGoTogether_Accepted(Action<StoreResilienceOptions> configure) => Assert.Empty(Validate(configure));

    private static IEnumerable<string> Validate(Action<StoreResilienceOptions> configure)
    {
        var options = new StoreResilienceOptions();
        configure(options);
        return new StoreResilienceRules().Validate("main", options).Failures ?? [];
    }
}

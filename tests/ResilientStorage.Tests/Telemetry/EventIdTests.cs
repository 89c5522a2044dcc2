using System.Reflection;
using Microsoft.Extensions.Logging;

namespace ResilientStorage.Telemetry;

/// <summary>An event id names one message, in every package.</summary>
public sealed class EventIdTests
{
    private static readonly (string Namespace, int First, int Last)[] Ranges =
    [
        ("ResilientStorage.Uploads", 100, 199),
        ("ResilientStorage.Replicas", 200, 299),
        ("ResilientStorage.Deletes", 300, 309),
        ("ResilientStorage.Bells", 310, 319),
        ("ResilientStorage.Deletes.InProcess", 320, 329),
        ("ResilientStorage.Reconciliation", 400, 499),
        ("ResilientStorage.Sessions", 500, 509),
        ("ResilientStorage.Leases", 510, 519),
        ("ResilientStorage.Resilience", 520, 529),
        ("ResilientStorage.Alerts", 600, 609),
        ("ResilientStorage.Alerts.Slack", 610, 619),
        ("ResilientStorage.Telemetry", 700, 799),
        ("ResilientStorage.Invalidation.CloudFront.Catalog", 800, 819),
        ("ResilientStorage.Invalidation.Sending", 830, 849),
        ("ResilientStorage.Invalidation.Reports", 860, 869),
        ("ResilientStorage.Invalidation.Events", 850, 859),
    ];

    private static readonly List<(MethodInfo Method, LoggerMessageAttribute Message)> Messages =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "ResilientStorage*.dll")
            .Select(static path => Assembly.Load(Path.GetFileNameWithoutExtension(path)))
            .SelectMany(static assembly => assembly.GetTypes())
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(static method => (method, method.GetCustomAttribute<LoggerMessageAttribute>()!))
            .Where(static pair => pair.Item2 is not null),
    ];

    [Fact]
    public void EventIds_AllPackages_GivenAndUnique()
    {
        Assert.True(Messages.Count > 25, $"Only {Messages.Count} log messages were found.");
        Assert.All(Messages, static pair => Assert.True(pair.Message.EventId > 0, $"{pair.Method.DeclaringType}.{pair.Method.Name} has no event id."));
        var twice = Messages.GroupBy(static pair => pair.Message.EventId).Where(static group => group.Count() > 1).Select(static group => group.Key);
        Assert.Empty(twice);
    }

    [Fact]
    public void EventIds_OfTheEngine_InTheRangeOfTheirFolder() => Assert.All(
        Messages.Where(static pair => pair.Method.DeclaringType!.Assembly == typeof(StorageEngine).Assembly),
        static pair =>
        {
            var folder = pair.Method.DeclaringType!.Namespace;
            var range = Assert.Single(Ranges, range => range.Namespace == folder);
            Assert.InRange(pair.Message.EventId, range.First, range.Last);
        });
}

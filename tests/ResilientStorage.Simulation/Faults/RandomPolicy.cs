using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Faults;

/// <summary>Seeded faults everywhere, until <see cref="Heal"/>.</summary>
internal sealed class RandomPolicy(SimRandom random, FaultOptions options, Func<TimeSpan> now) : ICallPolicy
{
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(1);
    private FaultOptions _options = options;
    private List<OutageWindow> _outages = [];

    public IReadOnlyList<OutageWindow> Outages
    {
        get => _outages;
        init => _outages = [.. value];
    }

    /// <summary>From now on everything works. What is under way already may still land late.</summary>
    public void Heal()
    {
        _options = FaultOptions.Calm with { LatestLanding = _options.LatestLanding };
        _outages = [];
    }

    public CallVerdict Decide(CallInfo call)
    {
        var request = random.Between(Fast, TimeSpan.FromMilliseconds(25));
        var reply = random.Between(Fast, TimeSpan.FromMilliseconds(25));
        if (IsOut(call))
        {
            return new CallVerdict(CallFault.Unknown, CallEffect.Never, request, reply);
        }

        if (random.Chance(_options.Crash))
        {
            var rest = DecideRest(call);
            return rest with { Fault = CallFault.Crash };
        }

        if (random.Chance(_options.Slow))
        {
            request += random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(call.Target == CallTarget.Ledger ? 20 : 200));
        }

        if (random.Chance(_options.Refused))
        {
            return new CallVerdict(CallFault.Refused, CallEffect.Never, request, reply);
        }

        if (random.Chance(_options.Unknown))
        {
            var rest = DecideRest(call);
            return rest with { Fault = CallFault.Unknown, Request = request, Reply = reply };
        }

        if (random.Chance(_options.Hang))
        {
            return new CallVerdict(CallFault.Hang, random.Chance(0.5) ? CallEffect.InTime : CallEffect.Never, request, reply);
        }

        return new CallVerdict(CallFault.None, CallEffect.InTime, request, reply);
    }

    public CallVerdict DecideRest(CallInfo call)
    {
        if (!call.IsWrite)
        {
            return new CallVerdict(CallFault.None, CallEffect.Never, default, default);
        }

        if (random.Chance(_options.Late))
        {
            // A transaction that its client has given up ends soon; a PUT may sit in a proxy for long.
            var latest = call.Target == CallTarget.Store ? _options.LatestLanding : TimeSpan.FromSeconds(20);
            return new CallVerdict(CallFault.None, CallEffect.Late, default, default, random.Between(Fast, random.Chance(0.5) ? latest : latest / 20));
        }

        return new CallVerdict(CallFault.None, random.Chance(0.5) ? CallEffect.InTime : CallEffect.Never, default, default);
    }

    public BodyVerdict DecideBody(CallInfo call, long length)
    {
        if (length == 0 || !random.Chance(_options.Body))
        {
            return default;
        }

        var at = random.Next((int)length);
        return random.Next(3) switch
        {
            0 => new BodyVerdict(CutAt: at),
            1 => new BodyVerdict(CutAt: at, CutIsSilent: true),
            _ => new BodyVerdict(FlipAt: at),
        };
    }

    private bool IsOut(CallInfo call) => _outages.Exists(o =>
        (o.Target == call.Target || (o.Target == CallTarget.Store && call.Target == CallTarget.Body)) && o.Name == call.Name && o.From <= now() && now() < o.To);
}

namespace ResilientStorage.Wire;

/// <summary>What goes wrong with one request.</summary>
/// <param name="Kind">What happens to the answer.</param>
internal sealed record WireFault(WireFaultKind Kind)
{
    /// <summary>The request gets lost on its way.</summary>
    public static WireFault ResetBeforeServer { get; } = new(WireFaultKind.Reset);

    /// <summary>The server does what it was asked to, and nobody hears of it.</summary>
    public static WireFault LoseAnswer { get; } = new(WireFaultKind.Reset) { ReachesServer = true };

    public static WireFault CloseBeforeServer { get; } = new(WireFaultKind.Close);

    public static WireFault HangBeforeServer { get; } = new(WireFaultKind.Hang);

    /// <summary>The server does what it was asked to, and its answer is held back for ever.</summary>
    public static WireFault HoldAnswer { get; } = new(WireFaultKind.Hang) { ReachesServer = true };

    /// <summary>The answer stops after its headers.</summary>
    public static WireFault HangAfterHeaders { get; } = StallBody(0);

    public static WireFault CloseAfterAnswer { get; } = new(WireFaultKind.CloseAfterAnswer) { ReachesServer = true };

    /// <summary>Whether the server gets the request before the fault.</summary>
    public bool ReachesServer { get; init; }

    /// <summary>What becomes of the request on its way; null for nothing.</summary>
    public Func<WireRequest, WireRequest>? Changed { get; init; }

    /// <summary>What is said instead.</summary>
    public WireAnswer? Other { get; init; }

    /// <summary>What is said instead, made from the request.</summary>
    public Func<WireRequest, WireAnswer>? Reply { get; init; }

    /// <summary>How many bytes of the body come before it goes wrong.</summary>
    public int At { get; init; }

    /// <summary>How many bytes come at a time.</summary>
    public int Step { get; init; }

    /// <summary>Answers without asking the server.</summary>
    public static WireFault Say(WireAnswer answer) => new(WireFaultKind.Answer) { Other = answer };

    public static WireFault Say(Func<WireRequest, WireAnswer> reply) => new(WireFaultKind.Answer) { Reply = reply };

    /// <summary>Lets the server do it, and says something else.</summary>
    public static WireFault SayAfterServer(WireAnswer answer) => new(WireFaultKind.Answer) { Other = answer, ReachesServer = true };

    /// <summary>The server gets another request.</summary>
    public static WireFault Change(Func<WireRequest, WireRequest> change) => new(WireFaultKind.None) { ReachesServer = true, Changed = change };

    public static WireFault ResetBody(int at) => new(WireFaultKind.ResetBody) { ReachesServer = true, At = at };

    public static WireFault TruncateBody(int at) => new(WireFaultKind.TruncateBody) { ReachesServer = true, At = at };

    public static WireFault StallBody(int at) => new(WireFaultKind.StallBody) { ReachesServer = true, At = at };

    public static WireFault TrickleBody(int step) => new(WireFaultKind.TrickleBody) { ReachesServer = true, Step = step };

    public static WireFault FlipBody(int at) => new(WireFaultKind.FlipBody) { ReachesServer = true, At = at };
}

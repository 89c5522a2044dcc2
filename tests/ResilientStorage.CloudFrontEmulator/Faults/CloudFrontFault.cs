namespace ResilientStorage.Emulators;

/// <summary>One fault.</summary>
internal sealed record CloudFrontFault(CloudFrontFaultKind Kind)
{
    /// <summary>Whether the request is run, or refused by the service, and not lost before.</summary>
    public bool IsTaken => Kind is CloudFrontFaultKind.CutXml or CloudFrontFaultKind.BrokenAnswer or CloudFrontFaultKind.LostAnswer or CloudFrontFaultKind.SilenceAfterTaking or CloudFrontFaultKind.StalledAnswer
        or CloudFrontFaultKind.AccessDenied or CloudFrontFaultKind.Throttled or CloudFrontFaultKind.Unavailable;

    /// <summary>The answer to a request that is not taken.</summary>
    public (ServiceAnswer Answer, string? Code) Answer() => (Kind switch
    {
        CloudFrontFaultKind.HtmlUnavailable => ServiceAnswer.Html(503, "503 Service Unavailable"),
        CloudFrontFaultKind.WrongDocument => ServiceAnswer.Html(200, "Sign in"),
        CloudFrontFaultKind.LostRequest => new ServiceAnswer { Status = 0, End = AnswerEnd.Abort },
        CloudFrontFaultKind.Silence => new ServiceAnswer { Status = 0, End = AnswerEnd.Silence },
        CloudFrontFaultKind.Redirect => ServiceAnswer.Html(302, "Found").With("Location", "https://elsewhere.example.com/"),
        _ => throw new InvalidOperationException($"A request with {Kind} is taken."),
    }, null);

    /// <summary>Refuses in the service's name.</summary>
    public void Refuse(Operation operation)
    {
        switch (Kind)
        {
            case CloudFrontFaultKind.AccessDenied:
                throw ServiceError.AccessDenied(operation.Name);
            case CloudFrontFaultKind.Throttled:
                throw ServiceError.Throttled();
            case CloudFrontFaultKind.Unavailable:
                throw ServiceError.Unavailable();
        }
    }

    /// <summary>What is left of the answer to a request that was taken.</summary>
    public ServiceAnswer Damage(ServiceAnswer answer) => Kind switch
    {
        CloudFrontFaultKind.CutXml => answer with { Body = answer.Body[..(answer.Body.Length / 2)] },
        CloudFrontFaultKind.BrokenAnswer => answer with { End = AnswerEnd.AbortInBody },
        CloudFrontFaultKind.LostAnswer => answer with { End = AnswerEnd.Abort },
        CloudFrontFaultKind.SilenceAfterTaking => answer with { End = AnswerEnd.Silence },
        CloudFrontFaultKind.StalledAnswer => answer with { End = AnswerEnd.SilenceInBody },
        _ => answer,
    };
}

namespace ResilientStorage.Emulators;

/// <summary>The service without HTTP: one request at a time, as if it were one machine.</summary>
internal sealed class EmulatedService
{
    private readonly Lock _gate = new();
    private readonly List<RecordedCall> _calls = [];
    private readonly SignatureVerifier _signatures;
    private readonly CallBucket _bucket;
    private readonly OperationTable _operations;

    public EmulatedService(CloudFrontEmulatorOptions options)
    {
        Options = options;
        Invalidations = new InvalidationTable(options);
        _signatures = new SignatureVerifier(options);
        _bucket = new CallBucket(options);
        _operations = new OperationTable(new DistributionOperations(options), new PolicyOperations(options), new InvalidationOperations(options, Invalidations));
    }

    public CloudFrontEmulatorOptions Options { get; }

    public InvalidationTable Invalidations { get; }

    public FaultPlan Faults { get; } = new();

    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public void Change(Action<CloudFrontEmulatorOptions> change)
    {
        lock (_gate)
        {
            change(Options);
        }
    }

    public ServiceAnswer Answer(ServiceRequest request)
    {
        lock (_gate)
        {
            var operation = _operations.Find(request);
            var fault = operation is null ? null : Faults.Take(operation);
            var (answer, code) = fault is { IsTaken: false } ? fault.Answer() : Run(operation, request, fault);
            var requestId = $"00000000-0000-4000-8000-{_calls.Count + 1:x12}";
            _calls.Add(new RecordedCall(Options.Time.GetUtcNow(), operation?.Name ?? "", operation?.DistributionId, answer.Status, code, fault?.Kind));
            return (fault is null ? answer : fault.Damage(answer)).With("x-amzn-RequestId", requestId);
        }
    }

    private (ServiceAnswer Answer, string? Code) Run(Operation? operation, ServiceRequest request, CloudFrontFault? fault)
    {
        try
        {
            _signatures.Verify(request);
            _bucket.Take();
            fault?.Refuse(operation!);
            return operation is null ? throw ServiceError.NoSuchResource() : (operation.Run(request), null);
        }
        catch (ServiceError error)
        {
            return (ServiceAnswer.Of(error.Status, ErrorDocument.Of(error)), error.Code);
        }
    }
}

namespace ResilientStorage.Testing;

/// <summary>The rules and the record of calls of a plan. A rule counts the calls that it matches from 1, beginning when it is added.</summary>
internal sealed class FaultRules<TOperation, TCall, TFault>
    where TOperation : struct, Enum
{
    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];
    private readonly List<TCall> _calls = [];
    private readonly Dictionary<TOperation, int> _numbers = [];

    public IReadOnlyList<TCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public void Add(IReadOnlyCollection<TOperation> operations, (int First, int Last) calls, Func<TCall, bool>? matches, TFault fault)
    {
        lock (_gate)
        {
            _rules.Add(new Rule([.. operations], calls.First, calls.Last, matches, fault));
        }
    }

    /// <summary>Records a call, and tells which faults it meets, in the order in which they were added.</summary>
    public IReadOnlyList<TFault> Meet(TOperation operation, Func<int, TCall> describe)
    {
        lock (_gate)
        {
            var number = _numbers.GetValueOrDefault(operation) + 1;
            _numbers[operation] = number;
            var call = describe(number);
            _calls.Add(call);
            return [.. _rules.Where(rule => rule.Meets(operation, call)).Select(static rule => rule.Fault)];
        }
    }

    public void RemoveRules()
    {
        lock (_gate)
        {
            _rules.Clear();
        }
    }

    public void ForgetCalls()
    {
        lock (_gate)
        {
            _calls.Clear();
            _numbers.Clear();
        }
    }

    private sealed class Rule(HashSet<TOperation> operations, int first, int last, Func<TCall, bool>? matches, TFault fault)
    {
        private int _matched;

        public TFault Fault => fault;

        public bool Meets(TOperation operation, TCall call)
        {
            if ((operations.Count > 0 && !operations.Contains(operation)) || (matches is not null && !matches(call)))
            {
                return false;
            }

            _matched++;
            return _matched >= first && _matched <= last;
        }
    }
}

namespace ResilientStorage.Simulation.Kernel;

/// <summary>
/// One call: takes effect at one moment of virtual time and is answered at another, or is not, as the verdict says.
/// The task completes inline on the loop: no RunContinuationsAsynchronously.
/// </summary>
internal sealed class SimCall<T> : ISimCall
{
    private readonly SimNetwork _network;
    private readonly SimCallBody<T> _body;
    private readonly TaskCompletionSource<T> _completion = new();
    private readonly CancellationToken _token;
    private CancellationTokenRegistration _registration;
    private readonly CallVerdict _verdict;
    private T? _result;
    private Exception? _error;
    private bool _effectDone;
    private bool _ended;

    public SimCall(SimNetwork network, CallInfo info, SimCallBody<T> body, CallVerdict verdict, CancellationToken token)
    {
        _network = network;
        Info = info;
        _body = body;
        _verdict = verdict;
        _token = token;
    }

    public CallInfo Info { get; }

    public Task<T> Task => _completion.Task;

    public void Begin()
    {
        if (_token.CanBeCanceled)
        {
            _registration = _token.Register(Cancel);
        }

        if (_verdict.Effect == CallEffect.InTime)
        {
            _network.Loop.Post(_verdict.Request, () =>
            {
                if (!_ended)
                {
                    Apply();
                }
            });
        }

        if (_verdict.Fault != CallFault.Hang)
        {
            _network.Loop.Post(_verdict.Request + _verdict.Reply, Answer);
        }
    }

    public void Drop(CallVerdict rest)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _registration.Dispose();
        LandRest(rest);
    }

    public void EndHang()
    {
        if (!_ended && _verdict.Fault == CallFault.Hang)
        {
            LandRest(_network.Policy.DecideRest(Info));
            End();
            _completion.SetException(_body.MakeError(CallFault.Unknown));
        }
    }

    private void Answer()
    {
        if (_ended)
        {
            return;
        }

        if (_verdict.Fault == CallFault.None)
        {
            End();
            _network.Trace.Add($"{Info} -> {(object?)_error ?? "ok"}");
            if (_error is null)
            {
                _completion.SetResult(_result!);
            }
            else
            {
                _completion.SetException(_error);
            }

            return;
        }

        if (_verdict.Effect == CallEffect.Late)
        {
            LandRest(_verdict);
        }

        End();
        _network.Trace.Add($"{Info} -> {_verdict.Fault}, effect {_verdict.Effect}");
        _completion.SetException(_body.MakeError(_verdict.Fault));
    }

    private void Cancel()
    {
        if (_ended)
        {
            return;
        }

        // Answered by an event of its own, not inside Cancel(): the canceller's code must not be re-entered.
        LandRest(_network.Policy.DecideRest(Info));
        End();
        _network.Trace.Add($"{Info} -> cancelled");
        _network.Loop.Post(TimeSpan.Zero, () =>
        {
            if (Info.Node.IsAlive)
            {
                _completion.TrySetCanceled(_token);
            }
        });
    }

    private void End()
    {
        _ended = true;
        _registration.Dispose();
        Info.Node.InFlight.Remove(this);
    }

    private void LandRest(CallVerdict rest)
    {
        if (_effectDone || rest.Effect == CallEffect.Never)
        {
            return;
        }

        if (rest.Effect == CallEffect.InTime)
        {
            Apply();
            return;
        }

        // The caller may reuse its buffers from now on, the store has its own copy under way.
        _body.Detach();
        _network.LateEffects++;
        _network.Loop.Post(rest.LateBy, () =>
        {
            _network.LateEffects--;
            _network.Trace.Add($"{Info} lands late");
            Apply();
        });
    }

    private void Apply()
    {
        if (_effectDone)
        {
            return;
        }

        _effectDone = true;
        try
        {
            _result = _body.Effect();
        }
        catch (Exception e) when (e is ResilientStorageException or OperationCanceledException or ArgumentException or InvalidOperationException)
        {
            _error = e;
        }
    }
}

using System.Globalization;

namespace ResilientStorage.Replicas;

/// <summary>
/// Gives up on a store that is silent for too long. Each sign of life only notes the time: the timer looks at it when it fires and is armed again for what
/// is left, so that a fast stream does not pay for a timer per read.
/// </summary>
internal sealed class StreamWatchdog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _giveUp;
    private readonly ITimer _timer;
    private TimeSpan _patience = Timeout.InfiniteTimeSpan;
    private long _since;
    private string _what = "";
    private string _option = "";
    private bool _isArmed;
    private bool _isDisposed;

    public StreamWatchdog(TimeProvider time, CancellationToken cancellationToken)
    {
        _time = time;
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = time.CreateTimer(static state => ((StreamWatchdog)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled by the caller's token, or when the store was silent for too long.</summary>
    public CancellationToken Token => _giveUp.Token;

    public bool HasBarked { get; private set; }

    /// <summary>What happened, and which setting decides it.</summary>
    public string Problem => string.Create(CultureInfo.InvariantCulture, $"{_what} for {_patience:c} (Resilience.{_option}).");

    /// <summary>Begins to wait anew.</summary>
    public void Expect(TimeSpan patience, string what, string option)
    {
        lock (_lock)
        {
            // Waiting less than before needs an earlier timer.
            var isSooner = patience != Timeout.InfiniteTimeSpan && (!_isArmed || patience < _patience);
            _since = _time.GetTimestamp();
            (_patience, _what, _option) = (patience, what, option);
            if (isSooner)
            {
                _isArmed = true;
                _timer.Change(patience, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
        _giveUp.Dispose();
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            var left = _patience - _time.GetElapsedTime(_since);
            if (left > TimeSpan.Zero)
            {
                _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            HasBarked = true;
        }

        try
        {
            _giveUp.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The read ended at the same moment.
        }
    }
}

namespace ResilientStorage.Wire;

/// <summary>Which requests a fault meets.</summary>
internal sealed class WireRule(Func<WireRequest, bool> matches, WireFault fault, int skip, int times)
{
    private int _skip = skip;
    private int _left = times;

    public WireFault Fault => fault;

    /// <summary>How many requests it has met.</summary>
    public int Met { get; private set; }

    /// <summary>Takes one request, if it is one of those.</summary>
    public bool Takes(WireRequest request)
    {
        if (_left == 0 || !matches(request) || _skip-- > 0)
        {
            return false;
        }

        _left--;
        Met++;
        return true;
    }
}

namespace ResilientStorage.Testing;

/// <summary>Checks the numbers of calls that a rule is for.</summary>
internal static class CallRange
{
    public static (int First, int Last) Every => (1, int.MaxValue);

    public static (int First, int Last) Of(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        return (first, last);
    }
}

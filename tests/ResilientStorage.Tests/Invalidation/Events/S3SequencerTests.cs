namespace ResilientStorage.Invalidation.Events;

public class S3SequencerTests
{
    [Theory]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E6", -1)]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E5", 0)]
    [InlineData("0055AED6DCD90281e5", "0055AED6DCD90281E5", 0)]
    [InlineData("0055AED6", "0055AED600", 0)]
    [InlineData("0055AED6", "0055AED601", -1)]
    [InlineData("1", "055AED6DCD90281E5", 1)]
    [InlineData("", "", 0)]
    public void Compare_PadsTheShorterOnTheRight(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(S3Sequencer.Compare(left, right)));
        Assert.Equal(-expected, Math.Sign(S3Sequencer.Compare(right, left)));
    }

    [Theory]
    [InlineData("786B006B77B50F09", "6B006B78090FB577")]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E5")]
    [InlineData("not sixteen hex.", "not sixteen hex.")]
    public void FromCeph_SixteenHexDigits_AreTurnedRound(string written, string expected) => Assert.Equal(expected, S3Sequencer.FromCeph(written));
}

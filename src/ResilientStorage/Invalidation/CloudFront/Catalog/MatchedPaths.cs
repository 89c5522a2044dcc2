using System.Collections;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Paths in the order in which they were found. Kept in pieces: a list that grows to millions would be copied again and again on the large object heap.</summary>
internal sealed class MatchedPaths : IReadOnlyCollection<MatchedPath>
{
    private const int FirstPiece = 16;
    private const int LargestPiece = 4_096;
    private readonly List<MatchedPath[]> _pieces = [];
    private MatchedPath[] _last = [];
    private int _used;
    private int _before;

    public int Count => _before + _used;

    public void Add(MatchedPath path)
    {
        if (_used == _last.Length)
        {
            _before += _used;
            _last = new MatchedPath[Math.Clamp(_last.Length * 2, FirstPiece, LargestPiece)];
            _pieces.Add(_last);
            _used = 0;
        }

        _last[_used++] = path;
    }

    public IEnumerator<MatchedPath> GetEnumerator()
    {
        foreach (var piece in _pieces)
        {
            for (var index = 0; index < (piece == _last ? _used : piece.Length); index++)
            {
                yield return piece[index];
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

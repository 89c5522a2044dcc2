using System.Collections;

namespace ResilientStorage.Invalidation.CloudFront.Catalog;

/// <summary>Paths in the order in which they were found. Kept in pieces: a list that grows to millions would be copied again and again.</summary>
internal sealed class MatchedPaths : IReadOnlyCollection<MatchedPath>
{
    private const int FirstPiece = 16;
    private const int LargestPiece = 8_192;
    private readonly List<ChangedPath[]> _pieces = [];
    private ChangedPath[] _last = [];
    private int _used;

    public int Count { get; private set; }

    public void Add(ChangedPath path)
    {
        if (_used == _last.Length)
        {
            _last = new ChangedPath[Math.Clamp(_last.Length * 2, FirstPiece, LargestPiece)];
            _pieces.Add(_last);
            _used = 0;
        }

        _last[_used++] = path;
        Count += path.Forms.Length;
    }

    public IEnumerator<MatchedPath> GetEnumerator()
    {
        foreach (var piece in _pieces)
        {
            for (var index = 0; index < (piece == _last ? _used : piece.Length); index++)
            {
                foreach (var form in piece[index].Forms)
                {
                    yield return new MatchedPath(form, piece[index].Change);
                }
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

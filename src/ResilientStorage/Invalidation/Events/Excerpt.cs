namespace ResilientStorage.Invalidation.Events;

/// <summary>Shortens what a sender wrote, so that it can stand in a log: no control characters, no more than a few words.</summary>
internal static class Excerpt
{
    private const int MaxLength = 64;

    public static string Of(string? text) => text switch
    {
        null => "nothing",
        "" => "an empty text",
        _ => string.Create(Math.Min(text.Length, MaxLength), text, static (shown, text) =>
        {
            for (var place = 0; place < shown.Length; place++)
            {
                shown[place] = char.IsControl(text[place]) || char.IsSurrogate(text[place]) ? '?' : text[place];
            }
        }),
    };
}

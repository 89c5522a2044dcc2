using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace ResilientStorage.Conformance.PublicApi;

/// <summary>Proves that the rendered text shows what users depend on.</summary>
public sealed class ApiTextTests
{
    [Fact]
    public void Of_SampleTypes_ShowsEverythingThatUsersDependOn()
    {
        const string Expected = """
            namespace ResilientStorage.Conformance.PublicApi

            abstract class ApiTextTests.Animal<T> : IDisposable where T : class, IComparable<T>
                .ctor(string? name = null, int legs = 4)
                abstract ValueTask<string?> SpeakAsync(IReadOnlyList<string?>? words, CancellationToken cancellationToken = default)
                const int Limit = 9
                override string ToString()
                protected virtual void Sleep()
                static bool TryGet(int[] keys, out string? value)
                static readonly string Kingdom
                virtual void Dispose()

            static class ApiTextTests.Extensions
                static void Pet<T>(T animal, params string[] names) where T : struct

            [EditorBrowsable(Advanced)] interface ApiTextTests.IFood : IAsyncDisposable
                [Obsolete("Use Weight.", warning)] int Mass { get; }
                int? Weight { get; set; }

            [Flags] enum ApiTextTests.Moods : byte
                None = 0
                Happy = 2

            sealed record ApiTextTests.Meal : IEquatable<ApiTextTests.Meal>
                .ctor(string Dish)
                TimeSpan? Length { get; init; }
                required string? Guest { get; init; }
                string Dish { get; init; }

            delegate bool ApiTextTests.Taste(object? food)

            """;
        Type[] types = [typeof(Animal<>), typeof(Extensions), typeof(IFood), typeof(Moods), typeof(Meal), typeof(Taste)];

        var lines = Expected.ReplaceLineEndings("\n").Split('\n').Order(StringComparer.Ordinal);
        Assert.Equal(lines, ApiText.Of(types).Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_RealTypes_AreNamedAsTheyAre()
    {
        Assert.Contains("    static Task<bool> ExistsAsync(this IResilientStorage storage, string key, CancellationToken cancellationToken = default)\n", ApiText.Of([typeof(ResilientStorageExtensions)]), StringComparison.Ordinal);
        Assert.Contains("\nreadonly record struct ByteRange : IEquatable<ByteRange>\n", ApiText.Of([typeof(ByteRange)]), StringComparison.Ordinal);
        Assert.Contains("\nreadonly struct VersionId : IComparable<VersionId>, IEquatable<VersionId>, ISpanParsable<VersionId>\n", ApiText.Of([typeof(VersionId)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TypesInAnyOrder_IsTheSameText()
    {
        Assert.Equal(ApiText.Of([typeof(ByteRange), typeof(VersionId), typeof(Meal)]), ApiText.Of([typeof(Meal), typeof(VersionId), typeof(ByteRange)]));
    }

    [Fact]
    public void Compare_ChangedMember_ShowsBothWithTheirType()
    {
        const string Before = "namespace N\n\nclass A\n    int X { get; }\n    int Y { get; }\n";

        Assert.Equal(
            ["- N: class A: int X { get; }", "+ N: class A: long X { get; }"],
            ApiText.Compare(Before, Before.Replace("int X", "long X", StringComparison.Ordinal)));
        Assert.Empty(ApiText.Compare(Before, Before));
    }

    [Fact]
    public void Compare_MemberThatMovedToAnotherType_IsADifference()
    {
        Assert.Equal(
            ["- N: class A: int X { get; }", "+ N: class B: int X { get; }"],
            ApiText.Compare("namespace N\n\nclass A\n    int X { get; }\n\nclass B\n", "namespace N\n\nclass A\n\nclass B\n    int X { get; }\n"));
    }

    internal abstract class Animal<T> : IDisposable
        where T : class, IComparable<T>
    {
        public const int Limit = 9;
        public static readonly string Kingdom = "animals";

        public Animal(string? name = null, int legs = 4) => _ = (name, legs);

        private protected Animal(long hidden) => _ = hidden;

        internal int Hidden { get; set; }

        public static bool TryGet(int[] keys, out string? value)
        {
            value = null;
            return keys.Length > 0;
        }

        public abstract ValueTask<string?> SpeakAsync(IReadOnlyList<string?>? words, CancellationToken cancellationToken = default);

        public override string ToString() => "animal";

        [SuppressMessage("Usage", "CA1816:Dispose methods should call SuppressFinalize", Justification = "A sample to render.")]
        public virtual void Dispose()
        {
        }

        protected virtual void Sleep()
        {
        }
    }

    internal static class Extensions
    {
        public static void Pet<T>(T animal, params string[] names)
            where T : struct => _ = (animal, names);
    }

    [EditorBrowsable(EditorBrowsableState.Advanced)]
    internal interface IFood : IAsyncDisposable
    {
        int? Weight { get; set; }

        [Obsolete("Use Weight.")]
        int Mass { get; }
    }

    [Flags]
    internal enum Moods : byte
    {
        None = 0,
        Happy = 2,
    }

    internal sealed record Meal(string Dish)
    {
        public required string? Guest { get; init; }

        public TimeSpan? Length { get; init; }
    }

    internal delegate bool Taste(object? food);
}

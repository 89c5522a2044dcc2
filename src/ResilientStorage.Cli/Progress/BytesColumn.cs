using ResilientStorage.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ResilientStorage.Cli.Progress;

/// <summary>The bytes that are done, in the same units as everywhere else.</summary>
internal sealed class BytesColumn(long total) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text($"{Units.Bytes(Math.Min(task.Value, total))} of {Units.Bytes(total)}");
}

using ResilientStorage.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ResilientStorage.Cli.Progress;

/// <summary>The bytes of a second, as lately measured.</summary>
internal sealed class RateColumn : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.Speed is { } speed ? $"{Units.Bytes(speed)}/s" : "?/s");
}

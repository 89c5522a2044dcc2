namespace ResilientStorage.Relational.Schema;

/// <summary>The step from the version before to this one; its last statement records the new numbers in <c>rs_meta</c>.</summary>
/// <param name="Version">The version that it leads to.</param>
/// <param name="Name">The name of its file in the package, for messages.</param>
/// <param name="Text">The statements, without a transaction of their own.</param>
internal sealed record SchemaScript(int Version, string Name, string Text);

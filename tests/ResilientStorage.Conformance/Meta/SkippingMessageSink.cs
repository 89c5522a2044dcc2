using Xunit.Abstractions;
using Xunit.Sdk;

namespace ResilientStorage.Conformance.Meta;

/// <summary>Passes a failure whose cause is a <see cref="SkipException"/> on as a skipped test with its reason.</summary>
internal sealed class SkippingMessageSink(IMessageSink inner) : LongLivedMarshalByRefObject, IMessageSink
{
    // The message of the exception begins with a token, which tells the runners of xunit 3 the same.
    private const string Token = "$XunitDynamicSkip$";

    public bool OnMessage(IMessageSinkMessage message) => inner.OnMessage(
        message is ITestFailed failed && FindReason(failed) is { } reason ? new TestSkipped(failed.Test, reason) : message);

    private static string? FindReason(ITestFailed failed) => failed.ExceptionTypes is [var type] && type == typeof(SkipException).FullName
        ? failed.Messages[0].Replace(Token, "", StringComparison.Ordinal)
        : null;
}

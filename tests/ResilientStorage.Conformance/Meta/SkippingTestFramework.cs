using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("ResilientStorage.Conformance.Meta.SkippingTestFramework", "ResilientStorage.Conformance")]

namespace ResilientStorage.Conformance.Meta;

/// <summary>
/// Lets a test report itself as skipped while it runs, by <see cref="SkipException"/>: whether a suite can run depends on the servers of its fixture, which an attribute on the shared
/// test cannot know. xunit 2 has the exception but takes it for a failure.
/// </summary>
public sealed class SkippingTestFramework(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assemblyName, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assemblyName, sources, diagnostics)
    {
        protected override void RunTestCases(IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions) =>
            base.RunTestCases(testCases, new SkippingMessageSink(executionMessageSink), executionOptions);
    }
}

using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace ResilientStorage.Conformance.Meta;

/// <summary>Finds tests as xunit does, and reports those of a class that lacks its server as skipped: an inherited suite cannot say so itself, and xunit 2 has no skip at run time.</summary>
public sealed class ServerTestFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) => new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    // The executor looks up one test that is to run again by the same discoverer.
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) => new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Discoverer(IAssemblyInfo assembly, ISourceInformationProvider source, IMessageSink messages) : XunitTestFrameworkDiscoverer(assembly, source, messages)
    {
        protected override bool FindTestsForMethod(ITestMethod testMethod, bool includeSourceInformation, IMessageBus messageBus, ITestFrameworkDiscoveryOptions discoveryOptions)
        {
            var needs = testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsServerAttribute)).FirstOrDefault();
            var isTest = testMethod.Method.GetCustomAttributes(typeof(FactAttribute)).Any();
            return isTest && needs is not null && NeedsServerAttribute.SkipReasonFor(needs.GetNamedArgument<string>(nameof(NeedsServerAttribute.Variable))) is { } reason
                ? ReportDiscoveredTestCase(new SkippedTestCase(DiagnosticMessageSink, testMethod, reason), includeSourceInformation, messageBus)
                : base.FindTestsForMethod(testMethod, includeSourceInformation, messageBus, discoveryOptions);
        }
    }

    private sealed class Executor(AssemblyName assemblyName, ISourceInformationProvider source, IMessageSink messages) : XunitTestFrameworkExecutor(assemblyName, source, messages)
    {
        protected override ITestFrameworkDiscoverer CreateDiscoverer() => new Discoverer(AssemblyInfo, SourceInformationProvider, DiagnosticMessageSink);
    }
}
